"""The record tables of cases and of what belongs to each: referrals, screenings, returns, reviews, missing episodes."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from lanthorn.casework.api.exports.base import (
    OF_NO_RESTRICTED_CASE,
    UNRESTRICTED,
    Export,
    case_reference,
    day,
    known,
    moment,
    pseudonym,
    sheet_of,
)
from lanthorn.casework.cases.models import Case
from lanthorn.casework.closures.models import Closure
from lanthorn.casework.missing.models import FINISHING, InterviewStep, MissingEpisode, StepKind
from lanthorn.casework.people.models import RECORD, Identifier
from lanthorn.casework.referrals.models import Answer, Referral
from lanthorn.casework.returns.models import ReturnRequest
from lanthorn.casework.reviews.models import Review
from lanthorn.casework.screening.models import Screening
from lanthorn.records import TABLE_BY_NAME


def _cases() -> Any:
    closures = Closure.objects.for_purpose("records for the profile").filter(agreed=True).order_by("answered_at")
    found = Case.objects.for_purpose("records for the profile").filter(restricted=False).select_related("follows")
    return found.prefetch_related(Prefetch("closures", queryset=closures, to_attr="agreed_closures"))


def _follows(case: Case) -> str | None:
    return case.follows.reference if case.follows and not case.follows.restricted else None


def _outcome(case: Case) -> str | None:
    agreed: list[Closure] = case.agreed_closures  # type: ignore[attr-defined] # brought along by _cases
    return agreed[-1].outcome if agreed else None


_case_table = TABLE_BY_NAME["case_episode"]
CASES = Export(
    _case_table,
    sheet_of(
        _case_table,
        {
            "case_reference": lambda case: case.reference,
            "child_reference": lambda case: pseudonym("person", case.person_id),
            "authority": lambda case: known(case.area),
            "opened_on": lambda case: day(case.opened_at),
            "category": lambda case: known(case.category),
            "next_review_on": lambda case: case.next_review,
            "closed_on": lambda case: day(case.closed_at),
            "closing_ground": lambda case: known(case.closing_ground),
            "closure_outcome": _outcome,
            "follows": _follows,
        },
        {"case_reference": "identity", "child_reference": "identity"},
    ),
    _cases,
)


def _cases_with_records() -> Any:
    numbers = Identifier.objects.for_purpose("records for the profile").filter(scheme=RECORD).order_by("value", "pk")
    found = Case.objects.for_purpose("records for the profile").filter(restricted=False)
    return found.select_related("person").prefetch_related(
        Prefetch("person__identifiers", queryset=numbers, to_attr="agency_records")
    )


def _records_of(case: Any) -> Iterator[Identifier]:
    for identifier in case.person.agency_records:
        identifier.of_case = case.reference
        yield identifier


_record_table = TABLE_BY_NAME["case_record"]
CASE_RECORDS = Export(
    _record_table,
    sheet_of(
        _record_table,
        {"case_reference": lambda one: one.of_case, "record_id": lambda one: one.value},
        {"case_reference": "identity", "record_id": "identity"},
    ),
    _cases_with_records,
    _records_of,
)


def _yes_or_no(answer: str) -> bool | None:
    return {Answer.YES.value: True, Answer.NO.value: False}.get(answer)


_referral_table = TABLE_BY_NAME["referral"]
REFERRALS = Export(
    _referral_table,
    sheet_of(
        _referral_table,
        {
            "referral_reference": lambda one: pseudonym("referral", one.pk),
            "case_reference": case_reference,
            "agency": lambda one: one.agency_id,
            "agency_kind": lambda one: one.agency.kind,
            "channel": lambda one: one.channel,
            "told_on": lambda one: one.told_on,
            "sent_at": lambda one: moment(one.sent_at),
            "acknowledged_at": lambda one: moment(one.acknowledged_at),
            "known_before": lambda one: _yes_or_no(one.known_before),
            "online": lambda one: _yes_or_no(one.online),
            "child_told": lambda one: _yes_or_no(one.child_told),
            "carer_told": lambda one: _yes_or_no(one.carer_told),
        },
    ),
    lambda: (
        Referral.objects.for_purpose("records for the profile")
        .filter(OF_NO_RESTRICTED_CASE)
        .select_related("case", "agency")
    ),
)

_screening_table = TABLE_BY_NAME["screening"]
SCREENINGS = Export(
    _screening_table,
    sheet_of(
        _screening_table,
        {
            "screening_reference": lambda one: pseudonym("screening", one.pk),
            "case_reference": case_reference,
            "screened_on": lambda one: one.made_on,
            "answered": lambda one: one.answered,
            "category": lambda one: one.category,
            "outcome": lambda one: known(one.outcome),
            "second_to": lambda one: pseudonym("screening", one.second_to_id),
        },
    ),
    lambda: Screening.objects.for_purpose("records for the profile").filter(UNRESTRICTED).select_related("case"),
)

_return_table = TABLE_BY_NAME["agency_return"]
RETURNS = Export(
    _return_table,
    sheet_of(
        _return_table,
        {
            "return_reference": lambda one: pseudonym("return", one.pk),
            "case_reference": case_reference,
            "agency": lambda one: one.agency_id,
            "agency_kind": lambda one: one.agency.kind,
            "asked_at": lambda one: moment(one.asked_at),
            "due_on": lambda one: one.due,
            "chased_at": lambda one: moment(one.chased_at),
            "answered_at": lambda one: moment(one.answered_at),
        },
    ),
    lambda: (
        ReturnRequest.objects.for_purpose("records for the profile")
        .filter(UNRESTRICTED)
        .select_related("case", "agency")
    ),
)

_review_table = TABLE_BY_NAME["review"]
REVIEWS = Export(
    _review_table,
    sheet_of(
        _review_table,
        {
            "review_reference": lambda one: pseudonym("review", one.pk),
            "case_reference": case_reference,
            "held_on": lambda one: one.held_on,
            "child_voice": lambda one: one.heard,
            "category_before": lambda one: known(one.category_before),
            "category": lambda one: one.category,
            "follows": lambda one: one.follows,
            "next_on": lambda one: one.next_review,
        },
    ),
    lambda: Review.objects.for_purpose("records for the profile").filter(UNRESTRICTED).select_related("case"),
)


def _episodes() -> Any:
    steps = InterviewStep.objects.for_purpose("records for the profile").order_by("at", "pk")
    found = MissingEpisode.objects.for_purpose("records for the profile").filter(UNRESTRICTED).select_related("case")
    return found.prefetch_related(Prefetch("steps", queryset=steps, to_attr="interview_steps"))


def _first(episode: Any, *kinds: str) -> InterviewStep | None:
    return next((step for step in episode.interview_steps if step.kind in kinds), None)


def _offered(episode: Any) -> Any:
    step = _first(episode, StepKind.OFFERED)
    return moment(step.at) if step else None


def _ended(episode: Any) -> InterviewStep | None:
    """The step that said that the interview was held, or that it would not be; there is one at most."""
    return _first(episode, *FINISHING)


_episode_table = TABLE_BY_NAME["missing_episode"]
EPISODES = Export(
    _episode_table,
    sheet_of(
        _episode_table,
        {
            "episode_reference": lambda one: pseudonym("episode", one.pk),
            "case_reference": case_reference,
            "last_seen_at": lambda one: moment(one.last_seen_at),
            "returned_at": lambda one: moment(one.returned_at),
            "police_told": lambda one: one.police_told,
            "interview_offered_at": _offered,
            "interview_at": lambda one: moment(step.at) if (step := _ended(one)) else None,
            "interview_outcome": lambda one: step.kind if (step := _ended(one)) else None,
        },
    ),
    _episodes,
)

EXPORTS = (CASES, CASE_RECORDS, REFERRALS, SCREENINGS, RETURNS, REVIEWS, EPISODES)
