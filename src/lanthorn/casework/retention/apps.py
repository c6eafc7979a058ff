"""The app `retention`, for Django."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Names the app."""

    name = "lanthorn.casework.retention"
    label = "retention"
