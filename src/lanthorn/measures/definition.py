"""What a measure is: a question, a unit that is counted, a population, and the breakdowns it is shown by.

A measure says in words and in code, side by side, what is counted and where. Nothing here computes anything.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lanthorn.errors import BadDefinitionError

AGE_IN_SCOPE = "age_in_scope"
"""The dimension that keeps those who are counted in a rate apart from those of other and of unknown ages."""


class Denominator(StrEnum):
    """What a figure is divided by."""

    RECORDED = "recorded"
    """Shares: of those in the same group for whom the last dimension of the breakdown is recorded."""
    CHILDREN_10_17 = "children_10_17"
    """Rates per 10,000 children aged 10 to 17 who live in the authority."""


@dataclass(frozen=True)
class Measure:
    """One question that the profile answers.

    `where` narrows the unit's population: a function of the unit's Ibis table that gives a boolean column, said in
    words by `where_words`. Each breakdown is a tuple of dimension names; a share is of the last dimension within the
    others.
    """

    id: str
    version: str
    question: str
    unit: str
    breakdowns: tuple[tuple[str, ...], ...]
    section: str = "Measures of your own"
    where: Callable[[Any], Any] | None = None
    where_words: str = ""
    denominator: Denominator = Denominator.RECORDED
    series: tuple[str, ...] = ()
    """Series beyond those that its unit rests on."""
    linked: bool = False
    """Whether it rests on records of different agencies being recognised as one child."""
    lower_bound: bool = False
    """Whether missed links can only make the figure too low, so that it is published as "at least"."""
    caveats: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        """Raise BadDefinitionError where the definition contradicts itself."""
        if not self.breakdowns or any(not names for names in self.breakdowns):
            raise BadDefinitionError(f"Measure {self.id}: needs at least one breakdown of at least one dimension.")
        if (self.where is None) != (not self.where_words):
            raise BadDefinitionError(f"Measure {self.id}: `where` and `where_words` must say the same, so give both.")
        for names in self.breakdowns:
            if len(set(names)) != len(names):
                raise BadDefinitionError(f"Measure {self.id}: a breakdown names a dimension twice: {', '.join(names)}.")
            if self.denominator is Denominator.CHILDREN_10_17 and names[1:] not in ((), (AGE_IN_SCOPE,)):
                raise BadDefinitionError(
                    f"Measure {self.id}: a rate per children aged 10 to 17 is broken down by one place, with or "
                    f"without {AGE_IN_SCOPE!r}, but a breakdown is: {', '.join(names)}."
                )


@dataclass(frozen=True)
class ReferenceQuestion:
    """A question that is answered by citing, not by counting."""

    id: str
    version: str
    question: str
    section: str
    source: str
