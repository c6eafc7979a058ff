"""Figures from the casework's rows alone: answered and protected as the profile's are, without a store."""

import csv
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from lanthorn.disclosure import Publication
from lanthorn.errors import LanthornError
from lanthorn.measures import catalogue, unit
from lanthorn.profile import live
from lanthorn.profile.live import THRESHOLD, figures_of
from lanthorn.records import CASEWORK, Field, Kind
from lanthorn.synthetic import generate

START, END = date(2014, 4, 1), date(2015, 3, 31)
READ = {Kind.DATE: date.fromisoformat, Kind.MOMENT: datetime.fromisoformat, Kind.NUMBER: int}
Rows = Mapping[str, list[dict[str, Any]]]


def value(field: Field, text: str) -> Any:
    """What a casework holds for what was written; nothing for the impossible, which it would have refused."""
    if field.kind is Kind.YES_NO:
        return {"yes": True, "no": False}.get(text)
    try:
        return READ.get(field.kind, str)(text) if text else None
    except ValueError:
        return None


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The partnership of a small synthetic London."""
    folder = tmp_path_factory.mktemp("london")
    generate(folder, seed=5, scale=0.1, years=["2014-15"])
    found = {}
    for table in CASEWORK:
        with Path(folder / "agencies" / "casework" / f"{table.name}.csv").open(encoding="utf-8") as file:
            found[table.name] = [
                {field.name: value(field, row[field.name]) for field in table.fields} for row in csv.DictReader(file)
            ]
    return found


@pytest.fixture(scope="module")
def figures(rows: Rows) -> dict[str, Any]:
    return figures_of(rows, START, END)


def test_every_measure_that_needs_the_casework_alone_is_answered_or_named(figures: dict[str, Any]) -> None:
    names = {table.name for table in CASEWORK}
    asked = {
        measure.question
        for measure in catalogue().measures
        if unit(measure.unit).needs and set(unit(measure.unit).needs) <= names
    }
    assert {page["question"] for page in figures["pages"]} | set(figures["not_answered"]) == asked
    assert len(figures["pages"]) > 10


def test_no_small_count_of_what_was_done_for_children_is_printed(figures: dict[str, Any]) -> None:
    measures = {measure.id: measure for measure in catalogue().measures}
    hidden = 0
    for page in figures["pages"]:
        if not unit(measures[page["id"]].unit).children:
            continue
        for figure in page["figures"]:
            hidden += sum(cell == "[c]" for row in figure["rows"] for cell in row)
            for row in figure["rows"]:
                for cell in row[1:]:
                    count = re.match(r"([\d,]+)( \(|$)", cell)
                    assert count is None or not 0 < int(count[1].replace(",", "")) < THRESHOLD, (page["id"], row)
    assert hidden


def test_a_chart_stands_with_a_table_that_says_the_same(figures: dict[str, Any]) -> None:
    charts = [figure["chart"] for page in figures["pages"] for figure in page["figures"] if figure["chart"]]
    assert charts
    assert all(chart.startswith("<svg") and "style=" not in chart for chart in charts)
    identities = [re.search(r'id="([^"]+)-title"', chart)[1] for chart in charts]  # type: ignore[index] # each has one
    assert len(set(identities)) == len(identities)


def test_the_same_rows_give_the_same_figures(rows: Rows, figures: dict[str, Any]) -> None:
    assert figures_of(rows, START, END) == figures


def test_what_would_give_a_count_away_is_not_given(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    attacked: list[Publication] = []

    def found(publication: Publication) -> None:
        attacked.append(publication)
        raise LanthornError("The profile would give hidden counts away, so nothing was written.")

    monkeypatch.setattr(live, "withstand", found)
    with pytest.raises(LanthornError, match="give hidden counts away"):
        figures_of(rows, START, END)
    assert attacked[0].cells


def test_a_partnership_that_has_begun_yesterday_has_no_figures() -> None:
    nothing = figures_of({table.name: [] for table in CASEWORK}, START, END)
    assert nothing["pages"] == []
    assert nothing["not_answered"]
