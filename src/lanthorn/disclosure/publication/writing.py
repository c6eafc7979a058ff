"""Writes a publication as a folder that a person can read: one CSV a table and `publication.toml`.

The same publication gives the same bytes. The folder appears whole or not at all.
"""

import csv
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tomli_w

from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.publication.counts import TOTAL, Dimension, Hierarchy
from lanthorn.disclosure.publication.describing import dimension_to, fact_to, rounding_to, rule_to
from lanthorn.disclosure.publication.model import Kind, Publication, Symbol, Table
from lanthorn.disclosure.publication.reading import DESCRIPTION


def write_publication(publication: Publication, folder: Path) -> None:
    """Write a publication into a new folder. Raises PublicationError where the folder exists and is not empty."""
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()):
        raise PublicationError(f"the folder {folder} is not empty; nothing was written")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as name:
        made = Path(name) / "publication"
        made.mkdir()
        _write(publication, made)
        if folder.exists():
            folder.rmdir()
        shutil.move(made, folder)


def _write(publication: Publication, folder: Path) -> None:
    groups: dict[str, list[Table]] = {}
    for table in publication.tables:
        groups.setdefault(table.name, []).append(table)
    dimensions = _dimensions(publication)
    description: dict[str, Any] = {"title": publication.title, "period": publication.period}
    description |= {"method": str(publication.method), "relations": [entry.says for entry in publication.relations]}
    description["rule"] = rule_to(publication.rule)
    description["symbols"] = {symbol.value: symbol.name.lower().replace("_", " ") for symbol in Symbol}
    description["dimensions"] = {name: dimension_to(entry) for name, entry in dimensions.items()}
    description["hierarchies"] = [_hierarchy(folder, entry) for entry in publication.hierarchies]
    description["tables"] = [_table(folder, tables, dimensions) for tables in groups.values()]
    description["rounding"] = [rounding_to(entry) for entry in publication.roundings]
    description["facts"] = [fact_to(entry) for entry in publication.facts]
    kept = {name: entry for name, entry in description.items() if entry not in ("", [], {})}
    (folder / DESCRIPTION).write_text(tomli_w.dumps(kept), encoding="utf-8")
    for dimension in dimensions.values():
        if dimension.parents:
            rows = (
                (value, _shown(above, dimension), dimension.levels.get(value, ""))
                for value, above in dimension.parents.items()
            )
            _csv(folder / dimension_to(dimension)["hierarchy"], ("value", "inside", "level"), rows)


def _dimensions(publication: Publication) -> dict[str, Dimension]:
    return dict(publication.structure.dimensions)


def _shown(value: str, dimension: Dimension) -> str:
    return dimension.total if value == TOTAL else value


def _hierarchy(folder: Path, hierarchy: Hierarchy) -> dict[str, str]:
    file = f"{hierarchy.finer}.{hierarchy.coarser}.csv"
    _csv(folder / file, (hierarchy.finer, hierarchy.coarser), hierarchy.inside.items())
    return {"finer": hierarchy.finer, "coarser": hierarchy.coarser, "file": file}


def _table(folder: Path, tables: list[Table], dimensions: dict[str, Dimension]) -> dict[str, Any]:
    first = tables[0]
    for other in tables[1:]:
        if (other.dimensions, dict(other.where), other.kind, list(other.cells)) != (
            first.dimensions, dict(first.where), first.kind, list(first.cells),
        ):  # fmt: skip
            problem = "columns of one table must have the same dimensions and rows"
            raise PublicationError(problem, table=first.name, column=other.column)
    rows = (
        [_shown(value, dimensions[name]) for name, value in zip(first.dimensions, key, strict=True)]
        + [str(table.cells[key]) for table in tables]
        for key in first.cells
    )
    file = f"{first.name}.csv"
    if Path(file).name != file:
        raise PublicationError("a table's name must be usable as the name of a file", table=first.name)
    _csv(folder / file, (*first.dimensions, *(table.column for table in tables)), rows)
    entry: dict[str, Any] = {"file": file, "dimensions": list(first.dimensions)}
    entry |= {"counts": {table.column: table.population for table in tables}}
    if first.where:
        entry["where"] = dict(first.where)
    return entry | ({"kind": str(first.kind)} if first.kind is not Kind.COUNTS else {})


def _csv(path: Path, headings: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)
