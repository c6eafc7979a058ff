"""The app `returns`, for Django."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Names the app, and adds the returns to the case page, the stages and My work."""

    name = "lanthorn.casework.returns"
    label = "returns"

    def ready(self) -> None:
        """Add them."""
        from lanthorn.casework.returns.showing import register

        register()
