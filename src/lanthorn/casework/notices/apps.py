"""The app `notices`, for Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Names the app."""

    name = "lanthorn.casework.notices"
    label = "notices"
