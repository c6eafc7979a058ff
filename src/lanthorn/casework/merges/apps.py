"""The app `merges`, for Django."""

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest


class MergesConfig(AppConfig):
    """Names the app, and leads from the case page to the child's other records."""

    name = "lanthorn.casework.merges"
    label = "merges"

    def ready(self) -> None:
        """Add the section."""
        from lanthorn.casework.cases.models import Case
        from lanthorn.casework.cases.sections import Section, add_section
        from lanthorn.casework.merges.joining import may_join
        from lanthorn.casework.merges.sheets import MERGE_SHEET
        from lanthorn.casework.people.models import PersonMerge

        def of_case(request: HttpRequest, case: Case) -> dict[str, Any]:
            found = PersonMerge.objects.visible_to(request.user).filter(kept=case.person_id, split_at=None)
            merges = found.select_related("by", "split_by").order_by("at")
            return {
                "merges": MERGE_SHEET.show_all(merges, request.user), "person": case.person_id,
                "may_join": may_join(request.user),
            }  # fmt: skip

        add_section(Section(97, "Records of the child", "merges/of_case.html", of_case))
