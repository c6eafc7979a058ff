"""The truth beside the files, and that it is the truth of these files."""

from collections import defaultdict
from datetime import date

import pyarrow.parquet as pq
import pytest

from lanthorn.records import record_id
from lanthorn.synthetic import Generated
from tests.synthetic.reading import every


def _table(generated: Generated, name: str) -> list[dict]:
    return pq.read_table(generated.truth / f"{name}.parquet").to_pylist()


def _ids_in_files(generated: Generated) -> set[str]:
    victims = {
        record_id("involvement", row["Crime Ref"], row["Person No"])
        for _, row in every(generated, "cse_persons.csv")
        if row["Role"] == "VIC" and row["Crime Ref"]
    }
    reports = {
        record_id("missing_report", row["Report Ref"])
        for _, row in every(generated, "missing_reports.csv")
        if row["Report Ref"]
    }
    children = {record_id("care_child", path.parts[-2], row["CHILD"]) for path, row in every(generated, "header.csv")}
    return victims | reports | children


def test_every_record_about_a_child_has_its_child_and_no_other_record_is_named(small: Generated) -> None:
    truth = [row["record_id"] for row in _table(small, "record_child")]
    assert len(truth) == len(set(truth))
    assert set(truth) == _ids_in_files(small)


def test_the_persons_are_the_children_known_to_any_agency(small: Generated) -> None:
    persons = {row["person_id"] for row in _table(small, "person")}
    assert persons == {row["person_id"] for row in _table(small, "record_child")}
    assert len(persons) == small.counts["children known to an agency"]


def test_twins_share_birthday_and_home_but_not_their_names(whole: Generated) -> None:
    person = {row["person_id"]: row for row in _table(whole, "person")}
    pairs = [(row, person[row["twin_of"]]) for row in person.values() if row["twin_of"] in person]
    assert len(pairs) > 100
    for one, other in pairs:
        assert other["twin_of"] == one["person_id"]
        assert one["forename"] != other["forename"]
        for same in ("surname", "date_of_birth", "home_postcode", "home_authority"):
            assert one[same] == other[same]


def test_different_children_bear_the_same_name(whole: Generated) -> None:
    names = [(row["forename"], row["surname"]) for row in _table(whole, "person")]
    assert len(names) - len(set(names)) > 500


def test_siblings_live_at_one_postcode_and_many_children_in_one_home(whole: Generated) -> None:
    households: dict[int, set[str]] = {}
    for row in _table(whole, "person"):
        households.setdefault(row["household"], set()).add(row["home_postcode"])
    assert {len(postcodes) for postcodes in households.values()} == {1}
    homes: dict[tuple[str, str], set[str]] = {}
    for path, row in every(whole, "episodes.csv", "2014-15"):
        if row["PLACE"] == "K2" and row["PL_POST"]:
            homes.setdefault((row["URN"], row["PL_POST"]), set()).add(path.parts[-2] + row["CHILD"])
    assert max(len(children) for children in homes.values()) >= 5


def test_true_events_are_those_of_known_kinds_and_some_were_recorded_by_nobody(small: Generated) -> None:
    events = _table(small, "event")
    assert {row["event"] for row in events} == {"exploitation reported", "missing", "away", "looked after"}
    unseen = [row for row in events if not row["recorded_by_police"] and not row["recorded_by_social_care"]]
    assert unseen
    assert not [row for row in events if row["event"] == "away" and row["recorded_by_police"]]


def test_the_truth_says_whom_it_is_for(small: Generated) -> None:
    assert "evaluation" in (small.truth / "README.txt").read_text(encoding="utf-8")
    assert not [path for path in small.files if small.truth in path.parents]


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))


@pytest.mark.slow
def test_two_thirds_of_victims_had_truly_been_reported_missing_and_one_in_seven_was_looked_after(
    whole: Generated,
) -> None:
    first: dict[str, date] = {}
    missing, stays = defaultdict(list), {}
    for row in _table(whole, "event"):
        began = row["began"].date()
        if row["event"] == "exploitation reported" and row["recorded_by_police"] and began >= date(2014, 4, 1):
            first[row["person_id"]] = min(began, first.get(row["person_id"], began))
        elif row["event"] == "missing" and row["recorded_by_police"]:
            missing[row["person_id"]].append(began)
        elif row["event"] == "looked after":
            stays[row["person_id"]] = (began, row["ended"].date())
    times = {
        person: sum(_months_before(day, 12) <= when < day for when in missing[person]) for person, day in first.items()
    }
    had_been = [count for count in times.values() if count]
    looked_after = [person for person, day in first.items() if person in stays and _covers(stays[person], day)]
    # Three standard errors of a share of 1,750 children are about 3.4 points for two thirds, 2.6 for one seventh.
    assert len(had_been) / len(first) == pytest.approx(0.675, abs=0.034)
    assert len(looked_after) / len(first) == pytest.approx(1 / 7, abs=0.026)
    assert sum(count > 1 for count in had_been) > len(had_been) / 2
    assert max(had_been) > 15


def _covers(stay: tuple[date, date], day: date) -> bool:
    return stay[0] <= day < stay[1]
