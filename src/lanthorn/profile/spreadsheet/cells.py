"""What a cell of a sheet holds: given a printed figure and its number, gives a number shown as it was printed."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lanthorn.profile.charts.lettering import printable

_PRINTED = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<fraction>\d+))?(?P<suffix>%?)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_MOST_LETTERS = 32_767
"""That a cell of a workbook holds."""


@dataclass(frozen=True)
class Cell:
    """Words, or a number with the manner in which it is shown. `link` names the sheet that the cell leads to."""

    text: str
    number: float | None = None
    decimals: int = 0
    grouped: bool = False
    suffix: str = ""
    strong: bool = False
    right: bool = False
    link: str = ""

    @property
    def like_a_formula(self) -> bool:
        """Whether a spreadsheet might take the words for a formula if somebody typed them."""
        return self.number is None and self.text.startswith(_FORMULA_STARTS)


def words(text: str, *, strong: bool = False, link: str = "", right: bool = False) -> Cell:
    """A cell of words; what a workbook cannot hold is replaced by the sign for it, what is too long is cut."""
    clean = printable(text)
    if len(clean) > _MOST_LETTERS:
        clean = clean[: _MOST_LETTERS - 1] + "…"
    return Cell(clean, strong=strong, link=link, right=right)


def figure(text: str, value: float | None, *, strong: bool = False) -> Cell:
    """A cell of a numeric column: a number where the text is one, shown exactly so; else the text, set to the right.

    The number is the model's value where that is shown as the text says. A value that a spreadsheet would round the
    other way (2.5 is "2" in print and 3 in a workbook), and a table without values, give the printed number.
    """
    match = _PRINTED.fullmatch(text)
    if match is None:
        return words(text, strong=strong, right=True)
    decimals, suffix, grouped = len(match["fraction"] or ""), match["suffix"], "," in text
    printed = text.removesuffix(suffix).replace(",", "")
    number = value if value is not None and _shown(value, decimals) == printed else float(printed)
    return Cell(text, number, decimals, grouped, suffix, strong=strong, right=True)


def _shown(value: float, decimals: int) -> str:
    """How a workbook shows a number: halves are rounded away from nought."""
    return f"{Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):f}"
