"""Columns that bound one another (more than once <= children, children and these <= incidents), tried out in full."""

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from lanthorn.disclosure import Publication, Rule, Verdict, attack, make_safe
from lanthorn.disclosure.publication import TOTAL, Relation, Rounding, Symbol, Table

PLACES = ("a", "b")
COLUMNS = ("children", "incidents", "more than once")
RELATIONS = (Relation.parse("more than once <= children"), Relation.parse("children + more than once <= incidents"))
RULE = Rule(threshold=3)

Counts = dict[tuple[str, str], int]
"""By place and column."""


@st.composite
def counts(draw: st.DrawFn) -> Counts:
    """True counts of two places that agree with the relations."""
    found: Counts = {}
    for place in PLACES:
        children = draw(st.integers(0, 3))
        again = draw(st.integers(0, children))
        found |= {
            (place, "children"): children,
            (place, "more than once"): again,
            (place, "incidents"): children + again + draw(st.integers(0, 2)),
        }
    return found


def published(true: Counts, hidden: set[tuple[str, str]], base: int = 1) -> Publication:
    """The table with its totals, some cells hidden; totals rounded to a base."""
    tables = []
    for column in COLUMNS:
        total = sum(true[place, column] for place in PLACES)
        cells: dict[tuple[str, ...], int | Symbol] = {
            (place,): Symbol.CONFIDENTIAL if (place, column) in hidden else true[place, column] for place in PLACES
        }
        cells[TOTAL,] = (2 * total + base) // (2 * base) * base
        tables.append(Table("missing", column, ("place",), cells, column=column))
    roundings = () if base == 1 else (Rounding(base, where={"place": frozenset({TOTAL})}, small_hidden=False),)
    return Publication("t", tuple(tables), rule=RULE, relations=RELATIONS, roundings=roundings)


def possible(publication: Publication, base: int) -> Iterator[Counts]:
    """Every count of both places that agrees with what is published: all are tried."""
    shown = {(key[0], table.column): value for table, key, value in publication.cells}
    most = {column: int(shown[TOTAL, column]) + base for column in COLUMNS}
    unknown = [(place, column) for place in PLACES for column in COLUMNS if isinstance(shown[place, column], Symbol)]
    known = {cell: int(value) for cell, value in shown.items() if not isinstance(value, Symbol) and cell[0] != TOTAL}
    for numbers in product(*(range(most[column] + 1) for _, column in unknown)):
        tried = known | dict(zip(unknown, numbers, strict=True))
        if all(
            (2 * (tried["a", column] + tried["b", column]) + base) // (2 * base) * base == shown[TOTAL, column]
            for column in COLUMNS
        ) and all(
            tried[place, "more than once"] <= tried[place, "children"]
            and tried[place, "children"] + tried[place, "more than once"] <= tried[place, "incidents"]
            for place in PLACES
        ):
            yield tried


def intervals(publication: Publication, base: int) -> dict[tuple[str, str], tuple[int, int]]:
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for tried in possible(publication, base):
        for cell, number in tried.items():
            low, high = found.get(cell, (number, number))
            found[cell] = (min(low, number), max(high, number))
    return found


cells = st.sets(st.sampled_from([(place, column) for place in PLACES for column in COLUMNS]), min_size=1, max_size=4)


@settings(max_examples=80, deadline=None)
@given(counts(), cells, st.sampled_from([1, 5]))
def test_the_attack_knows_what_columns_say_of_one_another(true: Counts, hidden: set[tuple[str, str]], base: int):
    publication = published(true, hidden, base)
    expected = intervals(publication, base)
    places = {f"place {place}": place for place in PLACES}
    report = attack(publication)
    assert not report.inconsistent
    looked_at = set()
    for finding in report.findings:
        ((_, row, column),) = finding.shown_in
        if row in places:
            looked_at.add((places[row], column))
            assert (finding.low, finding.high) == expected[places[row], column]
            assert (finding.verdict is Verdict.DISCLOSED) == bool(RULE.gives_away(*expected[places[row], column]))
    assert looked_at == hidden


@settings(max_examples=40, deadline=None)
@given(counts())
def test_what_is_protected_cannot_be_worked_out_from_the_other_columns(true: Counts):
    outcome = make_safe(published(true, set()))
    if not outcome.passes:  # so few children that not even hiding everything protects them: it is not published
        assert outcome.protection.unprotected
        return
    expected = _intervals_of_hidden(outcome.publication)
    for table, key, value in outcome.publication.cells:
        if value is Symbol.CONFIDENTIAL:
            assert not RULE.gives_away(*expected[key[0], table.column])
        else:
            assert not RULE.unsafe(int(value))


def _intervals_of_hidden(publication: Publication) -> dict[tuple[str, str], tuple[int, int]]:
    """By enumeration up to 12 of everything hidden, totals too: further up nothing gets narrower."""
    shown = {(key[0], table.column): value for table, key, value in publication.cells}
    by_column = {}
    for column in COLUMNS:
        pairs = []
        for a, b in product(range(13), repeat=2):
            tried = {"a": a, "b": b, TOTAL: a + b}
            if all(isinstance(shown[place, column], Symbol) or shown[place, column] == tried[place] for place in tried):
                pairs.append((a, b))
        by_column[column] = pairs
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for children, incidents, again in product(*(by_column[column] for column in COLUMNS)):
        if all(more <= c and c + more <= i for c, i, more in zip(children, incidents, again, strict=True)):
            for column, pair in zip(COLUMNS, (children, incidents, again), strict=True):
                for place, number in zip((*PLACES, TOTAL), (*pair, sum(pair)), strict=True):
                    low, high = found.get((place, column), (number, number))
                    found[place, column] = (min(low, number), max(high, number))
    return found
