"""The app `restrictions`, for Django."""

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest


class RestrictionsConfig(AppConfig):
    """Names the app, and says on the case page who may see it."""

    name = "lanthorn.casework.restrictions"
    label = "restrictions"

    def ready(self) -> None:
        """Add the section."""
        from lanthorn.casework.cases.models import Case
        from lanthorn.casework.cases.sections import Section, add_section
        from lanthorn.casework.restrictions.models import Restriction
        from lanthorn.casework.restrictions.restricting import may_lift, may_restrict
        from lanthorn.casework.restrictions.sheets import RESTRICTION_SHEET

        def of_case(request: HttpRequest, case: Case) -> dict[str, Any]:
            shown = {"case": case.pk, "restricted": case.restricted, "may_restrict": may_restrict(request.user, case)}
            if not case.restricted:
                return shown
            found = Restriction.objects.visible_to(request.user).filter(case=case, lifted_at=None)
            placed = found.select_related("placed_by", "custodian").first()
            return shown | {
                "record": RESTRICTION_SHEET.show(placed, request.user) if placed else None,
                "may_lift": placed is not None and may_lift(request.user, placed),
            }

        add_section(Section(99, "Who may see this case", "restrictions/of_case.html", of_case))
