"""The numbers in a page's tables and charts, one by one with what each tells of the counts; and how one is left out.

A number that bears no fact is not published: nobody could say what it gives away.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from lanthorn.measures import CONFIDENTIAL
from lanthorn.profile.charts.classes import classes_of
from lanthorn.profile.content import Chart, ChartKind, DataTable, Fact, Figure, Mark, Page, Sentence

_SHADED = {ChartKind.TILE_MAP, ChartKind.BOUNDARY_MAP, ChartKind.FLOWS}
"""Charts whose marks are shaded by class."""
_COUNT = "count"


def numbers_of(page: Page) -> Iterator[Sentence]:
    """Every number that the page's figures show, as something said: where it stands, and the facts it bears."""
    for figure in page.figures:
        yield from _in_table(figure.table)
        if figure.chart is not None:
            yield from _in_chart(figure.chart)


def _in_table(table: DataTable) -> Iterator[Sentence]:
    for row, values, facts in zip(table.rows, table.values, _facts(table), strict=True):
        for heading, text, value, own in zip(table.columns, row, values, facts, strict=True):
            if own or value is not None:
                yield Sentence(f"{table.caption}: {row[0]}, {heading}: {text}", own)


def _facts(table: DataTable) -> Sequence[Sequence[tuple[Fact, ...]]]:
    return table.facts or [[()] * len(row) for row in table.rows]


def _in_chart(chart: Chart) -> Iterator[Sentence]:
    shades = _classes(chart)
    for mark in chart.marks:
        if mark.facts or mark.value is not None:
            place = ", ".join(name for name in (mark.group, mark.label) if name)
            yield Sentence(f"{chart.title}: {place}: {mark.shown}", (*mark.facts, *shades.get(mark, ())))


def _classes(chart: Chart) -> dict[Mark, tuple[Fact, ...]]:
    """By mark of a shaded chart of counts, its class: the least and the greatest count that has its shade."""
    if chart.kind not in _SHADED:
        return {}
    values = [mark.value for mark in chart.marks if mark.value is not None]
    classes = classes_of(values)
    found: dict[Mark, tuple[Fact, ...]] = {}
    for mark in chart.marks:
        for fact in mark.facts:
            if mark.value is not None and fact.kind == _COUNT:
                place = min(int(mark.value / classes.step), classes.count - 1)
                low, end = int(classes.step * place), int(classes.step * (place + 1))
                high = end if place == classes.count - 1 else end - 1
                found[mark] = (replace(fact, shown=f"{low}-{high}", kind="class"),)
    return found


def without(page: Page, withheld: Collection[Fact]) -> Page:
    """The page without the numbers that bear withheld facts or none: a symbol in the table, and no chart of them."""
    figures = tuple(_figure_without(figure, frozenset(withheld)) for figure in page.figures)
    return page if figures == page.figures else replace(page, figures=figures)


def _figure_without(figure: Figure, withheld: frozenset[Fact]) -> Figure:
    chart = figure.chart
    if chart is not None and any(_may_not(said.facts, withheld) for said in _in_chart(chart)):
        chart = None
    return Figure(_table_without(figure.table, withheld), chart)


def _table_without(table: DataTable, withheld: frozenset[Fact]) -> DataTable:
    facts = _facts(table)
    gone = {
        (row, column)
        for row, values in enumerate(table.values)
        for column, value in enumerate(values)
        if (facts[row][column] or value is not None) and _may_not(facts[row][column], withheld)
    }
    if not gone:
        return table
    return replace(
        table,
        rows=tuple(
            tuple(CONFIDENTIAL if (row, column) in gone else text for column, text in enumerate(texts))
            for row, texts in enumerate(table.rows)
        ),
        values=tuple(
            tuple(None if (row, column) in gone else value for column, value in enumerate(values))
            for row, values in enumerate(table.values)
        ),
        facts=tuple(
            tuple(() if (row, column) in gone else own for column, own in enumerate(inner))
            for row, inner in enumerate(facts)
        ),
    )


def _may_not(facts: tuple[Fact, ...], withheld: frozenset[Fact]) -> bool:
    return not facts or not withheld.isdisjoint(facts)
