"""Rules on runs of events against a recount in plain Python, over many drawn children at once."""

from datetime import date, timedelta
from itertools import combinations

import ibis
import numpy as np
import pytest

from lanthorn.identification import latest_run
from tests.spec.identification.whiteboard import ask
from tests.spec.tables import stored

AS_OF = date(2015, 3, 31)


def _recounted(days: list[int], at_least: int, within: int, recent: int) -> set[int]:
    """The days ago that count, by trying every choice of so many events; nothing where there is none."""
    ends = {min(chosen) for chosen in combinations(days, at_least) if max(chosen) - min(chosen) <= within}
    ended = min((end for end in ends), default=None)
    if ended is None or ended > recent:
        return set()
    return {day for day in days if ended <= day <= ended + within}


@pytest.mark.parametrize(("at_least", "within", "recent"), [(1, 10, 30), (2, 20, 40), (3, 90, 90), (4, 60, 10)])
def test_a_run_is_what_trying_every_choice_of_events_finds(at_least, within, recent):
    chance = np.random.default_rng(at_least)
    ago = {f"child {number}": chance.integers(0, 200, chance.integers(1, 8)).tolist() for number in range(150)}
    rows = [
        {"child_id": child, "event_id": f"{child} {place}", "happened_on": AS_OF - timedelta(days=day)}
        for child, days in ago.items()
        for place, day in enumerate(days)
    ]
    events = ibis.memtable(rows, schema={"child_id": "string", "event_id": "string", "happened_on": "date"})
    run = latest_run(
        events, ("child_id",), at_least=at_least, within_days=within, as_of=AS_OF, recent_days=recent
    ).to_pyarrow()
    found: dict[str, set[int]] = {}
    for row in run.to_pylist():
        found.setdefault(row["child_id"], set()).add((AS_OF - row["happened_on"]).days)
    expected = {child: _recounted(days, at_least, within, recent) for child, days in ago.items()}
    assert found == {child: days for child, days in expected.items() if days}
    assert found


def test_children_who_share_a_person_of_concern_are_those_whom_trying_every_pair_finds():
    chance = np.random.default_rng(7)
    drawn = [
        (
            f"A{number}",
            int(chance.integers(0, 500)),
            f"child {chance.integers(0, 12)}",
            "ABCDEFGH"[chance.integers(0, 8)],
        )
        for number in range(40)
    ]
    offence = [
        {"offence_reference": name, "reported_on": str(AS_OF - timedelta(days=ago))} for name, ago, _, _ in drawn
    ]
    person = [
        row
        for name, _, _, suspect in drawn
        for row in (
            {"offence_reference": name, "person_number": "1", "role": "victim"},
            {"offence_reference": name, "person_number": "2", "role": "suspect", "forename": suspect}
            | {"surname": "Reed", "date_of_birth": "1996-02-03"},
        )
    ]
    children: dict[str, list[str]] = {}
    for name, _, child, _ in drawn:
        children.setdefault(child, []).append(f"involvement:{name}|1")
    found = ask(
        "concern.other_child",
        offence=stored("offence", offence),
        involvement=stored("involvement", person),
        children="\n".join(f"{child}: {', '.join(records)}" for child, records in children.items()),
    )

    expected = set()
    for suspect in {suspect for *_, suspect in drawn}:
        named = [(ago, child) for _, ago, child, of in drawn if of == suspect]
        ended = [min(one, other) for (one, _), (other, _) in combinations(named, 2) if abs(one - other) <= 365]
        if ended and min(ended) <= 90:
            last = min(ended)
            run = [(ago, child) for ago, child in named if last <= ago <= last + 365]
            for (_, one), (_, other) in combinations(run, 2):
                expected |= {one, other} if one != other else set()
    assert set(found.children["child_id"].to_pylist()) == expected
    assert 0 < len(expected) < 12
