"""What the casework exports at the window's end: one file a table, with the slips that its records have.

Given the true children and events, gives back columns by table under the names of the records' fields, and of which
child each case truly is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from lanthorn.records import CASEWORK
from lanthorn.synthetic.casework import around, tables, work
from lanthorn.synthetic.casework.course import Courses, courses_of, taken, which_open_a_case
from lanthorn.synthetic.casework.days import UNKNOWN_DAY, of_same_child
from lanthorn.synthetic.casework.panels import PRESENT, attendance_of, meetings_of
from lanthorn.synthetic.casework.referrals import begins, referrals_of
from lanthorn.synthetic.chance import Flags, Ints, Rng, happens, stream
from lanthorn.synthetic.clock import Window
from lanthorn.synthetic.exploitation import Offences
from lanthorn.synthetic.households import People
from lanthorn.synthetic.missing import Spells
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.suspects import Named
from lanthorn.synthetic.texts import changed_where

_IMPOSSIBLE = "2014-02-30"
_FIRST_DAY = {"case_episode": "opened_on", "action": "set_on", "review": "held_on", "panel_decision": "held_on"}
"""The day without which there is no row, of the tables in which it is mistyped now and then."""


@dataclass(frozen=True)
class Seen:
    """Records of the agencies about children: whose each is, its day, and its name across the store."""

    child: Ints
    day: Ints
    record_id: Any
    of_police: Flags


@dataclass(frozen=True)
class Casework:
    """Columns by table; and for the truth, of each case its reference, child, and how grave things truly were."""

    tables: Mapping[str, tables.Columns]
    reference: Any
    child: Ints
    severity: Ints


def casework_of(
    seed: int, window: Window, scale: float, people: People, offences: Offences, spells: Spells, suspects: Named,
    seen: Seen,
) -> Casework:  # fmt: skip
    """Everything the partnership recorded of its work up to the window's end; nothing where it begins later."""
    if begins(window) > window.end:
        return _nothing()
    referrals = referrals_of(seed, window, people.known, offences, spells)
    meetings = meetings_of(seed, window)
    every = courses_of(seed, window, referrals, meetings, people.known, offences, spells)
    opening, case_of = which_open_a_case(referrals, every, window.end)
    courses = taken(every, opening)
    hearings = work.hearings_of(seed, window, courses, meetings)
    returns = work.returns_of(seed, window, courses, meetings)
    actions = work.actions_of(seed, window, courses, hearings)
    links = around.links_of(seed, window, courses, offences, suspects)
    held = np.flatnonzero((meetings.day <= window.end) & (meetings.day >= begins(window)))
    came = attendance_of(seed, meetings, held)
    given = work.return_given(seed, returns, came.meeting, came.agency, meetings, came.presence == PRESENT)
    rng = stream(seed, "casework: export")
    reference = tables.case_references(seed, len(courses))
    made = {
        "case_episode": tables.cases(rng, reference, courses, hearings, window.end),
        "case_record": _recognised(rng, reference, courses, seen, window.end),
        "referral": tables.referrals(rng, reference, referrals, case_of),
        "screening": tables.screenings(rng, reference, courses, window.end),
        "panel_decision": tables.decisions(reference, hearings),
        "panel_attendance": tables.attendance(rng, came, meetings, given),
        "agency_return": tables.returns(rng, reference, returns, courses),
        "action": tables.actions(rng, reference, actions, courses),
        "review": tables.reviews(reference, courses),
        "missing_episode": tables.missing(reference, around.missing_of(seed, window, courses, spells)),
        "context_link": tables.links(reference, links),
        "disruption": tables.disruptions(around.disruptions_of(seed, window, links)),
        "prevention_session": tables.sessions(around.sessions_of(seed, window, scale)),
    }
    damaged = {table.name: _damaged(rng, table.name, made[table.name]) for table in CASEWORK}
    return Casework(damaged, reference, courses.child, courses.severity)


def _nothing() -> Casework:
    """Headings alone."""
    blank, none = pa.array([], pa.string()), np.zeros(0, dtype=np.int64)
    columns = {table.name: {field.name: blank for field in table.fields} for table in CASEWORK}
    return Casework(columns, blank, none, none)


def _recognised(rng: Rng, reference: Any, courses: Courses, seen: Seen, last: int) -> tables.Columns:
    """The agencies' records in which the front door recognised the child: of the year before, and while it is open."""
    given = parameters("casework")["recognised"]
    case, record = of_same_child(courses.child, seen.child)
    day = seen.day[record]
    until = np.where(courses.closed[case] == UNKNOWN_DAY, last, courses.closed[case])
    of_police = seen.of_police[record]
    kept = (day >= courses.opened[case] - given["look_back_days"]) | ~of_police
    kept &= day <= np.minimum(until, last)
    kept &= happens(rng, np.where(of_police, given["police"], given["care"]), len(case))
    return {
        "case_reference": reference.take(pa.array(case[kept])),
        "record_id": seen.record_id.take(pa.array(record[kept])),
    }


def _damaged(rng: Rng, table: str, columns: tables.Columns) -> tables.Columns:
    """The rows with what an export does to a few of them: a day mistyped, a row written twice."""
    errors, size = parameters("casework")["errors"], len(next(iter(columns.values())))
    changed = dict(columns)
    if table in _FIRST_DAY:
        wrong = happens(rng, errors["impossible_day"], size)
        field = _FIRST_DAY[table]
        changed[field] = changed_where(changed[field], wrong, lambda text: pa.repeat(pa.scalar(_IMPOSSIBLE), len(text)))
    row = np.sort(np.concatenate([np.arange(size), np.flatnonzero(happens(rng, errors["doubled"], size))]))
    return {name: column.take(pa.array(row)) for name, column in changed.items()}
