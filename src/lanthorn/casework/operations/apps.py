"""The app `operations`, for Django."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Names the app, which has commands and one page, and no records."""

    name = "lanthorn.casework.operations"
