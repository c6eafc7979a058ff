"""The audit as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Comes before every app whose acts it keeps."""

    name = "lanthorn.casework.audit"
    label = "audit"

    def ready(self) -> None:
        """Listen for sign-ins, refusals and changes of second factors."""
        from lanthorn.casework.audit import signals  # noqa: F401 - needs the apps to be loaded
