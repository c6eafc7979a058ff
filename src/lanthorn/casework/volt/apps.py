"""The app `volt`, for Django."""

from django.apps import AppConfig


class VoltConfig(AppConfig):
    """Names the app, and shows with an item of the agenda what is known of the person, place or group it is about."""

    name = "lanthorn.casework.volt"
    label = "volt"

    def ready(self) -> None:
        """Add the part."""
        from lanthorn.casework.panels.parts import Part, add_item_part
        from lanthorn.casework.volt.agenda import of_items

        add_item_part(Part(20, "What is known", "volt/of_item.html", of_items))
