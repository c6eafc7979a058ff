"""A copy of the whole database at one moment, with the head of the audit at that moment; and putting it back.

Given a folder, writes `<moment>.dump` (PostgreSQL's custom format) or `<moment>.sqlite3`, with `<moment>.json`.
The file has its name only once it is whole.
"""

import hashlib
import json
import os
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from lanthorn.casework.audit.chain import Head
from lanthorn.casework.audit.models import AuditHead
from lanthorn.errors import LanthornError


class BackUpError(LanthornError):
    """A back-up that could not be made, or is not what was written, or must not be put back here."""


@dataclass(frozen=True)
class BackUp:
    """One back-up: its file, what the file must hash to, and where the audit ended."""

    file: Path
    digest: str
    head: Head


def back_up(folder: Path) -> BackUp:
    """Copy the database into the folder while it runs. Raises BackUpError; then nothing is left behind."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    file = folder / f"{moment}.{'sqlite3' if connection.vendor == 'sqlite' else 'dump'}"
    unfinished = file.with_suffix(".unfinished")
    try:
        unfinished.touch(mode=0o600, exist_ok=False)
        head = _copy_sqlite(unfinished) if connection.vendor == "sqlite" else _copy_postgresql(unfinished)
        made = BackUp(file, _digest(unfinished), head)
        note = {"file": file.name, "sha256": made.digest, "sequence": head.sequence, "hash": head.hash}
        described = file.with_suffix(".json")
        with open(described, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as opened:
            json.dump(note, opened)
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return made


def read_back_up(file: Path) -> BackUp:
    """The back-up in this file. Raises BackUpError where its description is missing or the file is another."""
    described = file.with_suffix(".json")
    try:
        note = json.loads(described.read_text(encoding="utf-8"))
        kept = BackUp(file, str(note["sha256"]), Head(int(note["sequence"]), str(note["hash"])))
        digest = _digest(file)
    except (OSError, ValueError, KeyError) as fault:
        raise BackUpError(f"{file.name} is no back-up, or {described.name} beside it is missing: {fault}") from fault
    if digest != kept.digest:
        raise BackUpError(f"{file.name} is not what was written: expected SHA-256 {kept.digest}, found {digest}.")
    return kept


def restore(kept: BackUp) -> None:
    """Put the back-up into the database of these settings. Raises BackUpError where that has tables already."""
    if connection.introspection.table_names():
        raise BackUpError("This database has tables already. Restore into an empty one, and look at it before use.")
    if connection.vendor == "sqlite":
        connection.close()
        with closing(sqlite3.connect(kept.file)) as source, closing(sqlite3.connect(_name())) as target:
            source.backup(target)
    else:
        options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        _run("pg_restore", [*options, "--dbname", _name(), str(kept.file)])


def _copy_sqlite(target: Path) -> Head:
    with closing(sqlite3.connect(_name())) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        sequence, latest = copy.execute("select sequence, hash from audit_audithead").fetchone()
    return Head(sequence, latest)


def _copy_postgresql(target: Path) -> Head:
    """The dump and the head are of the same moment: pg_dump reads the snapshot in which the head was read."""
    with _one_moment() as snapshot:
        head = AuditHead.objects.get(id=1)
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        _run("pg_dump", [*options, f"--file={target}", _name()])
    return Head(head.sequence, head.hash)


@contextmanager
def _one_moment() -> Iterator[str]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        cursor.execute("select pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _run(program: str, arguments: Sequence[str]) -> None:
    """Run a program of PostgreSQL. The password goes by the environment, as other users see a command's arguments."""
    chosen: dict[str, Any] = connection.settings_dict
    named = {
        "PGHOST": chosen["HOST"] or chosen["OPTIONS"].get("host", ""), "PGPORT": chosen["PORT"],
        "PGUSER": chosen["USER"], "PGPASSWORD": chosen["PASSWORD"], "PGSSLMODE": chosen["OPTIONS"].get("sslmode", ""),
        "PGSSLROOTCERT": chosen["OPTIONS"].get("sslrootcert", ""),
    }  # fmt: skip
    environment = os.environ | {name: str(value) for name, value in named.items() if value}
    try:
        done = subprocess.run(  # noqa: S603 - pg_dump or pg_restore, with arguments made above
            [program, *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as missing:
        raise BackUpError(f"{program} is not installed: apt-get install postgresql-client") from missing
    if done.returncode:
        raise BackUpError(f"{program} did not succeed: {done.stderr.strip()}")


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
