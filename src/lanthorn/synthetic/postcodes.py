"""Postcodes that look right and cannot be real: a true outward half and an inward half that is never used.

Real inward halves avoid C I K M O V. Every inward half here has one of these as its last letter, so no synthetic
postcode can be the address of anyone. A postcode is one whole number until it is written.
"""

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lanthorn.synthetic.chance import Ints, Rng
from lanthorn.synthetic.parameters import parameter_rows
from lanthorn.synthetic.places import places

NEVER_IN_A_REAL_UNIT = "CIKMOV"
_USED_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_INWARD = tuple(
    f"{digit}{first}{last}" for digit in range(10) for first in _USED_LETTERS for last in NEVER_IN_A_REAL_UNIT
)
_UNITS = len(_INWARD)


@cache
def _outwards() -> tuple[Any, Ints, Ints]:
    """All outward halves, ordered by place, with each place's first one and how many it has."""
    number = {code: index for index, code in enumerate(places().codes)}
    rows = sorted(parameter_rows("outward_codes"), key=lambda row: number[row["place"]])
    count = np.bincount([number[row["place"]] for row in rows], minlength=len(number)).astype(np.int64)
    return pa.array([row["outward"] for row in rows]), np.cumsum(count) - count, count


def somewhere_in(rng: Rng, place: Ints) -> Ints:
    """A postcode at random in each of these places."""
    _, first, count = _outwards()
    outward = first[place] + (rng.random(len(place)) * count[place]).astype(np.int64)
    return np.asarray(outward * _UNITS + rng.integers(0, _UNITS, len(place)), dtype=np.int64)


def postcode_text(postcode: Ints) -> Any:
    """Postcodes as written: "E15 3AK"."""
    outward, unit = np.divmod(postcode, _UNITS)
    return pc.binary_join_element_wise(
        _outwards()[0].take(pa.array(outward)), pa.array(_INWARD).take(pa.array(unit)), " "
    )


def sector_text(postcode: Ints) -> Any:
    """The postcode sector, the outward half and one digit: "E15 3"."""
    return pc.utf8_slice_codeunits(postcode_text(postcode), 0, stop=-2)


def another_unit(rng: Rng, postcode: Ints) -> Ints:
    """A postcode with one character of the inward half mistyped."""
    outward, unit = np.divmod(postcode, _UNITS)
    per_digit = len(_USED_LETTERS) * len(NEVER_IN_A_REAL_UNIT)
    digit, rest = np.divmod(unit, per_digit)
    slipped = (digit + rng.integers(1, 10, len(postcode))) % 10
    return np.asarray(outward * _UNITS + slipped * per_digit + rest, dtype=np.int64)
