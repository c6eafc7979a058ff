"""A publication as one object: its tables, what its dimensions mean, the rule it states, and every further fact.

A program can build one from tables in memory; `read_publication` builds one from a folder. It is the only thing that
protecting and attacking have in common.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from lanthorn.disclosure.publication.checking import check
from lanthorn.disclosure.publication.counts import TOTAL, Count, Dimension, Hierarchy, Structure, part_of
from lanthorn.disclosure.publication.facts import Fact, Relation
from lanthorn.disclosure.publication.rule import Rule

Key = tuple[str, ...]
"""A cell of a table: one value, or TOTAL, per dimension, in the table's order."""


class Symbol(StrEnum):
    """What stands in a cell instead of a number, as the Government Analysis Function asks."""

    CONFIDENTIAL = "[c]"
    """Hidden to protect somebody. The same for small counts and for those that are hidden to keep them hidden."""
    NOT_AVAILABLE = "[x]"
    """Not recorded or not collected: nothing follows for the count, and nothing is being hidden."""
    NOT_APPLICABLE = "[z]"
    """There can be no such unit: the count is nought."""
    LOW = "[low]"
    """Rounds to nought, but is not nought."""


class Method(StrEnum):
    """How a publication is protected: one method for all of it."""

    NONE = "none"
    SUPPRESSION = "suppression"
    ROUNDING = "rounding"
    CELL_KEY = "cell key"


class Kind(StrEnum):
    """What a table's numbers are."""

    COUNTS = "counts"
    AMOUNTS = "amounts"
    """Sums over units of something they have much or little of (nights, pounds): a magnitude table."""


@dataclass(frozen=True)
class Table:
    """One column of figures of one published table: cells by dimension values, margins under TOTAL.

    `name` is the file's name without its ending; several tables may share one (several columns of figures).
    """

    name: str
    population: str
    dimensions: tuple[str, ...]
    cells: Mapping[Key, int | Symbol]
    column: str = "count"
    where: Mapping[str, str] = field(default_factory=dict)
    """Values that every cell of the table shares ("girls only")."""
    kind: Kind = Kind.COUNTS
    contributions: Mapping[Key, tuple[int, ...]] = field(default_factory=dict)
    """For a table of amounts before it is protected: the greatest single contributions to each cell, greatest first.
    Never written with a protected table."""
    keys: Mapping[Key, int] = field(default_factory=dict)
    """Cell keys, where the data's owner has made them. Never written with a protected table."""

    def count(self, key: Key) -> Count:
        """The count that a cell shows, not yet in its one name (see `Publication.count`)."""
        named = {**self.where, **dict(zip(self.dimensions, key, strict=True))}
        return Count(self.population, frozenset((name, value) for name, value in named.items() if value != TOTAL))

    def row(self, key: Key) -> str:
        """A cell's row in words."""
        return ", ".join(f"{name} {value}" for name, value in zip(self.dimensions, key, strict=True)) or "all"


class How(StrEnum):
    """How a shown number stands for the true one."""

    NEAREST = "nearest"
    """The nearest multiple of the base, halves up."""
    CONTROLLED = "controlled"
    """A multiple of the base less than one base away."""
    WITHIN = "within"
    """At most `base` away, up or down."""


@dataclass(frozen=True)
class Rounding:
    """Which cells are shown rounded, to what and how. The first one that fits a cell counts."""

    base: int
    how: How = How.NEAREST
    tables: frozenset[str] = frozenset()
    """Names of tables; empty: all."""
    columns: frozenset[str] = frozenset()
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By dimension the values it is for; a value may be TOTAL or "level:" and the name of a level."""
    small_hidden: bool = True
    """Whether a small count would have been hidden and not rounded, so that a rounded one is known not to be small."""

    def fits(self, table: Table, key: Key, structure: Structure) -> bool:
        """Whether a cell is shown rounded by this."""
        if (self.tables and table.name not in self.tables) or (self.columns and table.column not in self.columns):
            return False
        values = {**table.where, **dict(zip(table.dimensions, key, strict=True))}
        for dimension, fitting in self.where.items():
            value = values.get(dimension, TOTAL)
            level = structure.dimensions[dimension].levels.get(value) if dimension in structure.dimensions else None
            if value not in fitting and (level is None or f"level:{level}" not in fitting):
                return False
        return True


@dataclass(frozen=True)
class Publication:
    """Everything published together. Raises PublicationError where its parts do not fit one another."""

    title: str
    tables: tuple[Table, ...]
    dimensions: tuple[Dimension, ...] = ()
    hierarchies: tuple[Hierarchy, ...] = ()
    rule: Rule = field(default_factory=Rule)
    roundings: tuple[Rounding, ...] = ()
    relations: tuple[Relation, ...] = ()
    facts: tuple[Fact, ...] = ()
    method: Method = Method.NONE
    period: str = ""
    """Publications of the same period speak of the same counts where they name the same population."""

    def __post_init__(self) -> None:
        """Check that everything named exists; see `checking`."""
        check(self)

    @cached_property
    def structure(self) -> Structure:
        """The dimensions with every value that is declared or that some table names."""
        used: dict[str, dict[str, None]] = {}
        for table in self.tables:
            for name, value in table.where.items():
                used.setdefault(name, {})[value] = None
            for place, name in enumerate(table.dimensions):
                used.setdefault(name, {}).update(dict.fromkeys(key[place] for key in table.cells))
        return Structure(self.dimensions, self.hierarchies, used)

    def table(self, name: str, column: str = "count") -> Table:
        """The table of that name and column. Raises KeyError where there is none."""
        for table in self.tables:
            if (table.name, table.column) == (name, column):
                return table
        raise KeyError(f"{self.title} has no table {name} with the column {column}")

    def count(self, table: Table, key: Key) -> Count:
        """The one name of the count that a cell shows."""
        return self.structure.name(table.count(key))

    @property
    def cells(self) -> Iterator[tuple[Table, Key, int | Symbol]]:
        """Every cell of every table."""
        for table in self.tables:
            for key, value in table.cells.items():
                yield table, key, value

    def rounding(self, table: Table, key: Key) -> Rounding | None:
        """How a cell's number is rounded; None where it is shown as it is."""
        return next((entry for entry in self.roundings if entry.fits(table, key, self.structure)), None)

    @cached_property
    def all_relations(self) -> tuple[Relation, ...]:
        """The relations stated, and those that follow from dimensions which do not add up."""
        implied = {}
        for table in self.tables:
            for name in (*table.dimensions, *table.where):
                if not self.structure.dimensions[name].adds_up:
                    for value in self.structure.values(name):
                        part = part_of(table.population, name, value)
                        text = f"{part} <= {table.population}"
                        implied[text] = Relation(text, ((part, 1), (table.population, -1)))
        return (*self.relations, *implied.values())

    def with_facts(self, facts: tuple[Fact, ...]) -> "Publication":
        """The same publication, saying these facts and no others."""
        return replace(self, facts=facts)
