"""The interface as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Reads what the other apps keep."""

    name = "lanthorn.casework.api"
    label = "api"
