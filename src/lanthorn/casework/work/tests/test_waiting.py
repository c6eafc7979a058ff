"""What waits for somebody stands under their work with its local day, and its case is noted as seen."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.disclosures.deciding import ask, decide
from lanthorn.casework.transfers.transferring import propose
from lanthorn.casework.work.due import due_for

Watched = Callable[[], Any]
TOLD = {"recipient": "Her aunt", "what": "That she is safe", "why": "She cares for her", "basis": "safeguarding"}
WAITS = "A disclosure waits for your approval"


def waits(user: Any) -> list[date]:
    return [due.on for due in due_for(user) if due.what == WAITS]


def test_what_waits_stands_there_with_its_day_in_london_until_it_is_answered(world: Loaded, watched: Watched) -> None:
    owner = world.users["social_worker"]
    with watched():
        asked = ask(world.cases["Dunmore"], by=world.users["nurse"], **TOLD)
        asked.asked_at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight on the 2nd in London
        asked.save()
        assert waits(owner) == [date(2026, 7, 2)]
        assert waits(world.users["nurse"]) == [], "nobody approves their own"
        decide(asked, approved=True, reason="She needs it", by=owner)
        assert waits(owner) == []


def test_the_case_of_what_waits_is_noted_as_seen(world: Loaded, watched: Watched) -> None:
    case, asked = world.cases["Dunmore"], world.users["other_area"]
    with watched() as watch:
        due_for(asked)
    assert case.pk not in watch.ids_of("case"), "nothing of it waits for them yet"
    with watched():
        propose(case, asked, "The family moved", by=world.users["social_worker"])
    with watched() as watch:
        assert "You were asked to lead a case in your area" in {due.what for due in due_for(asked)}
    assert case.pk in watch.ids_of("case")
