"""A table of records: its fields in order, its key, and where its rows come from."""

from dataclasses import dataclass
from functools import cached_property

from lanthorn.records.field import Field, Kind


@dataclass(frozen=True)
class Table:
    """What one row of a table is.

    `refers_to` names the table whose key the first fields of this one's key repeat: a person in an offence
    refers to the offence. A row that refers to nothing is kept out and stands in the ledger.
    """

    name: str
    meaning: str
    agency: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    refers_to: str = ""
    reference: tuple[str, ...] = ()
    """The fields that hold the other table's key, in its order."""

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Field name to field."""
        return {field.name: field for field in self.fields}

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the fields without which there is no record."""
        return tuple(field.name for field in self.fields if field.required)


PROVENANCE = (
    Field("source", Kind.TEXT, "Which loaded file the row comes from (its slot in the store)", required=True),
    Field("source_row", Kind.NUMBER, "The row's number in that file; the header is row 1", required=True),
)
"""The two columns that every stored table has after its own fields."""


def record_id(table: str, *key: str) -> str:
    """The one name of a record across the store: the table's name and the key's values, joined.

    >>> record_id("missing_report", "MP1407")
    'missing_report:MP1407'
    """
    return f"{table}:{'|'.join(key)}"
