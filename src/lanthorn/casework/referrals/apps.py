"""The app `referrals`, for Django."""

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse


class ReferralsConfig(AppConfig):
    """Names the app, adds the referrals to the case page, and says which wait to be acknowledged."""

    name = "lanthorn.casework.referrals"
    label = "referrals"

    def ready(self) -> None:
        """Add the section, and what is due."""
        from lanthorn.casework.access.models import Role
        from lanthorn.casework.cases.models import Case
        from lanthorn.casework.cases.sections import Section, add_section
        from lanthorn.casework.referrals.models import Referral
        from lanthorn.casework.referrals.sheets import REFERRAL_SHEET
        from lanthorn.casework.work.due import Due, add_due

        def referrals_of(request: HttpRequest, case: Case) -> dict[str, Any]:
            found = (
                Referral.objects.visible_to(request.user).filter(case=case).select_related("referrer__agency", "agency")
            )
            return {"referrals": REFERRAL_SHEET.show_all(found.order_by("-sent_at"), request.user)}

        def to_acknowledge(user: Any) -> Iterator[Due]:
            if user.holds(Role.FRONT_DOOR):
                waiting = Referral.objects.visible_to(user).filter(case=None, acknowledged_at=None)
                oldest = waiting.order_by("sent_at").first()
                if oldest is not None:
                    yield Due(oldest.acknowledge_by, "Acknowledge the referrals that wait", reverse("referrals:list"))

        add_due(to_acknowledge)
        add_section(Section(10, "Referrals", "referrals/of_case.html", referrals_of))
