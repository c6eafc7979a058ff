"""The app `journeys`, for Django."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """Names the app."""

    name = "lanthorn.casework.journeys"
    label = "journeys"
