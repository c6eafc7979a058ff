"""The app `referrals`, for Django."""

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest


class ReferralsConfig(AppConfig):
    """Names the app, and adds the referrals to the case page."""

    name = "lanthorn.casework.referrals"
    label = "referrals"

    def ready(self) -> None:
        """Add the section."""
        from lanthorn.casework.cases.models import Case
        from lanthorn.casework.cases.sections import Section, add_section
        from lanthorn.casework.referrals.models import Referral
        from lanthorn.casework.referrals.sheets import REFERRAL_SHEET

        def referrals_of(request: HttpRequest, case: Case) -> dict[str, Any]:
            found = (
                Referral.objects.visible_to(request.user).filter(case=case).select_related("referrer__agency", "agency")
            )
            return {"referrals": REFERRAL_SHEET.show_all(found.order_by("-sent_at"), request.user)}

        add_section(Section(10, "Referrals", "referrals/of_case.html", referrals_of))
