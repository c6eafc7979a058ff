"""The stage of a case, computed from facts each time it is asked for; nobody types it.

Each app adds its stages with `add_stage`; the furthest one whose fact holds is the stage shown.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lanthorn.casework.cases.models import Case


@dataclass(frozen=True)
class Stage:
    """One stage: its place in the process, its words, and the fact that must hold."""

    place: int
    name: str
    label: str
    holds: Callable[[Case], bool]


_stages: dict[str, Stage] = {}


def add_stage(added: Stage) -> None:
    """Add a stage. Raises ValueError where its place is taken by another."""
    if any(one.place == added.place and one.name != added.name for one in _stages.values()):
        raise ValueError(f"Two stages stand at place {added.place}.")
    _stages[added.name] = added


def stage(case: Case) -> Stage:
    """The furthest stage whose fact holds."""
    return max((one for one in _stages.values() if one.holds(case)), key=lambda one: one.place)


add_stage(Stage(20, "matched", "Matched: waits for screening", lambda _: True))
add_stage(Stage(100, "closed", "Closed", lambda case: case.closed_at is not None))
