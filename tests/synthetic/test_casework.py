"""The partnership's casework: it follows from what happened, in an order that could be, and ends with the window."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from lanthorn.records import CASEWORK, Kind
from lanthorn.synthetic import Generated, generate
from lanthorn.vocabulary import codes
from tests.synthetic.conftest import SMALL
from tests.synthetic.reading import rows

BEGINS, ENDS = "2013-02-01", "2015-03-31"
IMPOSSIBLE = "2014-02-30"
"""The day that is mistyped for another now and then."""


def table(generated: Generated, name: str) -> list[dict]:
    (path,) = [path for path in generated.files if path.name == f"{name}.csv" and "casework" in path.parts]
    return rows(generated, path)


def by(found: list[dict], field: str) -> dict[str, dict]:
    return {row[field]: row for row in found}


@pytest.mark.parametrize("declared", CASEWORK, ids=lambda entry: entry.name)
def test_every_table_of_the_records_has_its_file_with_rows(whole: Generated, declared) -> None:
    found = table(whole, declared.name)
    assert found
    assert list(found[0]) == [field.name for field in declared.fields]


@pytest.mark.parametrize("declared", CASEWORK, ids=lambda entry: entry.name)
def test_nothing_is_recorded_before_the_protocol_or_after_the_last_day(small: Generated, declared) -> None:
    days = [f.name for f in declared.fields if f.kind in (Kind.DATE, Kind.MOMENT) and not f.may_lie_ahead]
    for row in table(small, declared.name):
        for name in days:
            # What somebody learned, and when a child was last seen, can lie a little before.
            assert not row[name] or row[name][:10] <= ENDS, (declared.name, name)
            assert not row[name] or name in ("told_on", "last_seen_at", "closed_on") or row[name][:10] >= BEGINS


@pytest.mark.parametrize("declared", CASEWORK, ids=lambda entry: entry.name)
def test_every_code_is_one_of_the_casework(small: Generated, declared) -> None:
    for field in declared.fields:
        if field.kind is Kind.CODE:
            assert {row[field.name] for row in table(small, declared.name)} - {""} <= set(codes(field.codes).by_code)


def test_a_child_has_one_open_case_at_a_time(whole: Generated) -> None:
    spans: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for row in table(whole, "case_episode"):
        closed = row["closed_on"] or "9999"
        if row["opened_on"] != IMPOSSIBLE and closed >= row["opened_on"]:  # a day or a year mistyped tells no order
            spans[row["child_reference"]].add((row["opened_on"], closed, row["case_reference"]))
    several = [sorted(of_child) for of_child in spans.values() if len(of_child) > 1]
    assert len(several) > 50
    for of_child in several:
        for earlier, later in pairwise(of_child):
            assert earlier[1] <= later[0]


def test_a_referral_of_a_child_whose_case_is_open_joins_that_case(whole: Generated) -> None:
    referrals = defaultdict(list)
    for row in table(whole, "referral"):
        referrals[row["case_reference"]].append(row["sent_at"])
    joined = [sent for case, sent in referrals.items() if case and len(sent) > 1]
    assert len(joined) > 500


def test_a_case_is_screened_after_it_is_opened_and_heard_after_it_is_screened(whole: Generated) -> None:
    cases = by(table(whole, "case_episode"), "case_reference")
    screened = {row["case_reference"]: row["screened_on"] for row in table(whole, "screening") if not row["second_to"]}
    assert all(
        cases[case]["opened_on"] <= day for case, day in screened.items() if cases[case]["opened_on"] != IMPOSSIBLE
    )
    for row in table(whole, "panel_decision"):
        assert row["held_on"] == IMPOSSIBLE or screened[row["case_reference"]] < row["held_on"]


def test_only_a_review_or_no_further_action_closes_a_case(whole: Generated) -> None:
    last_review: dict[str, dict] = {}
    for row in table(whole, "review"):
        last_review[row["case_reference"]] = row
    outcome = {row["case_reference"]: row["outcome"] for row in table(whole, "screening") if not row["second_to"]}
    grounds = defaultdict(int)
    for row in table(whole, "case_episode"):
        grounds[row["closing_ground"]] += 1
        if row["closing_ground"] == "no_further_action":
            assert outcome[row["case_reference"]] == "no_further_action"
        elif row["closing_ground"] == "review":
            assert last_review[row["case_reference"]]["follows"] == "close"
        assert bool(row["closing_ground"]) == bool(row["closed_on"])
    assert min(grounds[ground] for ground in ("", "review", "no_further_action")) > 100


def test_only_a_return_that_is_late_is_chased(whole: Generated) -> None:
    found = table(whole, "agency_return")
    chased = [row for row in found if row["chased_at"]]
    assert 0.05 < len(chased) / len(found) < 0.6
    for row in chased:
        assert row["chased_at"][:10] > row["due_on"]
        assert not row["answered_at"] or row["answered_at"][:10] > row["due_on"]


def test_agencies_differ_in_how_often_they_come(whole: Generated) -> None:
    came: dict[str, list[bool]] = defaultdict(list)
    for row in table(whole, "panel_attendance"):
        came[row["agency_kind"]].append(row["presence"] == "present")
    shares = {kind: sum(present) / len(present) for kind, present in came.items() if kind}
    assert shares["social_care"] > shares["education"] > shares["probation"]


def test_an_authority_may_hold_no_session_whatever_its_need(tmp_path: Path) -> None:
    held = [
        {row["authority"] for row in table(generate(tmp_path / str(seed), seed=seed, scale=0.05), "prevention_session")}
        for seed in (1, 2)
    ]
    assert all(0 < len(authorities) < 33 for authorities in held)
    assert held[0] != held[1]


def test_the_truth_says_of_which_child_each_case_is_and_its_records_are_that_childs(small: Generated) -> None:
    truth = by(pq.read_table(small.truth / "case.parquet").to_pylist(), "case_reference")
    child_of = {
        row["record_id"]: row["person_id"] for row in pq.read_table(small.truth / "record_child.parquet").to_pylist()
    }
    assert set(truth) == {row["case_reference"] for row in table(small, "case_episode")}
    recognised = table(small, "case_record")
    assert len(recognised) > 100
    for row in recognised:
        assert child_of[row["record_id"]] == truth[row["case_reference"]]["person_id"]


def test_who_is_truly_exploited_is_mostly_screened_in_and_other_worries_mostly_not(whole: Generated) -> None:
    severity = {
        row["case_reference"]: row["severity"] for row in pq.read_table(whole.truth / "case.parquet").to_pylist()
    }
    panel: dict[bool, list[bool]] = defaultdict(list)
    for row in table(whole, "screening"):
        if not row["second_to"]:
            panel[severity[row["case_reference"]] > 1].append(row["outcome"] in ("panel", "strategy"))
    assert sum(panel[True]) / len(panel[True]) > 0.8
    nobody = [row for row in table(whole, "screening") if severity[row["case_reference"]] == 0]
    ended = [row["outcome"] == "no_further_action" for row in nobody if not row["second_to"]]
    assert 0.5 < sum(ended) / len(ended) < 0.9


def test_no_file_of_the_casework_names_anybody(small: Generated) -> None:
    names = {
        row[field]
        for row in pq.read_table(small.truth / "person.parquet").to_pylist()
        for field in ("forename", "surname", "home_postcode")
    }
    for path in small.files:
        if "casework" in path.parts:
            assert not names & {value for row in rows(small, path) for value in row.values()}


def test_before_the_protocol_there_is_no_casework(tmp_path: Path) -> None:
    generated = generate(tmp_path, scale=0.01, years=("2011-12",))
    assert all(not table(generated, declared.name) for declared in CASEWORK)


def test_the_casework_grows_with_the_scale(small: Generated, tmp_path: Path) -> None:
    twice = generate(tmp_path, seed=8, scale=2 * SMALL)
    cases = [len(table(generated, "case_episode")) for generated in (small, twice)]
    assert abs(cases[1] - 2 * cases[0]) < 5 * (4 * cases[0] + cases[1]) ** 0.5


def test_days_are_days(small: Generated) -> None:
    for row in table(small, "action"):
        if row["due_on"]:
            assert date.fromisoformat(row["due_on"]).weekday() < 5
