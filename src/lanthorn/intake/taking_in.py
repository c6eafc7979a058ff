"""The verb of this room: from files to a new version of the store's records, all of it or nothing.

The files are recognised and read; each is checked into a part that is kept by content; the parts of all slots, old
and new, are put together as the tables of one version.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from lanthorn.errors import BadDefinitionError, StoreError
from lanthorn.evidence import Input, Layer, Store, Version, duckdb_connection, fingerprint_text
from lanthorn.intake import casework, ssda903
from lanthorn.intake.assembly import Held, Outcome, assemble
from lanthorn.intake.extract import Extract
from lanthorn.intake.mapping import built_in, read_mapping
from lanthorn.intake.parts import read_raw, spill_into, write_parts
from lanthorn.intake.report import Change, FileLine, IntakeReport, Shift
from lanthorn.intake.slots import PathSays, chosen_authority, chosen_year
from lanthorn.intake.sources import Source, reading_of, survey, together
from lanthorn.intake.tables import parquet_files
from lanthorn.intake.walking import NotUsed, find_files
from lanthorn.records import TABLE_BY_NAME

_SCRATCH = ".reading"
_BUILT_IN = (*ssda903.EXTRACTS, *casework.EXTRACTS)
"""Extracts that no mapping describes anew: their layouts are not the agencies' to choose."""


def take_in(
    files: Sequence[Path],
    store: Store,
    *,
    mapping: Path | None = None,
    authority: str | None = None,
    year: str | None = None,
    today: date | None = None,
    progress: Callable[[str], None] | None = None,
) -> IntakeReport:
    """Take files, or all files in folders, into the store, and say what became of every row.

    A file is recognised by its header row: as an extract of `mapping` (a TOML file; the built-in one by default), as
    a file of the SSDA903 return, or as a table of the casework. `authority` and `year` are those of care returns whose
    folders do not say them. A file that was taken in before under the same name replaces what it brought then; the
    same file again changes nothing. No date may lie after `today`, the day of reading, unless its field allows it.
    `progress` is told what is being done, in words that name files and nobody.

    Raises BadFileError, naming every file that cannot be taken in; BadDefinitionError for a faulty mapping;
    LanthornError for an option that is no authority or year; StoreError for a store that is locked or damaged. Then
    nothing has been taken in.
    """
    tell = progress or (lambda _: None)
    extracts = _known_extracts(mapping)
    defaults = PathSays(chosen_year(year) if year else "", chosen_authority(authority) if authority else "")
    paths, not_used = find_files([Path(file) for file in files])
    with store.locked(), _scratch(store) as scratch, duckdb_connection() as connection:
        spill_into(connection, scratch)
        sources, unused, faults = survey(paths, extracts, defaults, tell)
        unread = [source for source in _each_part_once(sources) if not _part(store, source.part).is_file()]
        raw, unreadable = read_raw(unread, scratch, tell)
        if faults or unreadable:
            raise together([*faults, *unreadable])
        before = store.current(Layer.RECORDS)
        if unread:
            tell("Checking the rows")
        write_parts(connection, unread, raw, today or date.today(), scratch, store.parts)
        version, is_new = _write_version(store, connection, sources, before, extracts, tell)
        _forget_parts(store)
        return _report(connection, sources, [*not_used, *unused], before, version, is_new)


def _known_extracts(mapping: Path | None) -> tuple[Extract, ...]:
    own = built_in() if mapping is None else read_mapping(mapping)
    for extract in own:
        if extract.name in {entry.name for entry in _BUILT_IN}:
            raise BadDefinitionError(f"{mapping}: {extract.name!r} is the name of a built-in extract. Choose another.")
    return (*own, *_BUILT_IN)


@contextmanager
def _scratch(store: Store) -> Iterator[Path]:
    """A folder for what is on its way, inside the store because it names children; what a dead run left is cleared."""
    folder = store.parts / _SCRATCH
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _part(store: Store, fingerprint: str) -> Path:
    return store.parts / f"{fingerprint}.parquet"


def _each_part_once(sources: Sequence[Source]) -> list[Source]:
    return list({source.part: source for source in sources}.values())


