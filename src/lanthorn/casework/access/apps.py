"""Access as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Registers the checks that refuse an undeclared page and an unsafe production."""

    name = "lanthorn.casework.access"
    label = "access"

    def ready(self) -> None:
        """Register the system checks."""
        from lanthorn.casework.access import checks  # noqa: F401 - needs the apps to be loaded
