"""The briefing for machines: JSON under a published schema, Parquet of its tables, and what changed between two."""

from lanthorn.profile.machine.changes import Changes, diff
from lanthorn.profile.machine.document import as_document, read_document, render_json
from lanthorn.profile.machine.schema import schema, validate
from lanthorn.profile.machine.tables import render_parquet, tidy

__all__ = [
    "Changes",
    "as_document",
    "diff",
    "read_document",
    "render_json",
    "render_parquet",
    "schema",
    "tidy",
    "validate",
]
