"""The JSON and Parquet of a briefing say what the briefing says, in the published format."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from lanthorn.errors import BadFileError
from lanthorn.profile.content import ChartKind
from lanthorn.profile.machine import as_document, read_document, render_json, render_parquet, schema, tidy, validate
from tests.profile.sample_briefing import sample_briefing

PUBLISHED = Path(__file__).parents[3] / "docs" / "reference" / "briefing.schema.json"
BRIEFING = sample_briefing()
TEXTS = [
    text
    for page in BRIEFING.pages
    for text in (
        page.question, page.headline.text, *(each.text for each in page.paragraphs), *page.caveats,
        *(cell for figure in page.figures for row in figure.table.rows for cell in row),
        *(way.counted for way in page.ways), *(fact.shown for fact in page.headline.facts),
    )
]  # fmt: skip


def every_text(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in every_text(part)]


def objects(value: Any) -> list[dict[str, Any]]:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return ([value] if isinstance(value, dict) else []) + [found for part in parts for found in objects(part)]


def test_the_schema_is_a_schema_and_the_published_copy_is_the_same():
    Draft202012Validator.check_schema(schema())
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == schema()


def test_the_schema_describes_every_field_and_allows_no_other():
    described = [part for part in objects(schema()) if part.get("type") == "object"]
    assert len(described) >= 8
    for part in described:
        assert part["additionalProperties"] is False
        assert part["required"] == list(part["properties"])
        assert all(
            field.get("description") or "$ref" in field or "anyOf" in field for field in part["properties"].values()
        )


def test_the_schema_knows_every_kind_of_chart():
    assert set(schema()["$defs"]["chart"]["properties"]["kind"]["enum"]) == {kind.value for kind in ChartKind}


def test_a_briefing_fits_the_schema_and_holds_every_word_that_is_printed():
    document = json.loads(render_json(BRIEFING))
    validate(document, "the briefing")
    assert set(TEXTS) <= set(every_text(document))


def test_the_same_briefing_gives_the_same_bytes():
    assert render_json(BRIEFING) == render_json(sample_briefing())
    assert render_parquet(BRIEFING) == render_parquet(sample_briefing())


def test_outlines_are_not_handed_on():
    with_outlines = replace(BRIEFING, boundaries={"type": "FeatureCollection", "features": []})
    assert render_json(with_outlines) == render_json(BRIEFING)


def test_a_file_is_read_back_as_it_was_written(tmp_path: Path):
    path = tmp_path / "briefing.json"
    path.write_text(render_json(BRIEFING), encoding="utf-8")
    assert read_document(path) == as_document(BRIEFING)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[1", "not a JSON file"),
        ("[]", "not a briefing in the format lanthorn-briefing/1"),
        ('{"format": "x"}', "format"),
    ],
)
def test_a_file_that_is_no_briefing_is_refused_by_name(tmp_path: Path, text: str, words: str):
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFileError, match=words) as caught:
        read_document(path)
    assert "other.json" in str(caught.value)


def test_a_figure_that_is_not_text_is_refused_with_its_place():
    document = as_document(BRIEFING)
    document["pages"][1]["figures"][0]["table"]["rows"][0][1]["text"] = 1297
    with pytest.raises(BadFileError, match="pages/1/figures/0/table/rows/0/1/text"):
        validate(document, "briefing.json")


def test_parquet_has_one_row_for_each_cell_beside_its_row_heading():
    tables = [figure.table for page in BRIEFING.pages for figure in page.figures]
    rows = tidy(BRIEFING).to_pylist()
    assert len(rows) == sum(len(table.rows) * (len(table.columns) - 1) for table in tables)
    assert [row["text"] for row in rows] == [cell for table in tables for row in table.rows for cell in row[1:]]
    assert {row["caption"] for row in rows if row["total"]} >= {"Flagged offences by category, 2014/15"}


def test_a_hidden_cell_has_its_symbol_and_no_number(tmp_path: Path):
    path = tmp_path / "tables.parquet"
    path.write_bytes(render_parquet(BRIEFING))
    hidden = [row for row in pq.read_table(path).to_pylist() if row["text"] == "[c]"]
    assert len(hidden) >= 3
    assert all(row["value"] is None for row in hidden)


def test_numbers_are_those_of_the_table():
    page = BRIEFING.pages[1]
    table = replace(page.figures[0].table, values=((None, 1297.0, 70.0, None),) * 4)
    figure = replace(page.figures[0], table=table)
    briefing = replace(BRIEFING, pages=(replace(page, figures=(figure,)),))
    assert [row["value"] for row in tidy(briefing).to_pylist()] == [1297.0, 70.0, None] * 4
    assert [cell["value"] for cell in as_document(briefing)["pages"][0]["figures"][0]["table"]["rows"][0]] == [
        None, 1297.0, 70.0, None,
    ]  # fmt: skip
