"""Keep protected addresses out of a text, even where somebody typed one into a field for something else.

Given HTML and the addresses, gives the HTML with "withheld" in their place. It fails closed: where an address is still
found afterwards, nothing is given back.
"""

import html
import re
from collections.abc import Iterable

from lanthorn.casework.access.sheets import WITHHELD
from lanthorn.errors import LanthornError

_FEWEST_LETTERS = 5  # a part of an address shorter than this ("Flat", "W1") says nothing and stands in any text
_TAGS = re.compile(r"(<[^>]*>)")


class NotRedactedError(LanthornError):
    """A text that still holds what had to be kept out of it. It does not say what."""


def without(page: str, addresses: Iterable[str]) -> str:
    """The page without these addresses, in whole or by their parts, however spaced or written.

    Raises NotRedactedError where one is still there, for example because it runs over two parts of the page.
    """
    needles = [_pattern(part) for address in addresses for part in _parts(address)]
    if not needles:
        return page
    pieces = _TAGS.split(page)
    for place, piece in enumerate(pieces):
        if not piece.startswith("<"):
            pieces[place] = _cut(piece, needles)
    done = "".join(pieces)
    seen = html.unescape(_TAGS.sub(" ", done))
    if any(needle.search(seen) for needle in needles):
        raise NotRedactedError("This could not be made, as a protected address stands in it. Ask the minute taker.")
    return done


def _cut(text: str, needles: Iterable[re.Pattern[str]]) -> str:
    plain = html.unescape(text)
    cut = plain
    for needle in needles:
        cut = needle.sub(WITHHELD, cut)
    return text if cut == plain else html.escape(cut)


def _parts(address: str) -> Iterable[str]:
    """The whole of it first, then what stands between its commas and line ends."""
    whole = [address, *re.split(r"[,;\n]", address)]
    return [part for part in whole if len(_letters(part)) >= _FEWEST_LETTERS]


def _letters(text: str) -> list[str]:
    return [letter for letter in text if letter.isalnum()]


def _pattern(part: str) -> re.Pattern[str]:
    letters = r"[\W_]*".join(re.escape(letter) for letter in _letters(part))
    return re.compile(rf"(?<!\w){letters}(?!\w)", re.IGNORECASE)
