"""The app `accounts`, for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the app, and listens for second factors being set up."""

    name = "lanthorn.casework.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register the receivers."""
        from lanthorn.casework.accounts import signals  # noqa: F401 - needs the apps to be loaded
