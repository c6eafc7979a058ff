"""What changed between two briefings is told in full, and nothing else."""

import json
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from lanthorn.errors import BadFileError
from lanthorn.profile.content import Briefing, Page
from lanthorn.profile.machine import as_document, diff, render_json
from lanthorn.profile.machine.changes import KINDS
from tests.profile.sample_briefing import sample_briefing

BRIEFING = sample_briefing()
PLACE = {page.id: place for place, page in enumerate(BRIEFING.pages)}


def with_page(page: Page) -> Briefing:
    pages = tuple(page if each.id == page.id else each for each in BRIEFING.pages)
    return replace(BRIEFING, pages=pages)


def changed(after: Briefing, before: Briefing = BRIEFING) -> list[tuple[str, str, str, str]]:
    found = diff(as_document(before), as_document(after)).changes
    return [(change.kind, change.place, change.before, change.after) for change in found]


def with_cell(text: str) -> Briefing:
    page = BRIEFING.pages[PLACE["volume.category"]]
    table = page.figures[0].table
    rows = ((table.rows[0][0], text, *table.rows[0][2:]), *table.rows[1:])
    return with_page(replace(page, figures=(replace(page.figures[0], table=replace(table, rows=rows)),)))


def test_nothing_differs_between_a_briefing_and_itself():
    found = diff(as_document(BRIEFING), as_document(BRIEFING))
    assert found.changes == ()
    assert found.as_text().startswith("Nothing differs")


def test_a_figure_is_told_with_its_table_row_and_column_before_and_after():
    place = "volume.category, Flagged offences by category, 2014/15, Category 1, Number"
    assert changed(with_cell("1,300")) == [("Figures", place, "1,297", "1,300")]


def test_a_figure_that_is_now_hidden_is_told():
    assert changed(with_cell("[c]"))[0][2:] == ("1,297", "[c]")


def test_a_new_definition_is_told_apart_from_a_figure():
    page = BRIEFING.pages[PLACE["volume.category"]]
    after = with_page(replace(page, ways=(replace(page.ways[0], version="1.3", source="A later extract"),)))
    assert changed(after) == [
        ("Definitions", "volume.category, volume.category, version", "1.2", "1.3"),
        ("Data and versions", "volume.category, volume.category, source", page.ways[0].source, "A later extract"),
    ]


def test_pages_that_came_went_or_moved_are_told():
    pages = BRIEFING.pages
    after = replace(BRIEFING, pages=(pages[1], pages[0], *pages[2:-1]))
    assert [change[:2] for change in changed(after)] == [("Pages", "response.aims"), ("Pages", "Order of the pages")]
    assert changed(BRIEFING, after)[0][2:] == ("(none)", "Are the protocol's six aims met?")


def test_an_answer_that_is_no_longer_possible_is_told():
    after = with_page(replace(BRIEFING.pages[PLACE["volume.category"]], answered=False))
    assert changed(after) == [("Pages", "volume.category", "answered", "not answered")]


def test_a_caveat_put_first_is_one_change():
    page = BRIEFING.pages[PLACE["volume.category"]]
    after = with_page(replace(page, caveats=("Revised in July.", *page.caveats)))
    assert changed(after) == [("Notes and caveats", "volume.category, caveat", "(none)", "Revised in July.")]


def _texts(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every text that is printed: not the charts, whose figures are their tables', links or the voice."""
    if isinstance(value, str):
        return [path]
    if isinstance(value, tuple):
        return [found for place, part in enumerate(value) for found in _texts(part, (*path, place))]
    if is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in {"chart", "page", "voice"}]
        return [found for name in names for found in _texts(getattr(value, name), (*path, name))]
    return []


def _altered(value: Any, path: tuple[Any, ...]) -> Any:
    if not path:
        return f"{value} altered"
    first, rest = path[0], path[1:]
    if isinstance(value, tuple):
        return (*value[:first], _altered(value[first], rest), *value[first + 1 :])
    return replace(value, **{first: _altered(getattr(value, first), rest)})


def test_no_altered_text_goes_untold():
    small = replace(BRIEFING, pages=(BRIEFING.pages[1], BRIEFING.pages[-1]))
    paths = _texts(small)
    assert len(paths) > 50
    for path in paths:
        assert changed(_altered(small, path), small), path


def test_the_text_names_both_briefings_and_every_change_under_its_kind():
    found = diff(as_document(BRIEFING), as_document(replace(with_cell("1,300"), period="2015/16")))
    text = found.as_text()
    assert "1 April 2014 to 31 March 2015" in text
    assert "2015/16" in text
    assert "1,297 → 1,300" in text
    assert {change.kind for change in found.changes} <= set(KINDS)


def test_files_are_read_and_a_file_that_is_no_briefing_is_refused(tmp_path: Path):
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    one.write_text(render_json(BRIEFING), encoding="utf-8")
    other.write_text(json.dumps({"format": "other"}), encoding="utf-8")
    assert diff(one, one).changes == ()
    with pytest.raises(BadFileError, match=r"other\.json"):
        diff(one, other)
