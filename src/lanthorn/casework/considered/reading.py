"""Read what `lanthorn identify --out` wrote, and refuse it whole where anything of it is not sound.

Given a folder; gives the list as plain rows. What is wrong is told by file, row and field, with what was expected, and
never by what stands in a cell: the files identify records of children.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lanthorn.errors import BadFileError

MOST_BYTES = 64 * 1024 * 1024
MOST_UNPACKED_BYTES = 256 * 1024 * 1024
MOST_ROWS = 500_000
MOST_LETTERS = 2_000
"""No list of a whole London comes near these: a larger one is damaged, or something else."""
WHO_HEADINGS = ["By", "Group", "In the records", "To consider", "Share of those", "Rate against others", "Screened in"]
DECIDED_HEADINGS = ("child", "rule", "decided_on", "decision", "records")
SCREENED_HEADINGS = ("child", "screened_in")
"""What goes back to `lanthorn identify`, as --decided and --screened; records are divided by "; "."""
FILES = ("identification.json", "children.parquet", "reasons.parquet", "evidence.parquet", "records.parquet")
WHO = "who.csv"
"""The page of groups, which a list may be without."""
_TEXT, _DAY = pa.string(), pa.date32()
_COLUMNS: dict[str, dict[str, Any]] = {
    "children": {"child_id": _TEXT, "latest_on": _DAY, "authority": _TEXT},
    "reasons": {
        "child_id": _TEXT, "rule": _TEXT, "version": _TEXT, "name": _TEXT, "reason": _TEXT, "source": _TEXT,
        "latest_on": _DAY,
    },
    "evidence": {"child_id": _TEXT, "rule": _TEXT, "record_id": _TEXT, "happened_on": _DAY, "is_new": pa.bool_()},
    "records": {"child_id": _TEXT, "record_id": _TEXT},
}  # fmt: skip
_MAY_BE_BLANK = {"authority"}
_NOT_THERE = "{file}: there is no such file. Give what lanthorn identify --out wrote."
Row = dict[str, Any]


@dataclass(frozen=True)
class ListRead:
    """A list as it was written: its account, and the rows of its tables, each child's together."""

    as_of: date
    fingerprint: str
    program: str
    versions: str
    not_asked: list[list[str]]
    children: list[Row]
    reasons: dict[str, list[Row]]
    evidence: dict[tuple[str, str], list[Row]]
    records: dict[str, list[str]]
    groups: list[list[str]]


def read_list(folder: Path) -> ListRead:
    """The list in a folder. Raises BadFileError where a file is missing, too large, or not what it should be."""
    contents = {name: _bytes(folder / name) for name in FILES}
    if (folder / WHO).exists():
        contents[WHO] = _bytes(folder / WHO)
    return read_contents(contents, folder)


def read_contents(contents: Mapping[str, bytes], folder: Path = Path()) -> ListRead:
    """The list from what its files hold, by name; `folder` is where refusals say that they stand.

    Raises BadFileError as `read_list` does.
    """
    for name in FILES:
        if name not in contents:
            raise BadFileError(_NOT_THERE.format(file=folder / name))
    who = contents.get(WHO, b"")
    account = _account(contents["identification.json"], folder / "identification.json")
    tables = {name: _table(contents[f"{name}.parquet"], folder / f"{name}.parquet", name) for name in _COLUMNS}
    _check_together(tables, account["as_of"], folder)
    reasons: dict[str, list[Row]] = {}
    for row in tables["reasons"]:
        reasons.setdefault(row["child_id"], []).append(row)
    evidence: dict[tuple[str, str], list[Row]] = {}
    for row in tables["evidence"]:
        evidence.setdefault((row["child_id"], row["rule"]), []).append(row)
    records: dict[str, list[str]] = {}
    for row in tables["records"]:
        records.setdefault(row["child_id"], []).append(row["record_id"])
    return ListRead(
        fingerprint=sha256(b"".join(sha256(contents[name]).digest() for name in FILES)).hexdigest(),
        children=tables["children"],
        reasons=reasons,
        evidence=evidence,
        records=records,
        groups=_who(who, folder / WHO) if who else [],
        **account,
    )


def _bytes(file: Path) -> bytes:
    if not file.is_file():
        raise BadFileError(_NOT_THERE.format(file=file))
    if file.stat().st_size > MOST_BYTES:
        raise BadFileError(f"{file}: larger than {MOST_BYTES // 1024 // 1024} megabytes, which no list is.")
    return file.read_bytes()


def _account(content: bytes, file: Path) -> Row:
    """The day, the program, the versions, and the rules that could not be asked."""
    try:
        found = json.loads(content)
        as_of = date.fromisoformat(found["as_of"])
        not_asked = [[str(one["name"]), str(one["why_not"])] for one in found["rules"] if not one["asked"]]
        program = str(found["code_version"])
        versions = f"records {int(found['records_version'])}, links {int(found['links_version'])}"
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise BadFileError(f"{file}: expected the account that lanthorn identify writes beside its tables.") from fault
    if as_of > date.today():
        raise BadFileError(f"{file}: the day of the list has not come yet.")
    if any(len(text) > MOST_LETTERS for pair in not_asked for text in pair) or len(program) > 40:
        raise BadFileError(f"{file}: a text is longer than any that lanthorn identify writes.")
    return {"as_of": as_of, "program": program, "versions": versions, "not_asked": not_asked}


