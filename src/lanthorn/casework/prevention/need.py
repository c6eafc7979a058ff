"""What is recorded by local authority, from a publication of the profile: protected counts, and nothing else.

Given the folder of a publication that `lanthorn profile` wrote; gives, by authority, the flagged offences, the children
who live there and were victims, the missing reports, and the children who were reported missing. A count that the
publication hides stays hidden.
"""

import csv
import io
import tomllib
from dataclasses import dataclass
from pathlib import Path

from lanthorn.errors import BadFileError
from lanthorn.vocabulary import authorities, population

HIDDEN = "[c]"
_TABLES = {
    "offences": ("place.offence-by-offence_authority.csv", "offence_authority"),
    "victims": ("rate.children-by-home_authority.csv", "home_authority"),
    "missing": ("missing.reports-by-authority.csv", "authority"),
    "missing_children": ("missing.children-by-authority.csv", "authority"),
}
_MOST_BYTES = 1024 * 1024
_YOUNGEST = 10
"""Rates are of children from 10 to 17, as the profile gives them."""
Row = dict[str, int | None]


@dataclass(frozen=True)
class Published:
    """The title of the publication, and a row of counts by authority; a count that is hidden is None."""

    title: str
    rows: dict[str, Row]


def read_need(folder: Path) -> Published:
    """The counts of a publication. Raises BadFileError where a file is missing or is not what it should be."""
    account = folder / "publication.toml"
    try:
        title = tomllib.loads(_text(account))["title"]
    except (tomllib.TOMLDecodeError, KeyError) as fault:
        raise BadFileError(f"{account}: expected the account of a publication, with a title.") from fault
    if not isinstance(title, str) or not 0 < len(title) <= 120 or not title.isprintable():
        raise BadFileError(f"{account}: expected a title of up to 120 letters.")
    tables = {what: _table(folder / name, column) for what, (name, column) in _TABLES.items()}
    children: dict[str, int] = {}
    for cell in population():
        if cell.age >= _YOUNGEST:
            children[cell.authority] = children.get(cell.authority, 0) + cell.population
    codes = [entry.code for entry in authorities()]
    return Published(
        title,
        {
            code: {what: counts.get(code) for what, counts in tables.items()} | {"children": children[code]}
            for code in codes
        },
    )


def _table(file: Path, column: str) -> dict[str, int | None]:
    rows = csv.DictReader(io.StringIO(_text(file), newline=""))
    if rows.fieldnames != [column, "count"]:
        raise BadFileError(f"{file}: expected the columns {column} and count.")
    known = {entry.code for entry in authorities()}
    found: dict[str, int | None] = {}
    for number, row in enumerate(rows, 1):
        if row[column] not in known:
            continue
        count = row["count"] or ""
        if count != HIDDEN and not (count.isascii() and count.isdigit() and len(count) < 9):
            raise BadFileError(f"{file}, row {number} below the headings: expected a count or {HIDDEN}.")
        found[row[column]] = None if count == HIDDEN else int(count)
    missing = sorted(known - set(found))
    if missing:
        raise BadFileError(f"{file}: no row for {missing[0]}; expected one for each of {len(known)} authorities.")
    return found


def _text(file: Path) -> str:
    if not file.is_file():
        raise BadFileError(f"{file}: there is no such file. Give the folder of a publication of the profile.")
    if file.stat().st_size > _MOST_BYTES:
        raise BadFileError(f"{file}: larger than a megabyte, which no such table is.")
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise BadFileError(f"{file}: a text in it is not UTF-8.") from fault
