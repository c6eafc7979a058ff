"""The briefing as a JSON document: given the content model, gives text; given a file, gives the document back, checked.

The document says what the printed briefing says, word for word. Outlines of authorities are left out: they are
somebody else's data, and no finding.
"""

import json
from pathlib import Path
from typing import Any

from lanthorn.errors import BadFileError
from lanthorn.profile.clean import cleaned
from lanthorn.profile.content import Briefing, Chart, DataTable, Figure, Mark, Page, Sentence, Way
from lanthorn.profile.machine.schema import FORMAT, validate

Document = dict[str, Any]


def render_json(briefing: Briefing) -> str:
    """The briefing as JSON text in the order in which it is printed; the same briefing gives the same bytes."""
    return json.dumps(as_document(briefing), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_document(briefing: Briefing) -> Document:
    """The briefing as plain lists, texts and numbers, as the schema describes them."""
    briefing = cleaned(briefing)
    return {
        "format": FORMAT,
        "title": briefing.title,
        "area": briefing.area,
        "period": briefing.period,
        "marking": briefing.marking,
        "synthetic": briefing.synthetic,
        "summary": briefing.summary,
        "headlines": [
            {"figure": headline.figure, "words": headline.words, "page": headline.page}
            for headline in briefing.headlines
        ],
        "pages": [_page(page) for page in briefing.pages],
        "symbols": [{"symbol": symbol, "meaning": meaning} for symbol, meaning in briefing.symbols],
        "provenance": [{"what": what, "value": value} for what, value in briefing.provenance],
    }


def read_document(path: Path) -> Document:
    """A briefing's JSON file, checked against the schema.

    Raises BadFileError where it cannot be read, is not JSON or is not a briefing of this format.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadFileError(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BadFileError(f"{path} is not a JSON file in UTF-8: {error}.") from error
    validate(document, str(path))
    checked: Document = document
    return checked


def _page(page: Page) -> Document:
    return {
        "id": page.id,
        "section": page.section,
        "question": page.question,
        "answered": page.answered,
        "headline": _sentence(page.headline),
        "paragraphs": [_sentence(paragraph) for paragraph in page.paragraphs],
        "figures": [_figure(figure) for figure in page.figures],
        "caveats": list(page.caveats),
        "ways": [_way(way) for way in page.ways],
    }


def _sentence(sentence: Sentence) -> Document:
    facts = [
        {"measure": fact.measure, "cell": fact.cell, "kind": fact.kind, "shown": fact.shown} for fact in sentence.facts
    ]
    return {"text": sentence.text, "facts": facts}


def _way(way: Way) -> Document:
    return {
        "measure": way.measure,
        "version": way.version,
        "counted": way.counted,
        "denominator": way.denominator,
        "recorded": way.recorded,
        "source": way.source,
        "notes": list(way.notes),
    }


def _figure(figure: Figure) -> Document:
    return {"table": _table(figure.table), "chart": None if figure.chart is None else _chart(figure.chart)}


def _table(table: DataTable) -> Document:
    columns = [{"name": name, "numeric": numeric} for name, numeric in zip(table.columns, table.numeric, strict=True)]
    values = table.values or tuple((None,) * len(row) for row in table.rows)
    rows = [
        [{"text": text, "value": value} for text, value in zip(texts, numbers, strict=True)]
        for texts, numbers in zip(table.rows, values, strict=True)
    ]
    return {
        "caption": table.caption,
        "columns": columns,
        "rows": rows,
        "totals": list(table.strong),
        "notes": list(table.notes),
    }


def _chart(chart: Chart) -> Document:
    return {
        "kind": chart.kind.value,
        "title": chart.title,
        "alt": chart.alt,
        "value_axis": chart.value_axis,
        "label_axis": chart.label_axis,
        "intervals": chart.intervals,
        "markers": [{"at": marker.at, "words": marker.words} for marker in chart.markers],
        "marks": [_mark(mark) for mark in chart.marks],
    }


def _mark(mark: Mark) -> Document:
    return {
        "label": mark.label,
        "group": mark.group,
        "code": mark.code,
        "value": mark.value,
        "low": mark.low,
        "high": mark.high,
        "shown": mark.shown,
        "emphasis": mark.emphasis,
    }
