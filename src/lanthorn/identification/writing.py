"""Writing a run's answer into a folder: tables for the agency's own use, all of them or none.

What is written identifies records of children. Only its owner may read the folder, no cell can act as a formula in a
spreadsheet, and nothing of it is for publication.
"""

import csv
import io
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from lanthorn import __version__
from lanthorn.errors import LanthornError
from lanthorn.identification.considered import Asked, Considered

_MARKER = "identification.json"
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_OWNER_ONLY_FOLDER, _OWNER_ONLY_FILE = 0o700, 0o600


def write_considered(
    considered: Considered, folder: Path, who: Sequence[Sequence[str]] | None = None
) -> tuple[Path, ...]:
    """Write children.csv and reasons.csv for people, tables for the casework, and what the run was; gives the files.

    `who`, rows of texts with their headings first and small counts hidden, says who is brought to attention. What an
    earlier run wrote there is replaced as a whole. Raises LanthornError for a folder that holds other things.
    """
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / _MARKER).is_file())):
        raise LanthornError(f"{folder} holds other things: expected a new or empty folder, or one of an earlier run.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=_OWNER_ONLY_FOLDER)
    try:
        _write_into(making, considered)
        if who is not None:
            _write_text(making / "who.csv", csv_bytes(who[0], who[1:]))
        shutil.rmtree(folder, ignore_errors=True)
        making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return tuple(sorted(folder.iterdir()))


def _write_into(folder: Path, considered: Considered) -> None:
    children, reasons = _rows(considered)
    _write_text(folder / "children.csv", csv_bytes(("child", "latest event", "reasons", "decided before"), children))
    _write_text(folder / "reasons.csv", csv_bytes(_REASON_HEADINGS, reasons))
    for name in ("children", "reasons", "evidence", "records"):
        _write_text(folder / f"{name}.parquet", b"")
        pq.write_table(getattr(considered, name), folder / f"{name}.parquet")
    _write_text(folder / _MARKER, (json.dumps(_account(considered), indent=2, ensure_ascii=False) + "\n").encode())


_REASON_HEADINGS = (
    "child", "rule", "version", "name", "reason", "latest event", "new records", "records", "decided on", "decision",
    "source",
)  # fmt: skip


def _rows(considered: Considered) -> tuple[list[Sequence[str]], list[Sequence[str]]]:
    children: list[Sequence[str]] = []
    reasons: list[Sequence[str]] = []
    for child in considered.view():
        before = any(reason.decided_on for reason in child.reasons)
        names = "; ".join(reason.name for reason in child.reasons)
        children.append((child.child_id, str(child.latest_on), names, "yes" if before else "no"))
        for reason in child.reasons:
            new = [record.record_id for record in reason.records if record.is_new]
            all_records = [record.record_id for record in reason.records]
            reasons.append(
                (
                    child.child_id, reason.rule, reason.version, reason.name, reason.words, str(reason.latest_on),
                    "; ".join(new), "; ".join(all_records), str(reason.decided_on or ""), reason.decision or "",
                    reason.source,
                )
            )  # fmt: skip
    return children, reasons


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file in which no cell can act as a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")  # the mark by which spreadsheets know UTF-8


def _inert(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell


def _write_text(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY_FILE), "wb") as target:
        target.write(content)


def _account(considered: Considered) -> dict[str, object]:
    """What the run was: the day, the versions it read, and every rule with its parameters and whether it was asked."""
    return {
        "what": "Children to consider, for the agency's own use. It identifies records: keep it as safe as the store.",
        "as_of": str(considered.as_of),
        "code_version": __version__,
        "records_version": considered.records_version,
        "links_version": considered.links_version,
        "children": considered.children.num_rows,
        "adults_left_out": considered.adults_left_out,
        "decided_left_out": considered.decided_left_out,
        "decisions_not_understood": considered.decisions_not_understood,
        "rules": [_rule_account(asked) for asked in considered.asked],
    }


def _rule_account(asked: Asked) -> dict[str, object]:
    rule = asked.rule
    values = {name: str(value) if isinstance(value, date) else value for name, value in asked.parameters.items()}
    defaults = {name: asdict(parameter)["reason"] for name, parameter in rule.parameters.items()}
    return {
        "id": rule.id,
        "version": rule.version,
        "name": rule.name,
        "source": rule.source,
        "parameters": values,
        "reasons_of_the_defaults": defaults,
        "asked": not asked.why_not,
        "why_not": asked.why_not,
        "children": asked.children,
        "caveats": list(rule.caveats),
    }
