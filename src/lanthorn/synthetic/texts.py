"""Changing some of many texts at once, as Arrow arrays: what a typist does to a name.

Given an array of text and which entries are to change, gives back the array with those entries changed.
"""

import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lanthorn.synthetic.chance import Flags, Ints, Rng

_SOUNDS_ALIKE = (("ph", "f"), ("ee", "ea"), ("ie", "y"), ("ck", "k"), ("th", "t"), ("c", "k"), ("y", "i"), ("a", "e"))
"""What is heard and written otherwise; the first pair that a name has is used."""
_SHORTEST_TO_MISSPELL = 4
_LAST_PLACE = 12
_NO_BASE_LETTER = str.maketrans("łŁđĐıəƏøØßɗƙɔε’ʻ", "lLdDieEoOsdkoe''")


def changed_where(text: Any, which: Flags, change: Callable[[Any], Any]) -> Any:
    """The texts with `change` applied to those entries alone."""
    if not which.any():
        return text
    changed = change(text.take(pa.array(np.flatnonzero(which))))
    return pc.replace_with_mask(_whole(text), pa.array(which), _whole(changed))


def _whole(text: Any) -> Any:
    return text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text


def pick(which: Flags, yes: Any, no: Any) -> Any:
    """For each entry the text of `yes` or of `no`."""
    return pc.if_else(pa.array(which), yes, no)


def constant(text: str, size: int) -> Any:
    """The same text `size` times."""
    return pa.repeat(pa.scalar(text), size)


def blanked(text: Any, which: Flags) -> Any:
    """The texts with those entries left blank."""
    return pick(which, "", text)


def _misspelt_at(place: int) -> tuple[Callable[[Any], Any], ...]:
    def piece(text: Any, start: int, stop: int | None = None) -> Any:
        return pc.utf8_slice_codeunits(text, start, stop=stop)

    def dropped(text: Any) -> Any:
        return pc.binary_join_element_wise(piece(text, 0, place), piece(text, place + 1), "")

    def doubled(text: Any) -> Any:
        return pc.binary_join_element_wise(piece(text, 0, place + 1), piece(text, place), "")

    def swapped(text: Any) -> Any:
        return pc.binary_join_element_wise(
            piece(text, 0, place), piece(text, place + 1, place + 2), piece(text, place, place + 1),
            piece(text, place + 2), "",
        )  # fmt: skip

    return dropped, doubled, swapped


def _first_replaced(text: Any, *, heard: str, written: str) -> Any:
    return pc.replace_substring(text, heard, written, max_replacements=1)


def _sounding_alike(text: Any) -> Any:
    done = np.zeros(len(text), dtype=bool)
    for heard, written in _SOUNDS_ALIKE:
        has = pc.match_substring(text, heard).to_numpy(zero_copy_only=False) & ~done
        text = changed_where(text, has, partial(_first_replaced, heard=heard, written=written))
        done |= has
    return text


def misspelt(rng: Rng, text: Any) -> Any:
    """Each text with one letter dropped, doubled or swapped with the next, or spelt as it sounds; short ones stay."""
    length = pc.utf8_length(text).to_numpy(zero_copy_only=False)
    place = 1 + (rng.random(len(text)) * np.maximum(np.minimum(length, _LAST_PLACE) - 2, 1)).astype(np.int64)
    kind: Ints = rng.integers(0, 4, len(text))
    possible = length >= _SHORTEST_TO_MISSPELL
    text = changed_where(text, possible & (kind == 3), _sounding_alike)
    for at in range(1, _LAST_PLACE):
        for number, change in enumerate(_misspelt_at(at)):
            text = changed_where(text, possible & (kind == number) & (place == at), change)
    return text


def without_accents(text: Any) -> Any:
    """The texts with every accented letter replaced by its base letter."""
    unique = text.dictionary_encode()
    unique = unique.combine_chunks() if isinstance(unique, pa.ChunkedArray) else unique
    plain = pa.array([plain_letters(entry) for entry in unique.dictionary.to_pylist()], pa.string())
    return plain.take(unique.indices)


def plain_letters(text: str) -> str:
    """One text without accents."""
    apart = unicodedata.normalize("NFKD", text.translate(_NO_BASE_LETTER))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
