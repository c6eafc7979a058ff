"""The app `look`, for Django."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Names the app."""

    name = "lanthorn.casework.look"
    label = "look"
