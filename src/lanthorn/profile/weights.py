"""Which counts a reader can spare, and which the briefing is about: the rows of `weights.toml` for a publication.

Given every count of a publication by its one name; gives the weights and the counts to keep, as protection asks for.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from lanthorn.disclosure.publication import Count

_ANY = "*"


@dataclass(frozen=True)
class Weights:
    """What it costs to hide each count, and which are hidden only where nothing else would do."""

    weights: Mapping[Count, int]
    keep: frozenset[Count]


@dataclass(frozen=True)
class _Row:
    weight: int = 1
    keep: bool = False
    dimensions: frozenset[str] | None = None
    has: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def fits(self, count: Count) -> bool:
        where = dict(count.where)
        if self.dimensions is not None and self.dimensions != where.keys():
            return False
        return all(
            bool(values.intersection(where.values())) if name == _ANY else where.get(name) in values
            for name, values in self.has.items()
        )


@cache
def _rows() -> tuple[int, tuple[_Row, ...]]:
    text = (files("lanthorn.profile") / "data" / "weights.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    rows = tuple(
        _Row(
            weight=int(row.get("weight", data["usual"])),
            keep=bool(row.get("keep", False)),
            dimensions=frozenset(row["dimensions"]) if "dimensions" in row else None,
            has={name: frozenset(values) for name, values in row.get("has", {}).items()},
        )
        for row in data["weight"]
    )
    return int(data["usual"]), rows


def weights_of(counts: Iterable[Count]) -> Weights:
    """The first row that fits holds for a count; the usual weight where none does."""
    usual, rows = _rows()
    weights: dict[Count, int] = {}
    keep: set[Count] = set()
    for count in counts:
        row = next((row for row in rows if row.fits(count)), _Row(usual))
        weights[count] = row.weight
        if row.keep:
            keep.add(count)
    return Weights(weights, frozenset(keep))
