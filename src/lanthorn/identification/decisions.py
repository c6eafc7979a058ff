"""What people decided before: read, checked, and laid beside the children that linkage finds now.

A decision names a child by any record of the child, so that it holds when linkage names the child anew.
"""

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from lanthorn.errors import BadFileError
from lanthorn.identification.given import columns, read_file

DECIDED = pa.schema({"child": pa.string(), "rule": pa.string(), "decided_on": pa.date32(), "decision": pa.string()})
"""The columns of a table of decisions: any record of the child, the rule, the day, and what was decided."""

RECORDS = "records"
"""A further column, which a table of decisions may have: the records that were seen, as a list or divided by "; "."""


def read_decided(file: Path) -> Any:
    """A table of decisions from a CSV or Parquet file. Raises BadFileError where it is not one."""
    return checked(read_file(file), str(file))


def checked(table: Any, where: str = "The table of decisions") -> Any:
    """The table with the columns of DECIDED and `records`, a list that is missing where none were given.

    Raises BadFileError where a column is missing, of another kind, or blank.
    """
    return columns(table, DECIDED, where).append_column(RECORDS, _seen(table, where))


def _seen(table: Any, where: str) -> Any:
    texts = pa.list_(pa.string())
    if RECORDS not in table.column_names:
        return pa.nulls(table.num_rows, texts)
    column = table[RECORDS]
    if pa.types.is_null(column.type) or pa.types.is_list(column.type):
        return column.cast(texts)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        column = column.cast(pa.string())
        return pc.split_pattern(pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column), "; ")
    raise BadFileError(f'{where}: the column {RECORDS!r} is to hold lists of records, or texts divided by "; ".')


def lay_beside(connection: duckdb.DuckDBPyConnection, decided: Any) -> int:
    """Make the table `decision` (child_id, rule, decided_on, decision, seen, seen_until) from decisions by the day.

    The connection holds `child`, `rule` and `as_of`. Gives back how many decisions name no record or rule there is.
    """
    connection.register("decided", decided)
    connection.execute(_LATEST)
    [(unknown,)] = connection.execute(_UNKNOWN).fetchall()
    return int(unknown)


_LATEST = """
    create table decision as
    select child.child_id, decided.rule, max(decided_on) as decided_on,
        arg_max(decision, decided_on || decision) as decision,
        coalesce(list_distinct(flatten(list(records) filter (records is not null))), []) as seen,
        max(decided_on) filter (records is null) as seen_until
    from decided join child on child.record_id = decided.child join rule on rule.id = decided.rule
    where decided_on <= (select day from as_of)
    group by child.child_id, decided.rule
"""

_UNKNOWN = """
    select count(*) from decided
    where child not in (select record_id from child) or rule not in (select id from rule)
"""
