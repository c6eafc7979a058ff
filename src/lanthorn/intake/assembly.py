"""From the parts of all slots to the tables of one version: which rows stand, which are kept out, which are noted.

Whether a row repeats another or refers to nothing depends on everything that is loaded. So it is decided over the
whole store at each version, and a row kept out today is let in when what it refers to arrives.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from lanthorn.intake.reasons import REFERS_TO_NOTHING, REPEATS
from lanthorn.intake.tables import FIELD_NOTE, REJECT, parquet_files, select_list, write_query
from lanthorn.intake.values import name, text
from lanthorn.records import PROVENANCE, TABLES, Field, Table


@dataclass(frozen=True)
class Held:
    """What a slot holds: the table its rows belong to and the file of its part."""

    table: str
    part: Path


@dataclass(frozen=True)
class Outcome:
    """What became of the rows of one slot."""

    rows: int
    accepted: int
    rejected: int
    noted: int


def assemble(
    connection: duckdb.DuckDBPyConnection,
    slots: Mapping[str, Held],
    target: Callable[[str], Path],
    tell: Callable[[str], None],
) -> dict[str, Outcome]:
    """Write every table, `reject` and `field_note`; gives back what became of each slot's rows.

    Of rows with the same key the first stands: that of the first slot in alphabetical order, then the first in the
    file. Raises RuntimeError, a fault of the program, where the rows of a slot do not add up.
    """
    order = {slot: number for number, slot in enumerate(sorted(slots))}
    _make_slots(connection, slots, order)
    rejects, notes = [], []
    for table in TABLES:
        parts = sorted({held.part for held in slots.values() if held.table == table.name})
        if not parts:
            continue
        tell(f"Putting together {table.name}")
        _open_rows(connection, table, parts)
        _keep_out(connection, table, target)
        write_query(connection, _accepted(table), target(table.name))
        rejects += [_faulty(table), f"SELECT * FROM {_kept_out(table)}"]
        notes.append(_noted(table))
    tell("Writing the ledger")
    ledger = f"SELECT * FROM ({' UNION ALL BY NAME '.join(rejects)}) ORDER BY slot_number, source_row"
    write_query(connection, _with_slot(ledger, REJECT, "slot_number, source_row"), target("reject"))
    place = "slot_number, source_row, place"
    write_query(connection, _with_slot(" UNION ALL ".join(notes), FIELD_NOTE, place), target("field_note"))
    return _outcomes(connection, slots, order, target)


def _make_slots(connection: duckdb.DuckDBPyConnection, slots: Mapping[str, Held], order: Mapping[str, int]) -> None:
    arriving = pa.table(
        {
            "slot_number": pa.array(list(order.values()), pa.int32()),
            "slot": pa.array(list(order), pa.string()),
            "record_table": pa.array([slots[slot].table for slot in order], pa.string()),
            "part": pa.array([slots[slot].part.name for slot in order], pa.string()),
        }
    )
    connection.register("arriving", arriving)
    connection.execute("CREATE OR REPLACE TEMP TABLE slot AS SELECT * FROM arriving")
    connection.unregister("arriving")


def _open_rows(connection: duckdb.DuckDBPyConnection, table: Table, parts: list[Path]) -> None:
    """Make the view of all rows of all slots of a table. Two slots may hold the same part."""
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {_rows(table)} AS "
        f"SELECT slot.slot_number, part.* EXCLUDE (filename) FROM {parquet_files(parts, 'filename = true')} AS part "
        f"JOIN slot ON slot.part = parse_filename(part.filename) AND slot.record_table = {text(table.name)}"
    )


def _keep_out(connection: duckdb.DuckDBPyConnection, table: Table, target: Callable[[str], Path]) -> None:
    """Make the table of rows that are kept out because of other rows, each with its entry for the ledger."""
    queries = [_repeats(table)]
    lost = "FALSE"
    if table.refers_to:
        known = "SELECT 1 WHERE FALSE"
        if target(table.refers_to).is_file():
            same = " AND ".join(f"known.{name(theirs)} = sound.{name(ours)}" for theirs, ours in _reference(table))
            known = f"SELECT 1 FROM {parquet_files([target(table.refers_to)])} AS known WHERE {same}"
        lost = f"NOT EXISTS ({known})"
        queries.append(_lost(table))
    looked_at = ", ".join(name(field) for field in dict.fromkeys((*table.key, *table.reference)))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_kept_out(table)} AS "
        f"WITH sound AS (SELECT slot_number, source_row, {looked_at} FROM {_rows(table)} WHERE fault IS NULL), "
        f"placed AS (SELECT *, {lost} AS lost FROM sound) "
        f"{' UNION ALL '.join(queries)}"
    )


def _reference(table: Table) -> list[tuple[str, str]]:
    """Pairs of fields: of the table referred to, and of this one."""
    theirs = next(entry for entry in TABLES if entry.name == table.refers_to)
    return list(zip(theirs.key, table.reference, strict=True))


def _repeats(table: Table) -> str:
    key = ", ".join(name(field) for field in table.key)
    return f"""
        SELECT placed.slot_number, placed.source_row, {text(", ".join(table.key))} AS field,
            {_joined("placed", table.key)} AS found,
            'no second row with this key: row ' || earliest.row.source_row || ' of ' || slot.slot || ' has it'
                AS expected,
            {text(REPEATS)} AS reason
        FROM placed
        JOIN (
            SELECT {key}, min({{'slot_number': slot_number, 'source_row': source_row}}) AS row
            FROM placed WHERE NOT lost GROUP BY {key} HAVING count(*) > 1
        ) AS earliest USING ({key})
        JOIN slot ON slot.slot_number = earliest.row.slot_number
        WHERE (placed.slot_number, placed.source_row) <> (earliest.row.slot_number, earliest.row.source_row)
    """


def _lost(table: Table) -> str:
    return (
        f"SELECT slot_number, source_row, {text(', '.join(table.reference))} AS field, "
        f"{_joined('placed', table.reference)} AS found, "
        f"{text(f'a row of {table.refers_to} with this key')} AS expected, {text(REFERS_TO_NOTHING)} AS reason "
        "FROM placed WHERE lost"
    )


def _joined(relation: str, fields: tuple[str, ...]) -> str:
    return f"concat_ws(' | ', {', '.join(f'{relation}.{name(field)}' for field in fields)})"


def _accepted(table: Table) -> str:
    fields = select_list(table.fields)
    return (
        f"SELECT {fields}, slot.slot AS source, source_row FROM {_rows(table)} AS given JOIN slot USING (slot_number) "
        f"WHERE {_stands(table)} ORDER BY slot_number, source_row"
    )


def _stands(table: Table) -> str:
    """Whether a row of `given` is accepted."""
    return (
        f"given.fault IS NULL AND NOT EXISTS (SELECT 1 FROM {_kept_out(table)} AS kept_out WHERE "
        "kept_out.slot_number = given.slot_number AND kept_out.source_row = given.source_row)"
    )


def _faulty(table: Table) -> str:
    return f"SELECT slot_number, source_row, unnest(fault) FROM {_rows(table)} WHERE fault IS NOT NULL"


def _noted(table: Table) -> str:
    return (
        "SELECT slot_number, source_row, generate_subscripts(notes, 1) AS place, unnest(notes, recursive := true) "
        f"FROM {_rows(table)} AS given WHERE notes IS NOT NULL AND {_stands(table)}"
    )


def _with_slot(query: str, fields: tuple[Field, ...], order: str) -> str:
    own = select_list(tuple(field for field in fields if field not in PROVENANCE))
    return (
        f"SELECT slot.slot AS source, source_row, {own} FROM ({query}) JOIN slot USING (slot_number) ORDER BY {order}"
    )


def _rows(table: Table) -> str:
    return name(f"rows of {table.name}")


def _kept_out(table: Table) -> str:
    return name(f"kept out of {table.name}")


def _outcomes(
    connection: duckdb.DuckDBPyConnection,
    slots: Mapping[str, Held],
    order: Mapping[str, int],
    target: Callable[[str], Path],
) -> dict[str, Outcome]:
    """Count again what was written, slot by slot, and check that no row was lost on the way."""
    held = {entry.table for entry in slots.values()}
    rows = " UNION ALL ".join(f"SELECT slot_number FROM {_rows(table)}" for table in TABLES if table.name in held)
    read = dict(connection.execute(f"SELECT slot_number, count(*) FROM ({rows}) GROUP BY ALL").fetchall())
    accepted: dict[str, int] = {}
    for table in sorted(held):
        accepted |= _by_source(connection, target(table))
    rejected, noted = _by_source(connection, target("reject")), _by_source(connection, target("field_note"))
    outcomes = {}
    for slot, number in order.items():
        outcome = Outcome(read.get(number, 0), accepted.get(slot, 0), rejected.get(slot, 0), noted.get(slot, 0))
        if outcome.rows != outcome.accepted + outcome.rejected:
            raise RuntimeError(
                f"{slot}: {outcome.rows} rows in, but {outcome.accepted} accepted and {outcome.rejected} rejected"
            )
        outcomes[slot] = outcome
    return outcomes


def _by_source(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, int]:
    query = f"SELECT source, count(*) FROM {parquet_files([path])} GROUP BY source"
    return dict(connection.execute(query).fetchall())
