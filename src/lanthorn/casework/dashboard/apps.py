"""The figures as a Django app."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """Shows figures that a room above makes (settings.FIGURES): no analytics lives here."""

    name = "lanthorn.casework.dashboard"
    label = "dashboard"
