"""The app `panels`, for Django."""

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    """Names the app, and adds what it knows to the case page, the stages and My work."""

    name = "lanthorn.casework.panels"
    label = "panels"

    def ready(self) -> None:
        """Register the hooks."""
        from lanthorn.casework.panels import showing

        showing.register()
