"""The app `transfers`, for Django."""

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone


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
        from lanthorn.casework.work.due import Due, add_due

        def areas(request: HttpRequest, case: Case) -> dict[str, Any]:
            accountable = areas_in_words(case)
            return {
                "case": case.pk, "areas": accountable, "waits": len(accountable) > 1,
                "leads": case.owner_id == request.user.pk,
            }  # fmt: skip

        def to_answer(user: Any) -> Iterator[Due]:
            for one in Transfer.objects.visible_to(user).filter(to_user=user.pk, answer=Answer.WAITING):
                href = reverse("transfers:page", args=[one.pk])
                yield Due(timezone.localtime(one.at).date(), "You were asked to lead a case in your area", href)

        add_section(Section(90, "Accountable area", "transfers/section.html", areas))
        add_due(to_answer)
