"""Definitions, protocol editions, recording series and cited estimates, each with its dates and source."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from lanthorn.errors import BadDefinitionError
from lanthorn.vocabulary import _files


@dataclass(frozen=True)
class Edition:
    """A definition or a protocol edition, and when it was in force."""

    id: str
    title: str
    valid_from: date
    valid_to: date | None
    source: str
    text: str = ""
    wording: str = ""

    def valid_on(self, when: date) -> bool:
        """Whether the edition was in force on that date."""
        return self.valid_from <= when and (self.valid_to is None or when <= self.valid_to)


@dataclass(frozen=True)
class Series:
    """Something recorded since a date; volumes from before, or from while its use still grew, do not compare."""

    id: str
    title: str
    starts: date
    reason: str
    source: str
    settling_months: int
    settling_reason: str


@dataclass(frozen=True)
class Estimate:
    """A published estimate that the profile cites and does not compute."""

    id: str
    estimate: str
    population: str
    period: str
    source: str
    grade: str


@dataclass(frozen=True)
class Aim:
    """One of the protocol's six aims, the question that would measure it and the records that question needs."""

    code: str
    label: str
    question: str
    needs: str


@cache
def _editions(kind: str) -> tuple[Edition, ...]:
    entries = _files.read_toml("editions.toml")[kind]
    return tuple(Edition(**({"valid_to": None} | entry)) for entry in entries)


def _in_force(kind: str, when: date) -> Edition | None:
    return next((edition for edition in _editions(kind) if edition.valid_on(when)), None)


def definition_in_force(when: date) -> Edition | None:
    """The definition of child sexual exploitation in force on that date, or None before the first."""
    return _in_force("definition", when)


def protocol_in_force(when: date) -> Edition | None:
    """The London operating protocol in force on that date, or None before the first."""
    return _in_force("protocol", when)


@cache
def series(name: str) -> Series:
    """The recording series of that name. Raises BadDefinitionError when there is none."""
    for entry in _files.read_toml("series.toml")["series"]:
        if entry["id"] == name:
            return Series(**entry)
    raise BadDefinitionError(f"There is no recording series named {name!r} in the vocabulary.")


@cache
def prevalence_estimates() -> tuple[Estimate, ...]:
    """What has been published of true prevalence, in the order in which it is shown."""
    return tuple(Estimate(**row) for row in _files.read_rows("prevalence_estimates.csv"))


@cache
def aims() -> tuple[Aim, ...]:
    """The six aims of the London protocol."""
    return tuple(Aim(**row) for row in _files.read_rows("aims.csv"))