def _write_version(
    store: Store,
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[Source],
    before: Version | None,
    extracts: Sequence[Extract],
    tell: Callable[[str], None],
) -> tuple[Version, bool]:
    """The version with these files in their slots: a new one, or the one in force where it has them already."""
    old = {entry.slot: entry for entry in before.manifest.inputs} if before else {}
    fresh = {source.slot: _input(source) for source in sources}
    inputs = {**old, **{slot: entry for slot, entry in fresh.items() if not _same(entry, old.get(slot))}}
    if before and inputs == old:
        return before, False
    held = {slot: _held(store, entry) for slot, entry in inputs.items()}
    with store.write(Layer.RECORDS) as writer:
        outcomes = assemble(connection, held, writer.path, tell)
        writer.inputs = [_counted(inputs[slot], outcomes[slot]) for slot in sorted(inputs)]
        writer.parameters = {"mapping": fingerprint_text(*(extract.fingerprint() for extract in extracts))}
    return store.need(Layer.RECORDS), True


def _input(source: Source) -> Input:
    found = source.recognised
    details = {
        "extract": source.extract.name,
        "mapping": source.extract.fingerprint(),
        "encoding": found.encoding,
        "sheet": found.sheet,
        "unread": source.extract.unread(found.headings),
        "given": source.given,
        "part": source.part,
        "reading": reading_of(source.extract.table),
    }
    return Input(source.slot, found.path.name, source.sha256, source.extract.table.name, 0, 0, 0, details)


def _same(entry: Input, old: Input | None) -> bool:
    return old is not None and old.details["part"] == entry.details["part"]


def _held(store: Store, entry: Input) -> Held:
    """Where a slot's part is. Raises StoreError where it is gone, or was made under earlier checks."""
    part = _part(store, entry.details["part"])
    if not part.is_file() or entry.details["reading"] != reading_of(TABLE_BY_NAME[entry.table]):
        what = "is gone from the store" if not part.is_file() else "was read by an earlier version of the checks"
        raise StoreError(f"What was read of {entry.slot} {what}. Take {entry.file} in again, with the other files.")
    return Held(entry.table, part)


def _counted(entry: Input, outcome: Outcome) -> Input:
    details = {**entry.details, "noted": outcome.noted}
    return Input(
        entry.slot, entry.file, entry.sha256, entry.table, outcome.rows, outcome.accepted, outcome.rejected, details
    )


def _forget_parts(store: Store) -> None:
    """Delete the parts that no version names: a part lives as long as the versions that can be gone back to."""
    try:
        versions = store.versions(Layer.RECORDS)
    except StoreError:
        # What a damaged version needs cannot be known, so nothing is deleted; the version in force is whole.
        return
    needed = {_part(store, entry.details["part"]).name for version in versions for entry in version.manifest.inputs}
    for path in store.parts.glob("*.parquet"):
        if path.name not in needed:
            path.unlink()


def _report(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[Source],
    not_used: Sequence[NotUsed],
    before: Version | None,
    version: Version,
    is_new: bool,
) -> IntakeReport:
    old = {entry.slot: entry for entry in before.manifest.inputs} if before else {}
    now = {entry.slot: entry for entry in version.manifest.inputs}
    of_this_run = {source.slot for source in sources}
    shifts = tuple(
        Shift(slot, entry.accepted, now[slot].accepted)
        for slot, entry in old.items()
        if slot not in of_this_run and entry.accepted != now[slot].accepted
    )
    ledger = version.table("reject")
    query = f"SELECT reason, count(*) FROM {parquet_files([ledger])} GROUP BY reason ORDER BY 2 DESC, 1"
    return IntakeReport(
        files=tuple(_line(source, now[source.slot], old) for source in sources),
        not_used=tuple(not_used),
        version=version.number,
        is_new_version=is_new,
        ledger=ledger,
        notes=version.table("field_note"),
        shifts=shifts,
        rejected_by_reason=dict(connection.execute(query).fetchall()),
    )


def _line(source: Source, entry: Input, old: Mapping[str, Input]) -> FileLine:
    earlier = old.get(source.slot)
    change = Change.NEW if earlier is None else Change.UNCHANGED if _same(entry, earlier) else Change.REPLACED
    details: dict[str, Any] = entry.details
    return FileLine(
        file=source.recognised.file,
        slot=source.slot,
        recognised_as=source.extract.name,
        authority=source.given.get("care_authority", ""),
        year=source.given.get("return_year", ""),
        encoding=source.recognised.encoding,
        rows=entry.rows,
        accepted=entry.accepted,
        rejected=entry.rejected,
        noted=details["noted"],
        change=change,
        rows_before=earlier.rows if earlier is not None and change is Change.REPLACED else None,
        unread=tuple(details["unread"]),
    )
