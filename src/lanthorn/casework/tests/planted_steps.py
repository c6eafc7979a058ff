"""Records for the walk over every page, of the steps after matching: screening, returns, reviews, closure."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from lanthorn.casework.access.models import User
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.cases.models import AccessGrant, Case
from lanthorn.casework.closures.models import Closure
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.returns.models import InformationItem, ReturnRequest, kinds_kept
from lanthorn.casework.reviews.models import Follows, Review
from lanthorn.casework.screening.models import Outcome, Screening
from lanthorn.casework.screening.sending import ask_for_second, keep
from lanthorn.casework.screening.tool import PRESENT, UNKNOWN, tool_on
from lanthorn.casework.tests.planted_referral import a_referral

DAY = date(2026, 3, 2)


@dataclass
class Steps:
    """What is added to the arguments of addresses, to those of restricted records, and to who is entitled."""

    arguments: dict[str, Any] = field(default_factory=dict)
    restricted: dict[str, Any] = field(default_factory=dict)
    drafts: dict[str, Any] = field(default_factory=dict)
    questions: dict[str, Any] = field(default_factory=dict)
    referrals: dict[str, Any] = field(default_factory=dict)
    entitled: dict[str, tuple[User, ...]] = field(default_factory=dict)

    def draft(self, user: User, journey: str, begins: str, question: str, about: Any) -> None:
        """A draft of this journey, whose pages' names begin so, for the walk."""
        made = Draft(user=user, journey=journey, about=about)
        made.save()
        self.drafts[begins], self.questions[begins] = made.pk, question
        for page in ("question", "check", "stop", "discard"):  # not every journey has a page to stop at
            self.entitled[f"{begins}{page}"] = (user,)


def answers_of_screening(**changed: Any) -> dict[str, Any]:
    """The cleaned answers of a screening in which one indicator is present."""
    answers: dict[str, Any] = {"made_on": DAY, "protective": "A grandmother she trusts", "category": "1"}
    for number, one in enumerate(tool_on(DAY).indicators):
        present = number == 1
        answers[f"{one.code}_state"] = PRESENT if present else UNKNOWN
        answers[f"{one.code}_source"] = "The school" if present else ""
        answers[f"{one.code}_known_on"] = DAY if present else None
    return answers | {"outcome": Outcome.PANEL} | changed


def a_screening(case: Case, scorer: User, **changed: Any) -> Screening:
    """A screening as somebody sent it. Must be called within a watch."""
    return keep(case.pk, scorer, answers_of_screening(**changed))


def plant_steps(world: Loaded) -> Steps:
    """One record of each kind, around the case of Katherine Dunmore; and some of the restricted one of Zofia Nowak."""
    steps = Steps()
    with watching("test.plant", Actor()):
        _screening(steps, world)
        _returns(steps, world)
        _reviews(steps, world)
    return steps


def _screening(steps: Steps, world: Loaded) -> None:
    users, case = world.users, world.cases["Dunmore"]
    first = a_screening(case, users["social_worker"])
    steps.arguments |= {"screening": first.pk, "second": ask_for_second(first).pk}
    steps.restricted |= {"screening": a_screening(world.cases["Nowak"], users["custodian"]).pk}
    steps.draft(users["social_worker"], "screening", "screening:", "day", case.pk)
    second = ask_for_second(a_screening(world.cases["Karim"], users["social_worker"]))
    steps.draft(users["second_scorer"], "second-screening", "screening:second_", "day", second.pk)
    ended = world.cases["Anders"]
    a_screening(ended, users["front_door"], outcome=Outcome.NO_FURTHER_ACTION, reason_told="Nothing speaks for it now")
    steps.referrals["screening:told"] = a_referral(users["nurse"], case=ended).pk
    steps.entitled |= {"screening": (users["nurse"],), "second": (users["second_scorer"],)}


def a_request(case: Case, agency: str, by: User, **changed: Any) -> ReturnRequest:
    """A request to an agency. Must be called within a watch."""
    today = timezone.localdate()
    asked: dict[str, Any] = {"question": "Attendance since September", "pack_on": today + timedelta(days=14),
                             "due": today + timedelta(days=13), "asked_by": by}  # fmt: skip
    request = ReturnRequest(case=case, agency_id=agency, **(asked | changed))
    request.save()
    return request


def an_item(asked: ReturnRequest, by: User, **changed: Any) -> InformationItem:
    """An item of a return, which social care and the police may read. Must be called within a watch."""
    told: dict[str, Any] = {
        "kind": "attendance", "text": "Away on four Fridays", "group": "concern", "grade": "1",
        "sensitivity": "ordinary", "lawful_basis": "public-task",
        "shared_with": kinds_kept(["police", "social_care"]), "expires_on": timezone.localdate() + timedelta(days=60),
    }  # fmt: skip
    item = InformationItem(
        request=asked, case_id=asked.case_id, agency_id=by.agency_code, given_by=by, **(told | changed)
    )
    item.save()
    return item


def a_review(case: Case, by: User, **changed: Any) -> Review:
    """A review after which the case can be closed. Must be called within a watch."""
    told: dict[str, Any] = {
        "held_on": DAY, "change": "She is back at school", "heard": "spoken", "voice": "I want to stay at the club",
        "category_before": "1", "category": "1", "follows": Follows.CLOSE,
        "next_review": timezone.localdate() + timedelta(days=30),
    }  # fmt: skip
    review = Review(case=case, reviewer=by, **(told | changed))
    review.save()
    return review


def a_closure(review: Review, by: User, **changed: Any) -> Closure:
    """A closure that waits to be agreed. Must be called within a watch."""
    told: dict[str, Any] = {"outcome": "safer", "leads_now": "The school", "plan_for_return": "Ring the front door",
                            "retention_class": "child-protection"}  # fmt: skip
    closure = Closure(case_id=review.case_id, review=review, proposed_by=by, **(told | changed))
    closure.save()
    return closure


def _returns(steps: Steps, world: Loaded) -> None:
    users, case = world.users, world.cases["Dunmore"]
    asked = a_request(case, "met-riverside", users["social_worker"])
    an_item(asked, users["contact_point"])
    hidden = a_request(world.cases["Nowak"], "met-riverside", users["custodian"])
    steps.arguments["asked"], steps.restricted["asked"] = asked.pk, hidden.pk
    steps.draft(users["social_worker"], "asking", "returns:ask_", "pack", case.pk)
    steps.draft(users["contact_point"], "return", "returns:item_", "text", asked.pk)
    steps.entitled["asked"] = (users["contact_point"],)


def _reviews(steps: Steps, world: Loaded) -> None:
    users, case, other = world.users, world.cases["Dunmore"], world.cases["Anders"]
    a_review(case, users["social_worker"])
    case.category = "1"
    case.save()
    closure = a_closure(a_review(other, users["front_door"]), users["front_door"])
    hidden = a_closure(a_review(world.cases["Nowak"], users["custodian"]), users["custodian"])
    grants = AccessGrant.objects.for_purpose("test").filter(case=case, user=users["nurse"])
    steps.arguments["grant"] = grants.values_list("pk", flat=True).get()
    steps.arguments["closure"], steps.restricted["closure"] = closure.pk, hidden.pk
    steps.draft(users["social_worker"], "review", "reviews:", "change", case.pk)
    steps.draft(users["social_worker"], "closure", "closures:", "outcome", case.pk)
    steps.entitled["closure"] = (users["worker"],)
