"""The dimensions a measure can be broken down by: their values in the order shown, and the words for them.

A unit view (see `units`) gives each dimension as a column of texts in which UNKNOWN stands for whatever is missing,
not stated or not in the code list.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from lanthorn.errors import BadDefinitionError
from lanthorn.measures.flag_rules import flag_rules
from lanthorn.vocabulary import OUTSIDE, UNKNOWN, Period, authorities, codes


@dataclass(frozen=True)
class Band:
    """A band of whole numbers, both ends included; `upper` None means no upper end."""

    code: str
    label: str
    lower: int
    upper: int | None


@dataclass(frozen=True)
class Dimension:
    """A way to break a count down.

    `values` are shown even where their count is nought; an empty tuple means that the values are those found, in
    alphabetical order (months, file names).
    """

    name: str
    label: str
    values: tuple[str, ...]
    labels: dict[str, str]
    months: bool = False
    """Whether the values are calendar months, so that one without records between two others is shown as nought."""

    def say(self, value: str) -> str:
        """The words for a value; the value itself where the dimension has none for it."""
        return "Not known" if value == UNKNOWN else self.labels.get(value, value)

    def ordered(self, found: Iterable[str]) -> tuple[str, ...]:
        """The values to show, given those found: the dimension's own, then any others, UNKNOWN last.

        Others that have labels come in the order of the labels, the rest in alphabetical order.
        """
        found = set(found)
        place = {value: number for number, value in enumerate(self.labels)}
        others = sorted(found - set(self.values) - {UNKNOWN}, key=lambda value: (place.get(value, len(place)), value))
        if self.months and others:
            others = _months_between(others[0], others[-1])
        return (*self.values, *others, *((UNKNOWN,) if UNKNOWN in found else ()))


def _months_between(first: str, last: str) -> list[str]:
    return Period("", date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01")).months()


@cache
def _declared() -> dict[str, dict[str, object]]:
    text = (files("lanthorn.measures") / "data" / "dimensions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def bands(name: str) -> tuple[Band, ...]:
    """The bands of a banded dimension, lowest first. Raises BadDefinitionError when it has none."""
    entry = dimension_entry(name)
    if "bands" not in entry:
        raise BadDefinitionError(f"The dimension {name!r} has no bands.")
    rows: list[dict[str, object]] = entry["bands"]  # type: ignore[assignment]  # checked by the key just above
    return tuple(
        Band(str(row["code"]), str(row["label"]), int(str(row["from"])), _upper(row.get("to"))) for row in rows
    )


def _upper(value: object) -> int | None:
    return None if value is None else int(str(value))


def dimension_entry(name: str) -> dict[str, object]:
    """A dimension as the data file declares it. Raises BadDefinitionError when there is none of that name."""
    try:
        return _declared()[name]
    except KeyError:
        known = ", ".join(sorted(_declared()))
        raise BadDefinitionError(f"There is no dimension named {name!r}. Known: {known}.") from None


def dimension_names() -> tuple[str, ...]:
    """The names of all dimensions."""
    return tuple(_declared())


@cache
def dimension(name: str) -> Dimension:
    """The dimension of that name. Raises BadDefinitionError when there is none."""
    entry = dimension_entry(name)
    label = str(entry["label"])
    if entry.get("values") == "authorities":
        labels = {authority.code: authority.label for authority in authorities()} | {OUTSIDE: "Outside London"}
        return Dimension(name, label, tuple(labels), labels)
    if entry.get("values") == "months":
        return Dimension(name, label, (), {}, months=True)
    if entry.get("values") == "flag_rules":
        return Dimension(name, label, (), {rule.id: rule.label for rule in flag_rules()})
    if "codes" in entry:
        listed = codes(str(entry["codes"])).codes
        return Dimension(name, label, tuple(c.code for c in listed), {c.code: c.label for c in listed})
    labels = {str(code): str(words) for code, words in dict(entry.get("labels", {})).items()}  # type: ignore[call-overload]
    if "bands" in entry:
        # What is no number, such as "not yet", comes after the bands.
        labels = {band.code: band.label for band in bands(name)} | labels
    return Dimension(name, label, () if entry.get("shown") == "found" else tuple(labels), labels)
