"""The app `plans`, for Django."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Names the app, and adds the actions to cases, agenda items, packs, stages and My work."""

    name = "lanthorn.casework.plans"
    label = "plans"

    def ready(self) -> None:
        """Register the hooks."""
        from lanthorn.casework.plans import showing

        showing.register()
