"""Plain counts made fit to leave a room: protected, rounded, and attacked as what is handed out would be.

For a program that knows nothing of publications: it gives counts by table and cell, and gets back numbers to show.
"""

from collections.abc import Mapping
from dataclasses import replace

from lanthorn.disclosure.attacker import Verdict
from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.protection import Options
from lanthorn.disclosure.publication import Publication, Rounding, Rule, Symbol, Table
from lanthorn.disclosure.safety import attack_with, make_safe

Cells = Mapping[tuple[str, ...], int]

THRESHOLD, BASE = 5, 5
SECONDS = 30.0
"""Such tables are small: one that takes longer is refused, since what is undecided is not protected."""


def fit_to_leave(title: str, tables: Mapping[str, Cells]) -> dict[str, dict[tuple[str, ...], int | None]]:
    """The counts as they may be handed out together: rounded to the nearest BASE, and None where hidden.

    The cells of a table are by values of its own dimensions, TOTAL being a margin; tables count different units.
    Raises PublicationError, naming no count, where the attack on the finished tables gets anything.
    """
    true = Publication(
        title, tuple(_table(name, cells) for name, cells in tables.items() if cells), rule=Rule(THRESHOLD)
    )
    hidden = make_safe(true, Options(seconds=SECONDS), seconds=SECONDS).publication
    shown = replace(
        hidden,
        tables=tuple(replace(table, cells=_rounded(table.cells)) for table in hidden.tables),
        roundings=(Rounding(BASE),),
    )
    report = attack_with(shown, (), seconds=SECONDS)
    if not report.passes:
        found = len(report.of(Verdict.DISCLOSED)) + len(report.of(Verdict.UNDECIDED))
        raise PublicationError(f"{title}: what is hidden could be worked out ({found} of it), so nothing leaves")
    made = {table.name: table.cells for table in shown.tables}
    return {
        name: {key: _plain(made[name][key]) for key in cells} if cells else {} for name, cells in tables.items()
    }  # fmt: skip


def _table(name: str, cells: Cells) -> Table:
    dimensions = tuple(f"{name} {place}" for place in range(1, len(next(iter(cells))) + 1))
    return Table(name, name, dimensions, dict(cells))


def _rounded(cells: Mapping[tuple[str, ...], int | Symbol]) -> dict[tuple[str, ...], int | Symbol]:
    return {
        key: value if isinstance(value, Symbol) else BASE * ((value + BASE // 2) // BASE)
        for key, value in cells.items()
    }  # fmt: skip


def _plain(value: int | Symbol) -> int | None:
    return None if isinstance(value, Symbol) else value
