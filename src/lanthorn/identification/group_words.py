"""The page of groups as a table of texts, on a screen or in a file: who is brought to attention."""

from pathlib import Path

from lanthorn.identification.fairness import Fairness, Group
from lanthorn.identification.intervals import say_ratio, say_share
from lanthorn.identification.writing import csv_bytes

HIDDEN = "c"
"""Stands for a count that is hidden, as in the Department for Education's tables."""
_DIMENSION_LABELS = {
    "sex": "Sex",
    "age_band": "Age",
    "ethnic_group": "Ethnicity",
    "authority": "Local authority",
    "looked_after": "Care",
}

HEADINGS = ("By", "Group", "In the records", "To consider", "Share of those", "Rate against others", "Screened in")


def group_rows(page: Fairness, *, without: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """A row of texts for each group; "c" for a count that is hidden. Dimensions in `without` are left out."""
    return [_row(group) for group in page.groups if group.dimension not in without]


def write_groups(page: Fairness, path: Path) -> None:
    """Write the page as a CSV file, whole or not at all."""
    making = path.with_name(f".{path.name}.making")
    making.write_bytes(csv_bytes(HEADINGS, group_rows(page)))
    making.replace(path)


def _row(group: Group) -> tuple[str, ...]:
    if group.share_screened_in is not None:
        screened = f"{group.screened_in} of {group.screened}, {say_share(group.share_screened_in)}"
    else:
        screened = "–"
    return (
        _DIMENSION_LABELS[group.dimension],
        group.label,
        _say_count(group.known),
        _say_count(group.considered),
        say_share(group.share_of_known),
        say_ratio(group.rate_ratio),
        screened,
    )


def _say_count(count: int | None) -> str:
    return HIDDEN if count is None else f"{count:,}"
