"""From a finished draft to a screening: the case goes on in its category to its next review, or closes.

A sample, drawn by chance, is scored again by somebody at the front door who sees neither the first screening nor the
case. No further action is told to whoever referred, with the reason.
"""

import secrets
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.access.sheets import ShownRecord
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.closing import close, put
from lanthorn.casework.cases.models import Case, Ground
from lanthorn.casework.cases.protocol import category_label, edition_on
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.journeys.journey import Answers, Journey, Question
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.referrals.models import Referral
from lanthorn.casework.referrals.sending import front_door_of
from lanthorn.casework.screening.models import Outcome, Screening, ScreeningIndicator, SecondScoring
from lanthorn.casework.screening.questions import DECIDING, SCORING, tool_answer
from lanthorn.casework.screening.sheets import SCREENING_SHEET
from lanthorn.casework.screening.tool import policy, tool_on


def may_screen(user: Any, case: Case) -> bool:
    """The front door, and whoever leads the case, screen it while it is open."""
    return case.closed_at is None and (user.holds(Role.FRONT_DOOR) or case.owner_id == user.pk)


def case_to_screen(request: HttpRequest, case: UUID) -> Case:
    """The case, for somebody who may screen it."""
    found = case_of(request, case)
    if not may_screen(request.user, found):
        raise PermissionDenied
    return found


def second_of(request: HttpRequest, second: UUID) -> SecondScoring:
    """The request for a second scorer, for somebody who has never belonged to the case."""
    found = SecondScoring.objects.visible_to(request.user).filter(pk=second).first()
    if found is None:
        raise Http404
    return found


def send(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Keep the screening, and let the case go on or close."""
    if draft.about is None:
        raise Http404
    case = case_to_screen(request, draft.about)
    current_watch().because("Screening", lawful_basis="safeguarding")
    screening = keep(case.pk, request.user, answers)
    if screening.outcome == Outcome.NO_FURTHER_ACTION:
        close(case, Ground.NO_FURTHER_ACTION, category=screening.category)
        for referral in Referral.objects.for_purpose("no further action").filter(case=case).select_related("referrer"):
            tell(referral.referrer, NoticeKind.NO_FURTHER_ACTION, page="screening:told", about=referral.pk)
    else:
        put(case, category=screening.category, next_review=answers["next_review"])
    if secrets.randbelow(policy().second_scorer_one_in) == 0:
        ask_for_second(screening)
    return reverse("screening:page", args=[screening.pk])


def send_second(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Keep the second screening. It changes nothing in the case."""
    if draft.about is None:
        raise Http404
    asked = second_of(request, draft.about)
    current_watch().because("Second, blind screening", lawful_basis="safeguarding")
    screening = keep(asked.case_id, request.user, answers, second_to=asked.first_id)
    asked.done_at = timezone.now()
    asked.save()
    return reverse("screening:page", args=[screening.pk])


def keep(case: UUID, scorer: Any, answers: Answers, *, second_to: UUID | None = None) -> Screening:
    """The screening and its indicators, as records."""
    tool, edition, answer = tool_on(answers["made_on"]), edition_on(answers["made_on"]), tool_answer(answers)
    screening = Screening(
        case_id=case, scorer=scorer, made_on=answers["made_on"], tool=tool.name, protocol=edition.name,
        protective=answers["protective"], answered=answer.category if answer else "", category=answers["category"],
        override_reason=answers.get("override_reason", ""), outcome=answers.get("outcome", ""),
        reason_told=answers.get("reason_told", ""), second_to_id=second_to,
    )  # fmt: skip
    screening.save()
    ScreeningIndicator.objects.bulk_create(
        ScreeningIndicator(
            screening=screening, case_id=case, code=one.code, state=answers[f"{one.code}_state"],
            source=answers[f"{one.code}_source"], known_on=answers[f"{one.code}_known_on"],
        )
        for one in tool.indicators
    )  # fmt: skip
    return screening


def ask_for_second(screening: Screening) -> SecondScoring:
    """Ask the front door for a second scorer. Who may take it follows from who has never belonged to the case."""
    due = working_days_after(timezone.localdate(), policy().second_due_in_working_days)
    asked = SecondScoring(first=screening, case_id=screening.case_id, due=due)
    asked.save()
    for user in front_door_of(screening.scorer):
        if SecondScoring.objects.visible_to(user).filter(pk=asked.pk).exists():
            tell(user, NoticeKind.SECOND_SCORER_WANTED, page="screening:second_new", about=asked.pk)
    return asked


def beside(request: HttpRequest, draft: Draft, question: Question, before: Answers) -> dict[str, Any]:
    """With the category, what the tool answers with, and why."""
    if not question.slug.startswith("category-"):
        return {}
    answer = tool_answer(before)
    if answer is None:
        return {}
    why = f", as it is present: {'; '.join(answer.because)}" if answer.because else ", as no indicator is present"
    return {"intro": f"The tool's answer is {category_label(answer.category)}{why}. The category is yours to give."}


def meanwhile(request: HttpRequest, draft: Draft) -> list[ShownRecord]:
    """The screenings of the case that others have sent since the draft was begun."""
    found = Screening.objects.visible_to(request.user).filter(case=draft.about, sent_at__gt=draft.started_at)
    return SCREENING_SHEET.show_all(found.filter(second_to=None).select_related("scorer__agency"), request.user)


SCREENING = Journey(
    name="screening",
    title="Screen the case",
    questions=SCORING + DECIDING,
    send=send,
    send_button="Send the screening",
    start_template="screening/start.html",
    about=case_to_screen,
    beside=beside,
    meanwhile=meanwhile,
)
