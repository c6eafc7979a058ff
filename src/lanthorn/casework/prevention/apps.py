"""The app `prevention`, for Django."""

from django.apps import AppConfig


class PreventionConfig(AppConfig):
    """Names the app."""

    name = "lanthorn.casework.prevention"
    label = "prevention"
