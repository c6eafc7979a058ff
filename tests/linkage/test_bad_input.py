"""Records as bad as they come: a clear message or a right answer, never a silent everything-matches."""

from datetime import date, datetime, timedelta

import pyarrow.parquet as pq
import pytest

from lanthorn.errors import LanthornError
from lanthorn.evidence import Layer, Store
from lanthorn.linkage import blocking, link

FORENAMES = ("Rebecca", "Amina", "Grace", "Hodan", "Daniel", "Yusuf", "Chloe", "Ibrahim", "Niamh", "Wei")
SURNAMES = ("Ward", "Okafor", "Khan", "Silva", "Nowak", "Begum", "Cole", "Mensah", "Ali", "Byrne", "Costa", "Dhillon")


def _reports(number: int, **changed: object) -> list[dict[str, object]]:
    """So many reports, each of another child: no two agree in name and date of birth."""
    rows = []
    for place in range(number):
        row: dict[str, object] = {
            "report_reference": f"report{place:04d}",
            "reported_at": datetime(2014, 6, 1, 22),
            "authority": f"E0900{place % 33 + 1:04d}",
            "forename": FORENAMES[place % len(FORENAMES)],
            "surname": SURNAMES[place // len(FORENAMES) % len(SURNAMES)],
            "date_of_birth": date(1998, 1, 7) + timedelta(days=11 * place),
            "sex": "female" if place % 3 else "male",
            "home_postcode": f"E{place % 20 + 1} {place % 9 + 1}{chr(65 + place % 26)}{chr(65 + place // 26 % 26)}",
        }
        rows.append(row | changed)
    return rows


def _children(store: Store) -> int:
    return len(set(pq.read_table(store.need(Layer.LINKS).table("child"))["child_id"].to_pylist()))


def test_different_children_stay_different(make_store):
    assert link(make_store({"missing_report": _reports(120)}), defaults=True).children == 120


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("date_of_birth", date(1999, 5, 14), "One date of birth"),
        ("forename", "Subject", "One forename"),
        ("surname", "Person", "One surname"),
        ("home_postcode", "SW1A 1AA", "One postcode"),
    ],
)
def test_a_column_that_says_the_same_of_everybody_joins_nobody_and_it_is_said(make_store, column, value, words):
    told: list[str] = []
    report = link(make_store({"missing_report": _reports(120, **{column: value})}), progress=told.append, defaults=True)
    assert report.children == 120
    assert [line for line in told if line.startswith(words) and "not recorded" in line]
    assert str(value) not in " ".join(told)


def test_where_little_but_the_surname_tells_children_apart_they_are_not_all_one(make_store):
    same = {"date_of_birth": date(1999, 5, 14), "forename": "Subject", "sex": "female", "home_postcode": "SW1A 1AA"}
    rows = _reports(120, authority="E09000001", **same)
    for place, row in enumerate(rows):
        row["surname"] = f"{SURNAMES[place % 12]} {FORENAMES[place // 12]}"
    assert link(make_store({"missing_report": rows}), defaults=True).children == 120


def test_a_source_with_no_linkable_field_joins_nobody(make_store):
    nothing = dict.fromkeys(["forename", "surname", "date_of_birth", "sex", "home_postcode", "authority"])
    assert link(make_store({"missing_report": _reports(80, **nothing)}), defaults=True).children == 80


def test_with_half_of_the_dates_missing_the_others_are_linked_and_nobody_else(make_store):
    rows = _reports(100)
    for row in rows[::2]:
        row["date_of_birth"] = None
    again = [row | {"report_reference": f"again{place}", "forename": "X" * (place % 2) + str(row["forename"])}
             for place, row in enumerate(rows)]  # fmt: skip
    store = make_store({"missing_report": rows + again})
    link(store, defaults=True)
    child = {
        row["record_id"]: row["child_id"] for row in pq.read_table(store.need(Layer.LINKS).table("child")).to_pylist()
    }
    same = [child[f"missing_report:report{place:04d}"] == child[f"missing_report:again{place}"] for place in range(100)]
    assert sum(same) >= 95
    assert len(set(child.values())) >= 100


def test_one_record_is_one_child_and_none_are_none(make_store):
    assert link(make_store({"missing_report": _reports(1)}), defaults=True).children == 1


@pytest.mark.parametrize("table", ["missing_report", "care_child", "involvement"])
def test_tables_without_a_row_are_no_children(make_store, table):
    report = link(make_store({table: []}), defaults=True)
    assert (report.children, report.links, report.descriptions) == (0, 0, 0)


@pytest.mark.parametrize("name", ["Z" * 10_000, "word " * 2_000, "=" * 10_000, "𝕬" * 10_000])
def test_a_name_of_ten_thousand_characters_is_linked_like_any_other(make_store, name):
    rows = _reports(3)
    rows[0]["forename"] = name
    again = rows[0] | {"report_reference": "again", "home_postcode": None}
    report = link(make_store({"missing_report": [*rows, again]}), defaults=True)
    assert report.children == 3


def test_more_pairs_than_the_budget_are_refused_with_the_rule_that_brings_them(make_store, monkeypatch):
    monkeypatch.setattr(blocking, "parameters", lambda: type("Tight", (), {"most_candidate_pairs": 3}))
    store = make_store({"missing_report": [row | {"forename": "Rebecca", "surname": "Ward"} for row in _reports(4)]})
    with pytest.raises(LanthornError, match="The rule 'same forename and surname, in either order' alone brings 6"):
        link(store, defaults=True)
