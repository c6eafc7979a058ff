"""The stage of a case, computed from facts each time it is asked for; nobody types it.

Each app adds its stages with `add_stage`; the furthest one whose fact holds is the stage shown.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Value

from lanthorn.casework.cases.models import Case


@dataclass(frozen=True)
class Stage:
    """One stage: its place in the process, its words, and the fact that must hold.

    `among` says of many cases at once for which the fact holds; where it gives a query, a list asks the database once
    for all stages.
    """

    place: int
    name: str
    label: str
    holds: Callable[[Case], bool]
    among: Callable[[Collection[UUID]], Iterable[UUID]] | None = None


_stages: dict[str, Stage] = {}


def add_stage(added: Stage) -> None:
    """Add a stage. Raises ValueError where its place is taken by another."""
    if any(one.place == added.place and one.name != added.name for one in _stages.values()):
        raise ValueError(f"Two stages stand at place {added.place}.")
    _stages[added.name] = added


def stage(case: Case) -> Stage:
    """The furthest stage whose fact holds."""
    known: dict[str, bool] = getattr(case, "known_stages", {})
    furthest_first = sorted(_stages.values(), key=lambda one: one.place, reverse=True)
    return next(one for one in furthest_first if known.get(one.name) or (one.name not in known and one.holds(case)))


def holds(case: Case, name: str) -> bool:
    """Whether the fact of this stage holds, be the case further on or not."""
    known: dict[str, bool] = getattr(case, "known_stages", {})
    return known[name] if name in known else _stages[name].holds(case)


def with_stages(cases: list[Case]) -> list[Case]:
    """The cases, each with what is known of its stages: for a list, one question for all stages."""
    ids = [case.pk for case in cases]
    asked = {one.name: one.among(ids) for one in _stages.values() if one.among is not None} if ids else {}
    queries = [
        found.annotate(stage_name=Value(name)).values_list(found.query.values_select[0], "stage_name")
        for name, found in asked.items()
        if isinstance(found, QuerySet)
    ]
    holding = {(pk, name) for name, found in asked.items() if not isinstance(found, QuerySet) for pk in found}
    if queries:
        holding |= set(queries[0].union(*queries[1:], all=True))
    for case in cases:
        case.known_stages = {name: (case.pk, name) in holding for name in asked}  # type: ignore[attr-defined] # for stage() only
    return cases


add_stage(Stage(20, "matched", "Matched: waits for screening", lambda _: True))
add_stage(Stage(100, "closed", "Closed", lambda case: case.closed_at is not None))
