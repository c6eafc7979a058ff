"""How much room words take: given a text and a type size, gives its width in pixels and its lines.

Charts are laid out from Helvetica's published letter widths, with a margin for readers whose font runs wider.
"""

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

_MARGIN = 1.05
"""Room for another font: Arial's usual substitutes are at most 5% wider."""
_BOLD = 1.07
"""Helvetica Bold against Helvetica, for running English."""
_NOT_IN_XML = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def printable(text: str) -> str:
    """The text with every character that XML cannot hold, such as a control character, replaced by the sign for one."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


@cache
def _letter_widths() -> dict[str, float]:
    text = (files("lanthorn.profile.charts") / "data" / "letter_widths.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("# "))
    return {letter: int(row["width"]) / 1000 for row in rows for letter in row["letters"]}


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in pixels at a type size in pixels."""
    widths = _letter_widths()
    digit = widths["0"]
    ems = sum(widths.get(letter, digit if letter.isascii() or letter.isalpha() else 1.0) for letter in text)
    return ems * size * _MARGIN * (_BOLD if bold else 1)


def widest(texts: Sequence[str], size: float, *, bold: bool = False) -> float:
    """The width of the widest of the texts in pixels; 0 of none."""
    return max((text_width(text, size, bold=bold) for text in texts), default=0.0)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines that are no wider than `width` pixels; a word wider than that is broken."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size, bold=bold) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.extend(_broken(word, width, size, bold))
    return lines or [""]


def _broken(word: str, width: float, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def size_to_fit(text: str, width: float, largest: float, smallest: float, *, bold: bool = False) -> float | None:
    """The largest type size at which the text fits the width; None where even the smallest does not."""
    size = min(largest, largest * width / max(text_width(text, largest, bold=bold), 1.0))
    return size if size >= smallest else None
