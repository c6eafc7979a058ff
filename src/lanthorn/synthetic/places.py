"""Places: London's authorities, then the authorities outside from which children come, by one running number.

Gives rates per place as arrays, distances on the tile map, and how agencies write a place's name.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from lanthorn.synthetic.chance import Floats, Ints, Rng, choose
from lanthorn.synthetic.parameters import parameter_rows, parameters
from lanthorn.vocabulary import OUTSIDE, area_of, authorities


@dataclass(frozen=True)
class Places:
    """All places; the first `in_london` of them are London's authorities in the order of their GSS codes."""

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    areas: tuple[str, ...]
    in_london: int
    flagged_rate: Floats
    looked_after_rate: Floats
    missing_ratio: Floats
    attraction: Floats

    def nearness(self, tiles: float) -> Floats:
        """London by London: exponential decay with the distance in tiles, nothing for a place itself."""
        at = np.array([(entry.tile_column, entry.tile_row) for entry in authorities()], dtype=float)
        apart = np.hypot(at[:, None, 0] - at[None, :, 0], at[:, None, 1] - at[None, :, 1])
        near = np.exp(-apart / tiles)
        np.fill_diagonal(near, 0.0)
        return np.asarray(near)

    def area_numbers(self, areas: tuple[str, ...]) -> Ints:
        """For each place the number of its area in `areas`."""
        return np.array([areas.index(area) for area in self.areas], dtype=np.int64)


@cache
def places() -> Places:
    """The places of ``data/places.csv``."""
    rows = parameter_rows("places")
    london = [row for row in rows if row["kind"] == "london"]

    def rate(field: str, per: float) -> Floats:
        return np.array([float(row[field]) / per for row in london])

    return Places(
        codes=tuple(row["code"] for row in rows),
        labels=tuple(row["label"] for row in rows),
        areas=tuple(area_of(row["code"]) if row["kind"] == "london" else OUTSIDE for row in rows),
        in_london=len(london),
        flagged_rate=np.array([float(row["flagged_per_10000"]) for row in rows]),
        looked_after_rate=rate("looked_after_per_10000", 10_000),
        missing_ratio=rate("missing_ratio", 1),
        attraction=rate("attraction", 1),
    )


@cache
def _written() -> Any:
    """Every place's name in every style, style by style, then one empty text."""
    labels = places().labels
    london = places().in_london
    prefixed = [f"LB {label}" if number < london else label for number, label in enumerate(labels)]
    long = [f"London Borough of {label}" if number < london else label for number, label in enumerate(labels)]
    return pa.array([*labels, *prefixed, *(label.upper() for label in labels), *long])


def written_names(rng: Rng, place: Ints) -> Any:
    """The names of places as police users write them: plain, with LB, in capitals or in full."""
    styles = parameters("errors")["authority_style"]
    weights = [styles[name]["rate"] for name in ("plain", "prefixed", "capitals", "long")]
    style = choose(rng, weights, len(place))
    return _written().take(pa.array(style * len(places().labels) + place))
