"""Cell-key perturbation: each count is changed a little, by a parameters table and a key that belongs to the count.

After the method of the Australian Bureau of Statistics that ONS uses (Fraser & Wooton 2005; ONS cell key perturbation).
The key is the sum of its units' record keys where the owner of the records gives it; else it comes from a secret and
the count's name, so that one count is changed alike in every table. Tables are no longer additive.
"""

import csv
import hashlib
from dataclasses import replace
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.protection.cells import cells_of
from lanthorn.disclosure.protection.report import Protected, ProtectionReport
from lanthorn.disclosure.publication import Count, How, Kind, Method, Publication, Rounding, Symbol

KEYS = 256
"""Keys run from 0 to 255, as in the ONS method; shares in the parameters table are of so many."""

Parameters = dict[int, list[int]]
"""By count the change for each key; the highest count is for all beyond it too."""


def read_parameters(path: Path | None = None) -> Parameters:
    """The parameters table: the built-in one, or a CSV file with the columns count, change and share.

    Raises PublicationError for shares that are not 256 in all, changes that do not average nought, or that lead below.
    """
    source = path or Path(str(files("lanthorn.disclosure.protection") / "data" / "cell_key_parameters.csv"))
    try:
        with source.open(encoding="utf-8", newline="") as file:
            rows = [(int(row["count"]), int(row["change"]), int(row["share"])) for row in csv.DictReader(file)]
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise PublicationError(
            f"is not a parameters table (count, change, share): {error}", table=source.name
        ) from None
    found: Parameters = {}
    for count, group in groupby(rows, key=lambda row: row[0]):
        changes: list[int] = []
        for _, change, share in group:
            changes += [change] * share
        if len(changes) != KEYS or sum(changes) != 0 or count + min(changes) < 0 or count in found:
            problem = f"the shares must be {KEYS} in all, average no change, and never lead below nought"
            raise PublicationError(problem, table=source.name, row=f"count {count}")
        found[count] = changes
    if sorted(found) != list(range(len(found))) or not found:
        raise PublicationError("expected every count from 0 up to the last one", table=source.name, column="count")
    return found


def perturb(publication: Publication, secret: str, parameters: Path | None = None) -> Protected:
    """The publication with every count changed by its key."""
    changes = read_parameters(parameters)
    if any(table.kind is Kind.AMOUNTS for table in publication.tables):
        raise PublicationError("cell keys are for counts; the publication has a table of amounts")
    if not secret and any(not table.keys for table in publication.tables):
        raise PublicationError("cell keys need a secret, or a column of cell keys in each table")
    cells = cells_of(publication)  # refuses tables that contradict one another
    keys: dict[Count, int] = {}
    for table in publication.tables:
        for key in table.cells:
            count = publication.count(table, key)
            keys.setdefault(count, table.keys[key] % KEYS if key in table.keys else _key(secret, count))
    last = max(changes)
    shown = {
        count: value + changes[min(value, last)][keys[count]]
        for count, value in zip(cells.counts, cells.values.tolist(), strict=False)
    }
    tables = tuple(
        replace(
            table,
            cells={
                key: value if isinstance(value, Symbol) else shown[publication.count(table, key)]
                for key, value in table.cells.items()
            },
            contributions={},
            keys={},
        )
        for table in publication.tables
    )
    furthest = max(abs(change) for entry in changes.values() for change in entry)
    how = (Rounding(furthest, How.WITHIN, small_hidden=False),)
    made = replace(publication, tables=tables, roundings=how, method=Method.CELL_KEY)
    distances = [abs(shown[count] - value) for count, value in zip(cells.counts, cells.values.tolist(), strict=False)]
    changed = sum(distance > 0 for distance in distances)
    cost = float(sum(distances))
    return Protected(made, ProtectionReport(Method.CELL_KEY, len(cells.counts), cost=cost, bound=cost, changed=changed))


def _key(secret: str, count: Count) -> int:
    name = "\x1f".join([secret, count.population, *(f"{name}={value}" for name, value in sorted(count.where))])
    return hashlib.blake2b(name.encode(), digest_size=4).digest()[0]