def _table(content: bytes, file: Path, name: str) -> list[Row]:
    wanted = _COLUMNS[name]
    try:
        opened = pq.ParquetFile(pa.BufferReader(content))
        if opened.metadata.num_rows > MOST_ROWS:
            raise BadFileError(f"{file}: more than {MOST_ROWS:,} rows, which no list has.")
        unpacked = sum(opened.metadata.row_group(group).total_byte_size for group in range(opened.num_row_groups))
        if unpacked > MOST_UNPACKED_BYTES:
            raise BadFileError(f"{file}: unpacks to more than {MOST_UNPACKED_BYTES // 1024 // 1024} megabytes.")
        missing = [column for column in wanted if column not in opened.schema_arrow.names]
        if missing:
            raise BadFileError(f"{file} has no column {missing[0]!r}: expected {', '.join(wanted)}.")
        wrong = [column for column, kind in wanted.items() if opened.schema_arrow.field(column).type != kind]
        if wrong:
            raise BadFileError(f"{file}: the column {wrong[0]!r} is not of the kind {wanted[wrong[0]]}.")
        rows: list[Row] = opened.read(columns=list(wanted)).to_pylist()
    except (pa.ArrowException, OSError) as fault:
        raise BadFileError(f"{file}: expected a Parquet file that lanthorn identify wrote.") from fault
    except UnicodeDecodeError as fault:
        raise BadFileError(f"{file}: a text in it is not UTF-8.") from fault
    for number, row in enumerate(rows, 1):
        for column, value in row.items():
            _check_cell(value, column, f"{file}, row {number}, {column!r}")
    return rows


def _check_cell(value: Any, column: str, where: str) -> None:
    if value is None or value == "":
        if column not in _MAY_BE_BLANK:
            raise BadFileError(f"{where}: blank, expected a value.")
    elif isinstance(value, str):
        most = 200 if column in {"child_id", "record_id", "rule", "name"} else MOST_LETTERS
        if len(value) > most:
            raise BadFileError(f"{where}: longer than {most:,} letters.")
        if not value.isprintable():
            raise BadFileError(f"{where}: holds a sign that cannot be printed.")


def _check_together(tables: dict[str, list[Row]], as_of: date, folder: Path) -> None:
    """Every reason is of a child, every record of a reason; each once; and nothing is later than the day."""
    children = _once(((row["child_id"],) for row in tables["children"]), folder / "children.parquet")
    reasons = _once(((row["child_id"], row["rule"]) for row in tables["reasons"]), folder / "reasons.parquet")
    _once(((row["child_id"], row["record_id"]) for row in tables["records"]), folder / "records.parquet")
    behind = {(row["child_id"], row["rule"]) for row in tables["evidence"]}
    own = {(row["child_id"],) for row in tables["records"]}
    checks = (
        ("reasons", "a reason of a child who is not in children.parquet", {key[:1] for key in reasons} - children),
        ("children", "a child without a reason", children - {key[:1] for key in reasons}),
        ("evidence", "a record behind a reason that is not in reasons.parquet", behind - reasons),
        ("reasons", "a reason without a record behind it", reasons - behind),
        ("records", "a record of a child who is not in children.parquet", own - children),
        ("children", "a child without a record", children - own),
    )
    for name, fault, found in checks:
        if found:
            raise BadFileError(f"{folder / name}.parquet: {fault} ({len(found):,} times). The list is not whole.")
    for name, column in (("children", "latest_on"), ("reasons", "latest_on"), ("evidence", "happened_on")):
        for number, row in enumerate(tables[name], 1):
            if row[column] > as_of:
                raise BadFileError(f"{folder / name}.parquet, row {number}, {column!r}: after the day of the list.")


def _once(keys: Iterator[tuple[str, ...]], file: Path) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for number, key in enumerate(keys, 1):
        if key in found:
            raise BadFileError(f"{file}, row {number}: stands there twice.")
        found.add(key)
    return found


def _who(content: bytes, file: Path) -> list[list[str]]:
    """The page of groups, without its headings; each cell as text."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise BadFileError(f"{file}: expected the CSV file that lanthorn identify writes.") from fault
    if not rows or rows[0] != WHO_HEADINGS:
        raise BadFileError(f"{file}: expected the headings {', '.join(WHO_HEADINGS)}.")
    for number, row in enumerate(rows[1:], 1):
        if len(row) != len(WHO_HEADINGS) or not all(len(cell) <= 200 and cell.isprintable() for cell in row):
            raise BadFileError(f"{file}, row {number} below the headings: expected {len(WHO_HEADINGS)} short texts.")
    return rows[1:]
