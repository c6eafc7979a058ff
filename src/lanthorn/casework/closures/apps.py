"""The app `closures`, for Django."""

from django.apps import AppConfig


class ClosuresConfig(AppConfig):
    """Names the app, and adds it to the case page, the stages and My work."""

    name = "lanthorn.casework.closures"
    label = "closures"

    def ready(self) -> None:
        """Add them."""
        from lanthorn.casework.closures.showing import register

        register()
