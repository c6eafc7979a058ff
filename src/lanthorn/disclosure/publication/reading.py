"""Reads a publication from its folder: `publication.toml` and the CSV tables it describes.

See docs/reference/publication-format.md. Whatever does not fit raises PublicationError with table, row and column.
"""

import csv
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.publication.counts import TOTAL, Dimension, Hierarchy
from lanthorn.disclosure.publication.describing import (
    dimension_from,
    fact_from,
    only,
    relation_from,
    rounding_from,
    rule_from,
    texts,
)
from lanthorn.disclosure.publication.model import Key, Kind, Method, Publication, Symbol, Table

DESCRIPTION = "publication.toml"
_HEAD = ("title", "period", "method", "rule", "symbols", "relations")
_PARTS = ("dimensions", "hierarchies", "tables", "rounding", "facts", "protect")


def read_publication(folder: Path) -> Publication:
    """The publication that a folder holds. Raises PublicationError where it is missing or contradicts itself."""
    description = _toml(Path(folder) / DESCRIPTION)
    only(description, (*_HEAD, *_PARTS), DESCRIPTION)
    try:
        method = Method(str(description.get("method", Method.NONE)))
    except ValueError:
        known = ", ".join(Method)
        raise PublicationError(
            f"{DESCRIPTION}: found the method {description['method']!r}; known are {known}"
        ) from None
    dimensions = {
        name: _dimension(Path(folder), name, entry) for name, entry in description.get("dimensions", {}).items()
    }
    symbols = _symbols(description.get("symbols", {}))
    entries = description.get("tables", [])
    if not entries:
        raise PublicationError(f"{DESCRIPTION}: no [[tables]] are described")
    return Publication(
        title=str(description.get("title", Path(folder).name)),
        tables=tuple(table for entry in entries for table in _tables(Path(folder), entry, dimensions, symbols)),
        dimensions=tuple(dimensions.values()),
        hierarchies=tuple(_hierarchy(Path(folder), entry) for entry in description.get("hierarchies", [])),
        rule=rule_from(description.get("rule", {})),
        roundings=tuple(rounding_from(entry) for entry in description.get("rounding", [])),
        relations=tuple(relation_from(text) for text in description.get("relations", [])),
        facts=tuple(fact_from(entry) for entry in description.get("facts", [])),
        method=method,
        period=str(description.get("period", "")),
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PublicationError(f"there is no {path.name} in the folder {path.parent}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PublicationError(f"{path.name} cannot be read as TOML in UTF-8: {error}") from None


def _symbols(entries: Mapping[str, str]) -> dict[str, Symbol]:
    meanings = {symbol.name.lower().replace("_", " "): symbol for symbol in Symbol}
    found = {symbol.value: symbol for symbol in Symbol}
    for text, meaning in entries.items():
        if meaning not in meanings:
            raise PublicationError(
                f"{DESCRIPTION}: the symbol {text!r} means {meaning!r}; known are {', '.join(meanings)}"
            )
        found[text] = meanings[meaning]
    return found


def _dimension(folder: Path, name: str, entry: Mapping[str, Any]) -> Dimension:
    file = str(entry.get("hierarchy", ""))
    parents, levels = {}, {}
    for number, row in enumerate(_rows(folder / file, ("value", "inside")) if file else (), start=2):
        if not row["value"] or row["value"] in parents:
            problem = f"found {row['value']!r}, expected each value once"
            raise PublicationError(problem, table=file, row=str(number), column="value")
        parents[row["value"]] = row["inside"] or TOTAL
        if row.get("level"):
            levels[row["value"]] = row["level"]
    return dimension_from(name, entry, parents, levels)


def _hierarchy(folder: Path, entry: Mapping[str, Any]) -> Hierarchy:
    only(entry, ("finer", "coarser", "file"), "[[hierarchies]]", required=("finer", "coarser", "file"))
    finer, coarser = str(entry["finer"]), str(entry["coarser"])
    return Hierarchy(
        finer, coarser, {row[finer]: row[coarser] for row in _rows(folder / entry["file"], (finer, coarser))}
    )


def _rows(path: Path, expected: tuple[str, ...]) -> list[dict[str, str]]:
    if ".." in path.parts:
        raise PublicationError("a file of a publication lies in its folder", table=path.name)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True, restval="", restkey="")
            rows = [dict(row.items()) for row in reader]
            headings = list(reader.fieldnames or [])
    except FileNotFoundError:
        raise PublicationError("there is no such file in the folder", table=path.name) from None
    except (csv.Error, UnicodeDecodeError) as error:
        raise PublicationError(f"cannot be read as CSV in UTF-8: {error}", table=path.name) from None
    for name in expected:
        if headings.count(name) != 1:
            problem = f"found the headings {', '.join(headings)}; expected this one once"
            raise PublicationError(problem, table=path.name, column=name)
    for number, row in enumerate(rows, start=2):
        if "" in row:
            raise PublicationError("found more cells than headings", table=path.name, row=str(number))
    return rows


def _tables(
    folder: Path, entry: Mapping[str, Any], dimensions: Mapping[str, Dimension], symbols: Mapping[str, Symbol]
) -> list[Table]:
    known = ("file", "dimensions", "counts", "where", "kind", "absent", "contributions", "cell_key")
    only(entry, known, "[[tables]]", required=("file", "dimensions", "counts"))
    file = str(entry["file"])
    names, columns = texts(entry["dimensions"], f"the dimensions of {file}"), dict(entry["counts"])
    contributions = texts(entry.get("contributions", []), f"the contributions of {file}")
    key_column = str(entry.get("cell_key", ""))
    further = (*contributions, *((key_column,) if key_column else ()))
    rows = _rows(folder / file, (*names, *columns, *further))
    if str(entry.get("kind", Kind.COUNTS)) not in set(Kind):
        raise PublicationError(
            f"found the kind {entry['kind']!r}; known are {', '.join(Kind)}", table=file, column="kind"
        )
    keys: dict[Key, dict[str, str]] = {}
    for number, row in enumerate(rows, start=2):
        key = tuple(_value(row[name], dimensions.get(name), file, number, name) for name in names)
        if key in keys:
            raise PublicationError("the same values stand in an earlier row", table=file, row=str(number))
        keys[key] = row | {"": str(number)}
    made = []
    for column, population in columns.items():
        cells = {key: _cell(row[column], symbols, file, row[""], column) for key, row in keys.items()}
        if str(entry.get("absent", "")) == "zero":
            cells |= _noughts(names, cells)
        parts = {key: tuple(_number(row[c], file, row[""], c) for c in contributions) for key, row in keys.items()}
        made.append(
            Table(
                name=Path(file).stem,
                population=str(population),
                dimensions=names,
                cells=cells,
                column=column,
                where=dict(entry.get("where", {})),
                kind=Kind(str(entry.get("kind", Kind.COUNTS))),
                contributions=parts if contributions else {},
                keys={key: _number(row[key_column], file, row[""], key_column) for key, row in keys.items()}
                if key_column
                else {},
            )
        )
    return made


def _noughts(names: tuple[str, ...], cells: Mapping[Key, int | Symbol]) -> dict[Key, int | Symbol]:
    """The combinations of values that stand in no row, in a table that leaves noughts out."""
    keys: list[Key] = [()]
    for place in range(len(names)):
        values = dict.fromkeys(key[place] for key in cells)
        keys = [(*key, value) for key in keys for value in values]
    return {key: 0 for key in keys if key not in cells}


def _value(text: str, dimension: Dimension | None, file: str, number: int, column: str) -> str:
    if not text:
        raise PublicationError(
            "found nothing, expected a value of the dimension", table=file, row=str(number), column=column
        )
    total = dimension.total if dimension else TOTAL
    return TOTAL if text == total else text


def _cell(text: str, symbols: Mapping[str, Symbol], file: str, row: str, column: str) -> int | Symbol:
    return symbols[text] if text in symbols else _number(text, file, row, column, ", ".join(symbols))


def _number(text: str, file: str, row: str, column: str, or_symbol: str = "") -> int:
    plain = text.replace(",", "") if text[:1].isdigit() else text
    if not (plain.isascii() and plain.isdigit()):
        found = f"found {text!r}" if text else "found nothing"
        expected = f"a whole number or one of {or_symbol}" if or_symbol else "a whole number"
        raise PublicationError(f"{found}, expected {expected}", table=file, row=row, column=column)
    return int(plain)
