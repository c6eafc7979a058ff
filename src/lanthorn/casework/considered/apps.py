"""The app `considered`, for Django."""

from django.apps import AppConfig


class ConsideredConfig(AppConfig):
    """Names the app."""

    name = "lanthorn.casework.considered"
    label = "considered"
