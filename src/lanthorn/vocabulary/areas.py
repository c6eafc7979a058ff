"""London's 33 local authorities, the four areas they are grouped in, and their places on the tile map.

The 2015 briefing names four areas but does not publish which authority lies in which: the grouping in
``data/authorities.csv`` is this project's assumption. Tile positions after London Squared by After the Flood
(permissive licence, see NOTICE).
"""

import re
from dataclasses import dataclass
from functools import cache

from lanthorn.vocabulary import _files
from lanthorn.vocabulary.codes import UNKNOWN

OUTSIDE = "outside"
"""Stands for every authority that is not one of the 33."""

AREAS = ("north", "east", "south", "west")

_GSS_OF_ANY_AUTHORITY = re.compile(r"[ENSW]\d{8}")


@dataclass(frozen=True)
class Authority:
    """A local authority: GSS code, name, three-letter abbreviation, area, column and row of its tile."""

    code: str
    label: str
    abbreviation: str
    area: str
    tile_column: int
    tile_row: int


@cache
def authorities() -> tuple[Authority, ...]:
    """The 33 authorities in the order of their GSS codes."""
    return tuple(
        Authority(
            code=row["code"],
            label=row["label"],
            abbreviation=row["abbreviation"],
            area=row["area"],
            tile_column=int(row["tile_column"]),
            tile_row=int(row["tile_row"]),
        )
        for row in _files.read_rows("authorities.csv")
    )


@cache
def _by_name() -> dict[str, str]:
    names = {_plain(authority.label): authority.code for authority in authorities()}
    names |= {_plain(row["name"]): row["code"] for row in _files.read_rows("authority_names.csv")}
    return names


def _plain(name: str) -> str:
    # "City of Westminster" is Westminster; but "London" alone is not the City of London.
    name = re.sub(r"\b(london borough of|royal borough of|city of(?! london)|council|lb)\b", " ", name.lower())
    return re.sub(r"[^a-z]+", " ", name.replace("&", " and ")).strip()


def find_authority(recorded: str) -> str | None:
    """The GSS code for what an agency recorded: a GSS code of any authority, or a name known to the vocabulary.

    None when neither fits. Names of authorities around London are in ``data/authority_names.csv``.
    """
    recorded = recorded.strip()
    if _GSS_OF_ANY_AUTHORITY.fullmatch(recorded.upper()):
        return recorded.upper()
    return _by_name().get(_plain(recorded))


@cache
def _area_by_code() -> dict[str, str]:
    return {authority.code: authority.area for authority in authorities()}


def area_of(code: str | None) -> str:
    """The area of an authority: one of AREAS, OUTSIDE for an authority elsewhere, UNKNOWN for anything else."""
    if code in _area_by_code():
        return _area_by_code()[code]
    if code is not None and (code == OUTSIDE or _GSS_OF_ANY_AUTHORITY.fullmatch(code)):
        return OUTSIDE
    return UNKNOWN
