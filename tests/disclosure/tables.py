"""Random joint counts, and the tables with all margins that follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from hypothesis import strategies as st

from lanthorn.disclosure.publication import TOTAL, Table


@dataclass(frozen=True)
class Joint:
    """Units by all their dimensions."""

    dimensions: tuple[str, ...]
    counts: Mapping[tuple[str, ...], int]


@st.composite
def joint_counts(draw: st.DrawFn, sizes: Mapping[str, int], units: int) -> Joint:
    """Up to some number of units, spread over all combinations of values ("row0", "row1", …)."""
    keys = list(product(*([f"{name}{number}" for number in range(size)] for name, size in sizes.items())))
    placed = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=units))
    return Joint(tuple(sizes), {key: placed.count(key) for key in keys})


def full_table(joint: Joint, *dimensions: str, name: str = "") -> Table:
    """The table by some dimensions with every margin."""
    places = [joint.dimensions.index(dimension) for dimension in dimensions]
    cells: dict[tuple[str, ...], int] = {}
    for key, number in joint.counts.items():
        mine = [key[place] for place in places]
        for shown in product(*((value, TOTAL) for value in mine)):
            cells[shown] = cells.get(shown, 0) + number
    return Table(name or " by ".join(dimensions), "children", dimensions, cells)
