"""What was published before about the same children: read, and held against the counts of now.

The same number of the same children is one unknown, whichever edition shows it. Where records have changed since, an
earlier edition counts other records, and is attacked as that.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from lanthorn.disclosure import Publication, PublicationError, read_publication
from lanthorn.disclosure.publication import Count, Symbol
from lanthorn.disclosure.publication.combining import renamed
from lanthorn.errors import BadFileError


def read_earlier(folders: Sequence[Path]) -> tuple[Publication, ...]:
    """The publications in some folders. Raises BadFileError for one that cannot be read."""
    try:
        return tuple(read_publication(folder) for folder in folders)
    except PublicationError as fault:
        raise BadFileError(f"An earlier publication cannot be read: {fault}") from fault


def set_apart(earlier: Sequence[Publication], values: Mapping[Count, int]) -> tuple[Publication, ...]:
    """The publications; populations of which one shows another number than there is now are named as others."""
    return tuple(
        renamed(entry, {name: f"{name} (as published before, {place})" for name in _changed(entry, values)})
        for place, entry in enumerate(earlier, start=1)
    )


def _changed(publication: Publication, values: Mapping[Count, int]) -> set[str]:
    found = set()
    for table, key, value in publication.cells:
        if isinstance(value, int) and publication.rounding(table, key) is None:
            count = publication.count(table, key)
            if values.get(count, value) != value:
                found.add(count.population)
    return found


def hidden_before(earlier: Sequence[Publication]) -> frozenset[Count]:
    """Counts that some edition hides: another must not show them."""
    return _counts(earlier, hidden=True)


def shown_before(earlier: Sequence[Publication]) -> frozenset[Count]:
    """Counts that some edition shows: to hide one of these would protect nobody."""
    return _counts(earlier, hidden=False)


def _counts(earlier: Sequence[Publication], *, hidden: bool) -> frozenset[Count]:
    return frozenset(
        entry.count(table, key)
        for entry in earlier
        for table, key, value in entry.cells
        if (value is Symbol.CONFIDENTIAL) == hidden and (hidden or isinstance(value, int))
    )
