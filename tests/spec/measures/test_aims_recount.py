"""The aims' measures over records made by chance: the same as a recount in plain Python, row by row."""

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from random import Random

import pytest

from lanthorn.measures import TOTAL, Answer, Evaluator, catalogue
from lanthorn.vocabulary import parse_period
from lanthorn.vocabulary.working_days import bank_holidays
from tests.spec.random_records import Rows, records
from tests.spec.tables import stored

TITLE = "The six aims, counted again"

FIRST, LAST = date(2014, 4, 1), date(2015, 3, 31)
SEEDS = range(8)
KINDS = ("police", "social_care", "health", "education", "youth_justice", "housing", "probation", "voluntary")


@cache
def made(seed: int) -> dict[str, Rows]:
    return records(Random(seed), size=10)


@cache
def evaluator(seed: int) -> Evaluator:
    return Evaluator({name: stored(name, rows) for name, rows in made(seed).items()}, parse_period("2014-15"))


def day(text: str) -> date | None:
    return datetime.fromisoformat(text).date() if text else None


def in_period(text: str) -> bool:
    found = day(text)
    return found is not None and FIRST <= found <= LAST


def by_end(text: str) -> bool:
    found = day(text)
    return found is not None and found <= LAST


def kind(row: dict[str, str]) -> str:
    return row["agency_kind"] if row["agency_kind"] in KINDS else "unknown"


def returns(rows: dict[str, Rows]) -> Counter:
    counted: Counter = Counter()
    for row in rows["agency_return"]:
        if in_period(row["due_on"]):
            # An answer before the question was asked is left out by intake; here it counts as it stands.
            given = by_end(row["answered_at"])
            state = "not_given" if not given else "in_time" if day(row["answered_at"]) <= day(row["due_on"]) else "late"
            counted[kind(row), state] += 1
    return counted


def actions(rows: dict[str, Rows]) -> Counter:
    counted: Counter = Counter()
    for row in rows["action"]:
        if not in_period(row["due_on"]):
            continue
        if not by_end(row["closed_on"]):
            result = "open"
        elif row["state"] == "done":
            result = "on_time" if day(row["closed_on"]) <= day(row["due_on"]) else "late"
        else:
            result = row["state"] if row["state"] in ("not_done", "superseded") else "unknown"
        counted[kind(row), result] += 1
    return counted


def working_days(first: date, second: date) -> int:
    closed = set(bank_holidays())
    days = (first + timedelta(days=number) for number in range(1, (second - first).days + 1))
    return sum(one.weekday() < 5 and one not in closed for one in days)


def first_screenings(rows: dict[str, Rows]) -> dict[str, date]:
    found: dict[str, date] = {}
    for row in rows["screening"]:
        if not row["second_to"] and by_end(row["screened_on"]):
            made_on = day(row["screened_on"])
            found[row["case_reference"]] = min(made_on, found.get(row["case_reference"], made_on))
    return found


def referred(rows: dict[str, Rows]) -> dict[str, tuple[date, date]]:
    """By case that is there, the days of its first and its last referral by the period's end."""
    cases = {row["case_reference"] for row in rows["case_episode"]}
    days: dict[str, list[date]] = {}
    for row in rows["referral"]:
        if row["case_reference"] in cases and by_end(row["sent_at"]):
            days.setdefault(row["case_reference"], []).append(day(row["sent_at"]))
    return {case: (min(found), max(found)) for case, found in days.items()}


def screening(rows: dict[str, Rows]) -> Counter:
    counted: Counter = Counter()
    screened = first_screenings(rows)
    for case, (first, _) in referred(rows).items():
        if first < FIRST:
            continue
        if case not in screened:
            band = "waits_too_long" if working_days(first, LAST) > 3 else "unknown"
        elif screened[case] < first:
            band = "unknown"
        else:
            number = working_days(first, screened[case])
            band = str(number) if number <= 3 else "4_5" if number <= 5 else "6_10" if number <= 10 else "over_10"
        counted[(band,)] += 1
    return counted


def repeats(rows: dict[str, Rows]) -> Counter:
    child = {row["case_reference"]: row["child_reference"] for row in rows["case_episode"]}
    days = referred(rows)
    counted: Counter = Counter()
    for case, (first, _) in days.items():
        if first >= FIRST:
            before = any(
                child[other] and child[other] == child[case] and began < first and (first - last).days <= 365
                for other, (began, last) in days.items()
            )
            counted[("yes" if before else "no",)] += 1
    return counted


def relationships(rows: dict[str, Rows]) -> Counter:
    pairs: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows["context_link"]:
        if row["target"] == "person" and by_end(row["since"]):
            pairs.setdefault((row["case_reference"], row["context_reference"]), []).append(row)
    counted: Counter = Counter()
    for links in pairs.values():
        if min(day(link["since"]) for link in links) >= FIRST:
            counted[("yes" if any(link["link_kind"] for link in links) else "no",)] += 1
    return counted


def overdue(rows: dict[str, Rows]) -> Counter:
    screened = first_screenings(rows)
    counted: Counter = Counter()
    for case in rows["case_episode"]:
        name = case["case_reference"]
        if name not in screened or not by_end(case["opened_on"]) or by_end(case["closed_on"]):
            continue
        named = [
            (row["held_on"], "2|" + row["review_reference"], row["next_on"])
            for row in rows["review"]
            if row["case_reference"] == name and by_end(row["held_on"]) and row["next_on"]
        ]
        named += [
            (row["held_on"], "1|" + row["decision_reference"], row["next_on"])
            for row in rows["panel_decision"]
            if row["case_reference"] == name and by_end(row["held_on"]) and row["next_on"]
        ]
        due = max(named)[2] if named else case["next_review_on"]
        late = (LAST - day(due)).days if due else None
        state = "unknown" if late is None else "ahead" if late <= 0 else "1_28" if late <= 28 else "over_28"
        counted[(state,)] += 1
    return counted


RECOUNTS = {
    ("aims.returns", ("agency_kind", "return_state")): returns,
    ("aims.actions", ("agency_kind", "action_result")): actions,
    ("aims.screening", ("days_to_screening",)): screening,
    ("aims.repeat_referral", ("referred_before",)): repeats,
    ("aims.relationship", ("relationship_known",)): relationships,
    ("aims.reviews", ("review_state",)): overdue,
}


@pytest.mark.parametrize(("name", "dimensions"), RECOUNTS)
def test_the_answer_is_that_of_a_recount(name, dimensions):
    seen = 0
    for seed in SEEDS:
        answer: Answer = evaluator(seed).answer(catalogue().measure(name))
        found = {
            key: number
            for table in answer.tables
            if table.dimensions == dimensions
            for key, number in table.counts.items()
            if number and TOTAL not in key
        }
        again = RECOUNTS[name, dimensions](made(seed))
        seen += sum(again.values())
        assert found == dict(again), seed
    assert seen >= 4, "too little to count for the agreement to say anything"
