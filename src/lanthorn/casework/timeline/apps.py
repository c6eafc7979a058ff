"""The app `timeline`, for Django."""

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest


class TimelineConfig(AppConfig):
    """Names the app, and puts the links to what surrounds a case on the case page."""

    name = "lanthorn.casework.timeline"
    label = "timeline"

    def ready(self) -> None:
        """Register the facts, and add the section."""
        from lanthorn.casework.cases.models import Case
        from lanthorn.casework.cases.sections import Section, add_section
        from lanthorn.casework.timeline import sources, sources_of_process

        def links(request: HttpRequest, case: Case) -> dict[str, Any]:
            return {"case": case.pk}

        sources.register()
        sources_of_process.register()
        add_section(Section(95, "More about this case", "timeline/section.html", links))
