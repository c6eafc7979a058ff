"""The app `sightings`, for Django."""

from django.apps import AppConfig


class SightingsConfig(AppConfig):
    """Names the app, and looks at every answer before it leaves."""

    name = "lanthorn.casework.sightings"
    label = "sightings"

    def ready(self) -> None:
        """Look at answers."""
        from lanthorn.casework.access.middleware import look_at_answers
        from lanthorn.casework.sightings.noticing import notice

        look_at_answers(notice)
