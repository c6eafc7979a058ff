"""Made-up cases at further steps: screened, agencies asked, review due, closure waiting, closed and opened again.

Everything goes through the acts that the pages use, so that the demonstration holds nothing that they could not make.
"""

import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from lanthorn.casework.access.models import Agency, User
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import current_watch, watching
from lanthorn.casework.cases.closing import put
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.closures.deciding import answer, propose, reopen
from lanthorn.casework.returns.asking import ask
from lanthorn.casework.reviews import sending as reviews
from lanthorn.casework.reviews.models import Follows, Heard
from lanthorn.casework.screening import sending as screening
from lanthorn.casework.screening.models import Outcome
from lanthorn.casework.screening.tool import PRESENT, UNKNOWN, tool_on

_REVIEW_IN_DAYS = 28
_PACK_IN_WORKING_DAYS = 10
_CLOSURE = {
    "outcome": "safer", "leads_now": "The safeguarding lead of the school",
    "plan_for_return": "The school rings the front door the same day; the child knows their project worker's number",
    "retention_class": "child-protection",
}  # fmt: skip


def add_steps(users: dict[str, User], new_case: Callable[[dict[str, Any], dict[str, User]], Case]) -> dict[str, Case]:
    """Make each of the cases and bring it to its step. Gives them by the child's surname."""
    made: dict[str, Case] = {}
    data = tomllib.loads((Path(__file__).parent / "data" / "steps.toml").read_text(encoding="utf-8"))
    for row in data["child"]:
        owner = users[row["owner"]]
        with watching("demonstration.load", Actor(owner.pk, owner.agency_code)):
            current_watch().because("Made-up people for a demonstration")
            made[row["surname"]] = new_case(row, users)
            _bring(row["at"], made[row["surname"]], owner, users)
    return made


def _bring(at: str, case: Case, owner: User, users: dict[str, User]) -> None:
    today = timezone.localdate()
    screened = screening.keep(case.pk, owner, _screening(today))
    put(case, category="1", next_review=today + timedelta(days=_REVIEW_IN_DAYS))
    if at == "screened":
        screening.ask_for_second(screened)
    elif at == "returns":
        agencies = list(Agency.objects.filter(code="met-riverside"))
        pack = working_days_after(today, _PACK_IN_WORKING_DAYS)
        ask(case, agencies, "What do you know of this child's friends online since September?", pack, by=owner)
    elif at == "review":
        case.next_review = today  # the day that was set has come
        case.save()
    else:
        reviews.keep(case, owner, _review(today))
        closure = propose(case, _CLOSURE, by=owner)
        if at == "closed":
            answer(closure, by=users["teacher"], agreed=True, reason="He is safe, and school has a plan")
            reopen(closure.case, by=owner, reason="He has been away from home again")


def _screening(today: date) -> dict[str, Any]:
    answers: dict[str, Any] = {"made_on": today, "protective": "A teacher they trust, and football", "category": "1",
                               "outcome": Outcome.PANEL}  # fmt: skip
    for one in tool_on(today).indicators:
        present = one.code in {"absent", "gifts"}
        answers[f"{one.code}_state"] = PRESENT if present else UNKNOWN
        answers[f"{one.code}_source"] = "Hill Road School" if present else ""
        answers[f"{one.code}_known_on"] = today if present else None
    return answers


def _review(today: date) -> dict[str, Any]:
    return {
        "held_on": today, "change": "Back at school each day, and home by evening", "heard": Heard.SPOKEN,
        "voice": "I want to stay in the club, and that people ask me before they decide", "changes": "no",
        "follows": Follows.CLOSE, "next_review": today + timedelta(days=_REVIEW_IN_DAYS),
    }  # fmt: skip
