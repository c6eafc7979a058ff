"""What the unit views are made from: the store's tables on one connection, and the period asked about.

A view that several others rest on is computed once: `kept` marks it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps

import ibis

from lanthorn.vocabulary import Period


@dataclass(frozen=True)
class Sources:
    """Record tables by name, `child` (which record is which child) among them, and a period."""

    tables: Mapping[str, ibis.Table]
    period: Period
    _kept: dict[str, ibis.Table] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, name: str) -> ibis.Table:
        return self.tables[name]

    def missing(self, needs: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the needed tables that are not there."""
        return tuple(name for name in needs if name not in self.tables)

    def over(self, period: Period) -> "Sources":
        """The same tables for another period."""
        return Sources(self.tables, period)

    def once(self, view: Callable[["Sources"], ibis.Table]) -> ibis.Table:
        """What a view gives, computed on the first call and kept for the next."""
        name = f"{view.__module__}.{view.__qualname__}"
        if name not in self._kept:
            self._kept[name] = view(self).cache()
        return self._kept[name]


def kept(view: Callable[[Sources], ibis.Table]) -> Callable[[Sources], ibis.Table]:
    """Mark a view that several others rest on: it is computed once for the same sources."""

    @wraps(view)
    def once(sources: Sources) -> ibis.Table:
        return sources.once(view)

    return once
