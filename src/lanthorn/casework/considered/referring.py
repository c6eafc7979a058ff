"""Refer a child from a list: the questions of any referral, with what the list says answered already."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanthorn.casework.considered.deciding import in_words, refer
from lanthorn.casework.considered.models import ConsideredChild, ConsideredReason
from lanthorn.casework.considered.sheets import show_reason
from lanthorn.casework.journeys.journey import Answers, Journey
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.referrals.models import Answer, Channel
from lanthorn.casework.referrals.questions import QUESTIONS
from lanthorn.casework.referrals.sending import keep


def child_of(request: HttpRequest, child: UUID) -> ConsideredChild:
    """The child on a list, if this user may consider them; 404 otherwise."""
    found: ConsideredChild | None = (
        ConsideredChild.objects.visible_to(request.user).select_related("list").filter(pk=child).first()
    )
    if found is None:
        raise Http404
    return found


def known_answers(request: HttpRequest, child: UUID | None) -> dict[str, Any]:
    """What the list says, as typed into a referral: how and when it was learned, and the reasons with their records."""
    found = child_of(request, child)  # type: ignore[arg-type] # a journey about a child names it
    today = timezone.localdate()
    reasons = ConsideredReason.objects.visible_to(request.user).filter(child=found).order_by("place")
    readable = [one for one in reasons if not show_reason(one, request.user)["reason"]["words"].withheld]
    return {
        "channel": {"channel": [Channel.COLLEAGUE]},
        "when": {
            "told_on_day": [str(today.day)],
            "told_on_month": [str(today.month)],
            "told_on_year": [str(today.year)],
        },
        "known": {"known_before": [Answer.YES]},
        "seen": {"seen": [in_words(readable)]},
    }


def send(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Send the referral as any other, and keep that the child was referred."""
    child = child_of(request, draft.about)  # type: ignore[arg-type] # as above
    referral = keep(request.user, answers)
    refer(child, referral, by=request.user)
    return reverse("referrals:sent", args=[referral.pk])


REFERRAL = Journey(
    name="considered_referral",
    title="Refer a child from a list",
    questions=QUESTIONS,
    send=send,
    send_button="Send the referral",
    start_template="considered/refer_start.html",
    stop_template="referrals/stop.html",
    prefix="refer_",
    about=child_of,
    answered_at_start=known_answers,
)
