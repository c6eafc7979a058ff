"""The app `transfers`, for Django."""

from typing import Any

from django.apps import AppConfig
from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest


class TransfersConfig(AppConfig):
    """Names the app, shows the accountable areas on the case page, and says which transfers wait for whom."""

    name = "lanthorn.casework.transfers"
    label = "transfers"

    def ready(self) -> None:
        """Add the section, and what is due."""
        from lanthorn.casework.cases.models import Case
        from lanthorn.casework.cases.sections import Section, add_section
        from lanthorn.casework.transfers.models import Answer, Transfer
        from lanthorn.casework.transfers.transferring import areas_in_words
        from lanthorn.casework.work.due import Waiting, add_waiting

        def areas(request: HttpRequest, case: Case) -> dict[str, Any]:
            accountable = areas_in_words(case)
            return {
                "case": case.pk, "areas": accountable, "waits": len(accountable) > 1,
                "leads": case.owner_id == request.user.pk,
            }  # fmt: skip

        def to_answer(user: Any) -> QuerySet[Transfer]:
            return Transfer.objects.visible_to(user).filter(to_user=user.pk, answer=Answer.WAITING)

        add_section(Section(90, "Accountable area", "transfers/section.html", areas))
        what = "You were asked to lead a case in your area"
        add_waiting(Waiting(what, "transfers:page", to_answer, TruncDate("at")))
