"""What the casework exports: one file a table, its headings the names of the fields, dates and moments in ISO 8601.

The layout follows from `lanthorn.records`, so that the casework and this reader cannot come apart.
"""

from lanthorn.intake.extract import Extract
from lanthorn.records import CASEWORK

WITHHELD = "withheld"
"""What the casework writes for a value that whoever asked may not read."""

EXTRACTS = tuple(
    # A file of headings alone says that nothing of the kind was recorded.
    Extract(
        name=f"casework-{table.name.replace('_', '-')}",
        table=table,
        columns={field.name: field.name for field in table.fields},
        blank=("", WITHHELD),
        may_be_empty=True,
    )
    for table in CASEWORK
)
