"""Controlled rounding: every count to a multiple of a base, less than one base away, with tables still additive.

A small integer program: each count goes down or up, and all additions hold among the rounded numbers (Hundepool et al.
2012, chapter 5.4.3). Where linked tables allow none, counts may go one base further, and the publication says so.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.protection.cells import Cells, cells_of
from lanthorn.disclosure.protection.report import Protected, ProtectionReport
from lanthorn.disclosure.protection.solver import Model
from lanthorn.disclosure.publication import How, Method, Publication, Rounding, Symbol


def round_publication(publication: Publication, base: int, seconds: float) -> Protected:
    """The publication rounded, with the least change in all. Raises PublicationError where there is no additive way."""
    if base < 2:
        raise PublicationError(f"found the rounding base {base}; expected at least 2")
    cells = cells_of(publication)
    rounded = cells.values.copy()
    further = 0
    for members in cells.groups:
        steps, beyond = _rounded(cells, members, base, seconds)
        rounded[members] = steps * base
        further = max(further, beyond)
    places = cells.places
    tables = tuple(
        replace(
            table,
            cells={
                key: value if isinstance(value, Symbol) else int(rounded[places[publication.count(table, key)]])
                for key, value in table.cells.items()
            },
            contributions={},
            keys={},
        )
        for table in publication.tables
    )
    how = Rounding(base, How.CONTROLLED, small_hidden=False)
    if further:
        how = Rounding(base * (1 + further) - 1, How.WITHIN, small_hidden=False)
    made = replace(publication, tables=tables, roundings=(how,), method=Method.ROUNDING)
    published = slice(0, len(cells.counts))
    changed = int((rounded[published] != cells.values[published]).sum())
    cost = float(np.abs(rounded[published] - cells.values[published]).sum())
    report = ProtectionReport(Method.ROUNDING, len(cells.counts), cost=cost, bound=cost, changed=changed)
    return Protected(made, report)


def _rounded(cells: Cells, members: NDArray[np.int64], base: int, seconds: float) -> tuple[NDArray[np.int64], int]:
    """Multiples of the base for each member, and how many bases further than usual one may have gone."""
    rows = np.unique(cells.additions[:, members].nonzero()[0])
    published = members < len(cells.counts)
    values = cells.values[members]
    down = values // base
    if not len(rows):
        return down + (values - down * base > base // 2), 0
    matrix = sparse.csr_array(cells.additions[rows][:, members].astype(float))
    for further in (0, 1):
        lower = np.maximum(down - further, 0).astype(float)
        upper = (down + (values % base > 0) + further).astype(float)
        fixed = published & (values == 0)
        lower[fixed] = upper[fixed] = 0.0
        lower[~published], upper[~published] = 0.0, float(values.sum() + base)
        point = _nearest(matrix, lower, upper, values / base, published, seconds)
        if point is not None:
            return point, further
    raise PublicationError(f"there is no way to round these tables to {base} that keeps them additive")


def _nearest(
    matrix: sparse.csr_array,
    lower: NDArray[np.float64],
    upper: NDArray[np.float64],
    aim: NDArray[np.float64],
    published: NDArray[np.bool_],
    seconds: float,
) -> NDArray[np.int64] | None:
    """Whole numbers that add up with the least sum of distances from an aim, or None where there are none."""
    size = len(aim)
    weights = published.astype(float)
    cost = np.concatenate([np.zeros(size), weights, weights])
    identity = sparse.identity(size, format="csr")
    rows = sparse.vstack(
        [
            sparse.hstack([matrix, sparse.csr_array((matrix.shape[0], 2 * size))]),
            sparse.hstack([identity, -identity, identity]),
        ]
    )
    sides = np.concatenate([np.zeros(matrix.shape[0]), aim])
    endless = np.full(2 * size, np.inf)
    model = Model(
        cost,
        np.concatenate([lower, np.zeros(2 * size)]),
        np.concatenate([upper, endless]),
        sparse.csr_array(rows),
        sides,
        sides.copy(),
        whole=np.arange(3 * size) < size,
    )
    if model.solve(seconds) == "impossible":
        return None
    point = np.rint(model.point[:size]).astype(np.int64)
    fits = not (matrix @ point).any() and bool((point >= lower).all()) and bool((point <= upper).all())
    return point if fits else None
