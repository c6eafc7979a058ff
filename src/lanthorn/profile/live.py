"""The partnership's figures from the casework's own rows: answered, protected, attacked and told as the profile's are.

Given rows of the casework's record tables and a period; gives pages as plain data, for whoever shows them. Nothing of
it needs a store, and no row leaves it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from lanthorn.evidence import connect
from lanthorn.measures import Answer, Evaluator, Measure, catalogue, unit
from lanthorn.profile.admitting import Draft, say_what_may_be_said
from lanthorn.profile.charts import NARROW, chart_svg
from lanthorn.profile.claims import Claims
from lanthorn.profile.content import Fact, Figure, Page
from lanthorn.profile.pages import page_of
from lanthorn.profile.protecting import Protected, protect_answers
from lanthorn.profile.release import withstand
from lanthorn.profile.sentences import speaking
from lanthorn.profile.told import Setting, Told
from lanthorn.profile.voice import ENGLISH
from lanthorn.records import CASEWORK, Kind, Table
from lanthorn.vocabulary import Period, find_authority

THRESHOLD = 5
"""The smallest count that is shown, as in the profile."""

_AREA = "the partnership"
_TYPES = {Kind.DATE: pa.date32(), Kind.MOMENT: pa.timestamp("s"), Kind.YES_NO: pa.bool_(), Kind.NUMBER: pa.int64()}
_NAMES = frozenset(table.name for table in CASEWORK)

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def figures_of(rows: Rows, start: date, end: date) -> dict[str, Any]:
    """The answers of every measure that needs the casework's records alone, for the whole months from start to end.

    Raises LanthornError where a hidden count would be given away, which protection is there to prevent.
    """
    period = Period(f"{start:%B %Y} to {end:%B %Y}", start, end)
    tables = _opened(rows)
    evaluator = Evaluator(tables, period)
    answers = [evaluator.answer(measure) for measure in _measures()]
    with speaking(ENGLISH):
        pages = _told(answers, period) if any(not answer.unanswerable for answer in answers) else ()
        return {
            "threshold": THRESHOLD,
            "pages": [_plain(page) for page in pages if page.answered],
            "not_answered": [answer.measure.question for answer in answers if answer.unanswerable],
        }


def _measures() -> list[Measure]:
    """Those whose records are all the casework's own."""
    return [
        measure
        for measure in catalogue().measures
        if unit(measure.unit).needs and _NAMES.issuperset(unit(measure.unit).needs)
    ]


def _opened(rows: Rows) -> dict[str, ibis.Table]:
    connection = connect()
    return {table.name: connection.create_table(table.name, _typed(table, rows[table.name])) for table in CASEWORK}


def _typed(table: Table, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """The rows in the types in which a store holds them; an authority by its code, as intake finds it."""
    columns = {}
    for field in table.fields:
        values = [row[field.name] for row in rows]
        if field.kind is Kind.AUTHORITY:
            values = [find_authority(value) or value if value else None for value in values]
        columns[field.name] = pa.array(values, _TYPES.get(field.kind, pa.string()))
    return pa.table(columns)


def _told(answers: Sequence[Answer], period: Period) -> tuple[Page, ...]:
    protected = protect_answers(answers, threshold=THRESHOLD, title=f"The partnership, {period.words}")
    claims = Claims(
        protected.whole, protected.hidden_counts, [answer.measure for answer in answers], period
    )  # fmt: skip
    said = say_what_may_be_said(protected, claims, lambda withheld: _draft(protected, period, withheld))
    withstand(said.publication)
    return said.draft.pages


def _draft(protected: Protected, period: Period, withheld: frozenset[Fact]) -> Draft:
    setting = Setting(period, _AREA, False, protected.rule, _NAMES, withheld=withheld)
    return Draft(tuple(page_of(Told(answer, setting)) for answer in protected.answers))


def _plain(page: Page) -> dict[str, Any]:
    return {
        "id": page.id,
        "question": page.question,
        "headline": page.headline.text,
        "paragraphs": [sentence.text for sentence in page.paragraphs],
        "figures": [_figure(figure, f"{page.id}-{place}") for place, figure in enumerate(page.figures, start=1)],
        "caveats": list(page.caveats),
        "counted": [way.counted for way in page.ways],
    }


def _figure(figure: Figure, name: str) -> dict[str, Any]:
    table, chart = figure.table, figure.chart
    return {
        "caption": table.caption,
        "columns": list(table.columns),
        "numeric": list(table.numeric),
        "rows": [list(row) for row in table.rows],
        "strong": list(table.strong),
        "notes": list(table.notes),
        # As wide as a phone, so that it can be read there, and stands beside its table elsewhere.
        "chart": chart_svg(chart, width=NARROW, identity=name.replace(".", "-")) if chart else "",
    }
