"""The record tables that the casework gives to the profile, each with where its rows come from."""

from lanthorn.casework.api.exports import around, of_cases, of_panels
from lanthorn.casework.api.exports.base import Export
from lanthorn.records import CASEWORK

_BY_NAME = {export.table.name: export for module in (of_cases, of_panels, around) for export in module.EXPORTS}
EXPORTS: tuple[Export, ...] = tuple(_BY_NAME[table.name] for table in CASEWORK)
"""In the order in which the tables refer to each other: a case comes before what belongs to it."""

__all__ = ["EXPORTS", "Export"]
