"""The app `reviews`, for Django."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Names the app, and adds it to the case page, the stages and My work."""

    name = "lanthorn.casework.reviews"
    label = "reviews"

    def ready(self) -> None:
        """Add them."""
        from lanthorn.casework.reviews.showing import register

        register()
