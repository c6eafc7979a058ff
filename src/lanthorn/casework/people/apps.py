"""The app `people`, for Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Names the app."""

    name = "lanthorn.casework.people"
    label = "people"
