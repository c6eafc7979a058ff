"""The second, blind screening as a journey: the same questions, answered from the referrals alone."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from lanthorn.casework.journeys.journey import Journey
from lanthorn.casework.referrals.models import Referral
from lanthorn.casework.referrals.sheets import REFERRAL_SHEET
from lanthorn.casework.screening.questions import SCORING
from lanthorn.casework.screening.sending import beside, second_of, send_second


def referrals(request: HttpRequest, second: UUID | None) -> dict[str, Any]:
    """What the second scorer reads: the referrals as they were sent, and nothing that was made of them."""
    if second is None:
        return {}
    asked = second_of(request, second)
    found = Referral.objects.for_purpose("second scoring").filter(case=asked.case_id)
    rows = found.select_related("referrer__agency", "agency").order_by("sent_at")
    return {"referrals": REFERRAL_SHEET.show_all(rows, request.user), "due": asked.due}


SECOND = Journey(
    name="second-screening",
    title="Screen as the second scorer",
    questions=SCORING,
    send=send_second,
    send_button="Send the second screening",
    start_template="screening/second_start.html",
    prefix="second_",
    about=second_of,
    at_start=referrals,
    beside=beside,
)
