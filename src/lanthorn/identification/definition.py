"""What a rule is: a stated reason for which a person should consider a child, with its source, parameters and dates.

A rule never scores and never ranks. It names the records that meet it, and a person decides what follows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from string import Formatter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lanthorn.errors import BadDefinitionError

if TYPE_CHECKING:
    from lanthorn.identification.linked import Linked

Value = int | str | date | tuple[str, ...]
"""What a parameter can be: a whole number, a text, a day, or a list of texts."""

Parameters = Mapping[str, Any]
"""The values in force by name, each of the kind that its declaration states."""

EVIDENCE_COLUMNS = ("child_id", "event_id", "record_id", "happened_on")
"""What a rule gives back, a row per record: whose, which event it belongs to, its name in the store, and the day."""

RECENT_DAYS = "recent_days"
"""The parameter that every rule has: how long ago the latest event may lie for the child still to be shown."""

SAID_OF_EVERY_REASON = ("times", "first", "last")
"""What a reason may say besides the parameters: how often, and the days of the first and the last event behind it."""


@dataclass(frozen=True)
class Parameter:
    """One number or list that a rule depends on, and why it has the value it has."""

    default: Value
    reason: str

    def read(self, given: object) -> Value:
        """A value given in its place. Raises ValueError that says what kind was expected."""
        if isinstance(self.default, tuple):
            if isinstance(given, list | tuple) and all(isinstance(entry, str) for entry in given):
                return tuple(given)
            raise ValueError("a list of texts")
        if isinstance(self.default, date):
            if isinstance(given, date):
                return given
            raise ValueError("a date such as 2014-04-01")
        if isinstance(self.default, int):
            if isinstance(given, int) and not isinstance(given, bool) and given > 0:
                return given
            raise ValueError("a whole number above nought")
        if isinstance(given, str):
            return given
        raise ValueError("a text")


@dataclass(frozen=True)
class Rule:
    """One declared rule.

    `evidence` is the rule in code: given the linked records as they stood on a day and the parameters in force, an
    Ibis table with the columns of `EVIDENCE_COLUMNS`, a row for each record that meets it. `reason` is the rule in
    words, said to the person who decides; it may name parameters and `{times}`, `{first}` and `{last}`.
    """

    id: str
    version: str
    name: str
    reason: str
    source: str
    needs: tuple[str, ...]
    evidence: "Callable[[Linked, Parameters], Any] | None"
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    caveats: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    why_never: str = ""
    """For a rule without evidence: why no records that can be loaded could answer it."""

    def __post_init__(self) -> None:
        """Raise BadDefinitionError where the rule contradicts itself."""
        for said in ("id", "version", "name", "reason", "source"):
            if not getattr(self, said).strip():
                raise BadDefinitionError(f"Rule {self.id or '(without id)'}: `{said}` is empty.")
        if (self.evidence is None) != bool(self.why_never):
            raise BadDefinitionError(f"Rule {self.id}: needs either `evidence`, or `why_never` that says why not.")
        if self.evidence is not None and RECENT_DAYS not in self.parameters:
            raise BadDefinitionError(f"Rule {self.id}: needs the parameter {RECENT_DAYS!r}.")
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise BadDefinitionError(f"Rule {self.id}: valid from {self.valid_from} to {self.valid_to}.")
        known = {*self.parameters, *SAID_OF_EVERY_REASON}
        for _, name, _, _ in Formatter().parse(self.reason):
            if name is not None and name not in known:
                raise BadDefinitionError(
                    f"Rule {self.id}: its reason names {name!r}. It may name: {', '.join(sorted(known))}."
                )
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))

    def valid_on(self, day: date) -> bool:
        """Whether the rule is in force on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def in_force(self, given: Mapping[str, object]) -> Parameters:
        """The parameters with those that were given in place of the defaults.

        Raises BadDefinitionError for a name that the rule does not have or a value of another kind.
        """
        values: dict[str, Value] = {name: parameter.default for name, parameter in self.parameters.items()}
        for name, value in given.items():
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "none"
                raise BadDefinitionError(f"Rule {self.id} has no parameter {name!r}. It has: {known}.")
            try:
                values[name] = self.parameters[name].read(value)
            except ValueError as fault:
                raise BadDefinitionError(
                    f"Rule {self.id}: the parameter {name!r} is {value!r}, expected {fault}."
                ) from fault
        return MappingProxyType(values)
