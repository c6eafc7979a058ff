"""What the unit views are made from: the store's tables on one connection, and the period asked about."""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis

from lanthorn.vocabulary import Period


@dataclass(frozen=True)
class Sources:
    """Record tables by name, `child` (which record is which child) among them, and a period."""

    tables: Mapping[str, ibis.Table]
    period: Period

    def __getitem__(self, name: str) -> ibis.Table:
        return self.tables[name]

    def missing(self, needs: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the needed tables that are not there."""
        return tuple(name for name in needs if name not in self.tables)

    def over(self, period: Period) -> "Sources":
        """The same tables for another period."""
        return Sources(self.tables, period)
