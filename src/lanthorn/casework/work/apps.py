"""The app `work`, for Django."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Names the app."""

    name = "lanthorn.casework.work"
    label = "work"
