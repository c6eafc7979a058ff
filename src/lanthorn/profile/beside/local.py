"""What a briefing of one authority is told from: the questions of `local.toml`, by authority and one dimension.

Given measures; gives them with the breakdowns that all authorities' briefings need, so that one protected answer holds
London's tables and each authority's, and gives back either as a told answer.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from lanthorn.measures import Measure, PublishedAnswer, PublishedTable, catalogue, unit
from lanthorn.profile.breakdown import Breakdown


@dataclass(frozen=True)
class Local:
    """How one question is told of an authority: the dimension that says which authority, and those it is told by."""

    place: str
    dimensions: tuple[str, ...]


@cache
def questions() -> Mapping[str, Local]:
    """By measure, how it is told of an authority; measures that are not told of one are not in it."""
    data = tomllib.loads((files("lanthorn.profile") / "data" / "local.toml").read_text(encoding="utf-8"))
    places = {row["population"]: row["dimension"] for row in data["place"]}
    populations = {measure.id: unit(measure.unit).population for measure in catalogue().measures}
    return {
        row["measure"]: Local(places[populations[row["measure"]]], tuple(row["dimensions"])) for row in data["question"]
    }


def with_authorities(measure: Measure) -> Measure:
    """The measure with the breakdowns of all authorities' briefings beside its own."""
    asked = questions().get(measure.id)
    if asked is None:
        return measure
    wanted = [(name,) for name in asked.dimensions] + [(asked.place, name) for name in asked.dimensions]
    more = [names for names in wanted if names not in measure.breakdowns]
    return replace(measure, breakdowns=(*measure.breakdowns, *more))


def whole_of(answer: PublishedAnswer, measure: Measure) -> PublishedAnswer:
    """The answer as London's briefing has it: by the measure's own breakdowns."""
    return _by(answer, measure, measure.breakdowns)


def beside_authorities(answer: PublishedAnswer, measure: Measure) -> PublishedAnswer:
    """London's answer by the dimensions that authorities are told by."""
    return _by(answer, measure, [(name,) for name in questions()[measure.id].dimensions])


def of_authority(answer: PublishedAnswer, measure: Measure, code: str) -> PublishedAnswer:
    """One authority's answer, by the dimensions that authorities are told by."""
    asked = questions()[measure.id]
    tables = tuple(_narrowed(answer, measure, (asked.place, name), code) for name in asked.dimensions)
    breakdowns = tuple((name,) for name in asked.dimensions)
    return replace(answer, measure=replace(measure, breakdowns=breakdowns), tables=tables)


def _narrowed(answer: PublishedAnswer, measure: Measure, names: tuple[str, str], code: str) -> PublishedTable:
    return Breakdown(measure, answer.by(*names)).narrowed(**{names[0]: code}).table


def _by(answer: PublishedAnswer, measure: Measure, breakdowns: Iterable[tuple[str, ...]]) -> PublishedAnswer:
    wanted = tuple(breakdowns)
    tables = tuple(answer.by(*names) for names in wanted) if answer.tables else ()
    return replace(answer, measure=replace(measure, breakdowns=wanted), tables=tables)
