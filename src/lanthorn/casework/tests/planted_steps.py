"""Records for the walk over every page, of the steps after matching: screening, returns, reviews, closure."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lanthorn.casework.access.models import User
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.cases.models import Case
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.journeys.models import Draft
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
        for page in ("question", "check", "stop", "discard"):
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
