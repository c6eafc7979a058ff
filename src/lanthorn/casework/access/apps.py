"""Access as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Registers the checks that refuse an undeclared page and an unsafe production."""

    name = "lanthorn.casework.access"
    label = "access"

    def ready(self) -> None:
        """Register the system checks, and refuse to go on with an unsafe production."""
        from lanthorn.casework.access.checks import refuse_an_unsafe_production

        refuse_an_unsafe_production()
