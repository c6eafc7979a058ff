"""Every measure there is: the built-in ones, and those of the user's own files.

A file of the user's own is Python that assigns `measure = Measure(...)` or `measures = [Measure(...), ...]`. It is
code, and is run: use only files you would run.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from lanthorn.errors import BadDefinitionError
from lanthorn.measures.builtin import MEASURES, REFERENCE_QUESTIONS
from lanthorn.measures.definition import Measure, ReferenceQuestion
from lanthorn.measures.dimensions import dimension
from lanthorn.measures.units import unit
from lanthorn.own_file import declared_in
from lanthorn.vocabulary import series


@dataclass(frozen=True)
class Catalogue:
    """The measures to evaluate, in the order in which they are shown, and the questions answered by citing."""

    measures: tuple[Measure, ...]
    references: tuple[ReferenceQuestion, ...]

    def measure(self, name: str) -> Measure:
        """The measure of that id. Raises BadDefinitionError that lists those there are."""
        for entry in self.measures:
            if entry.id == name:
                return entry
        raise BadDefinitionError(f"There is no measure named {name!r}. Known: {', '.join(self.ids())}.")

    def ids(self) -> list[str]:
        """The ids of all questions."""
        return [entry.id for entry in self.references] + [entry.id for entry in self.measures]


def catalogue(files: Iterable[Path] = ()) -> Catalogue:
    """The built-in measures and those of the given files. Raises BadDefinitionError for a file that is not sound."""
    own = [measure for file in files for measure in declared_in(file, Measure)]
    measures = (*MEASURES, *own)
    seen: set[str] = set()
    for entry in measures:
        if entry.id in seen:
            raise BadDefinitionError(f"Two measures are named {entry.id!r}. Give yours another id.")
        seen.add(entry.id)
        unit(entry.unit)
        for name in entry.series:
            series(name)
        for name in dict.fromkeys(chain.from_iterable(entry.breakdowns)):
            _known(entry, name)
    return Catalogue(measures, REFERENCE_QUESTIONS)


def _known(measure: Measure, name: str) -> None:
    try:
        dimension(name)
    except BadDefinitionError as fault:
        raise BadDefinitionError(f"Measure {measure.id}: {fault}") from fault
