"""What one row is, per table: fields, kinds, keys, meaning. No readers and no SQL live here."""

from lanthorn.records.care import CARE_ABSENCE, CARE_CHILD, CARE_EPISODE
from lanthorn.records.casework import CASEWORK
from lanthorn.records.field import Field, Kind
from lanthorn.records.police import INVOLVEMENT, MISSING_REPORT, OFFENCE
from lanthorn.records.table import PROVENANCE, Table, record_id

TABLES: tuple[Table, ...] = (
    OFFENCE, INVOLVEMENT, MISSING_REPORT, CARE_CHILD, CARE_EPISODE, CARE_ABSENCE, *CASEWORK,
)  # fmt: skip
"""Every table of agency records and of the casework, in the order in which the others refer to them."""

TABLE_BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}

__all__ = [
    "CARE_ABSENCE",
    "CARE_CHILD",
    "CARE_EPISODE",
    "CASEWORK",
    "INVOLVEMENT",
    "MISSING_REPORT",
    "OFFENCE",
    "PROVENANCE",
    "TABLES",
    "TABLE_BY_NAME",
    "Field",
    "Kind",
    "Table",
    "record_id",
]
