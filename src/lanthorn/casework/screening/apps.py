"""The app `screening`, for Django."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.apps import AppConfig
from django.db.models import F
from django.http import HttpRequest


class ScreeningConfig(AppConfig):
    """Names the app, and adds the screening to the case page, the stages and My work."""

    name = "lanthorn.casework.screening"
    label = "screening"

    def ready(self) -> None:
        """Add section, stage and what is due."""
        from lanthorn.casework.cases.models import Case
        from lanthorn.casework.cases.sections import Section, add_section
        from lanthorn.casework.cases.stages import Stage, add_stage
        from lanthorn.casework.screening.models import Screening, SecondScoring
        from lanthorn.casework.screening.sending import may_screen
        from lanthorn.casework.screening.sheets import SCREENING_SHEET
        from lanthorn.casework.work.due import Waiting, add_waiting

        def screened(cases: Collection[UUID]) -> Iterable[UUID]:
            found = Screening.objects.for_purpose("stages").filter(case__in=cases, second_to=None)
            return found.values_list("case", flat=True)

        def section(request: HttpRequest, case: Case) -> dict[str, Any]:
            rows = Screening.objects.visible_to(request.user).filter(case=case, second_to=None)
            shown = SCREENING_SHEET.show_all(rows.select_related("scorer__agency").order_by("-sent_at"), request.user)
            return {"screenings": shown, "case": case.pk, "may_screen": may_screen(request.user, case)}

        add_section(Section(20, "Screening", "screening/of_case.html", section))
        add_stage(Stage(30, "screened", "Screened", lambda case: bool(screened([case.pk])), screened))
        what = "Screen a case as the second scorer"
        add_waiting(Waiting(what, "screening:second_new", SecondScoring.objects.visible_to, F("due")))
