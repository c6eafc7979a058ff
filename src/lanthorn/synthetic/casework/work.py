"""What the partners do on a case: return what they know before it is heard, and carry out what is decided.

Each agency of each authority has its own pace; whoever is late with a return is chased once.
"""

from dataclasses import dataclass

import numpy as np

from lanthorn.synthetic.casework.course import NO_MEETING, Courses
from lanthorn.synthetic.casework.days import UNKNOWN_DAY, at_hour, working_days_after
from lanthorn.synthetic.casework.panels import Meetings, agency_kinds
from lanthorn.synthetic.casework.reviewing import CONTINUE
from lanthorn.synthetic.chance import Flags, Floats, Ints, Rng, choose, choose_by_row, happens, stream, whole_days
from lanthorn.synthetic.clock import MINUTES_A_DAY, Window
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.places import places

OPEN, DONE, NOT_DONE, SUPERSEDED = range(4)


@dataclass
class Hearings:
    """Decisions of panels on children's cases, in the order of case and day."""

    case: Ints
    meeting: Ints
    day: Ints
    before: Ints
    after: Ints
    next_on: Ints
    is_first: Flags


@dataclass
class Returns:
    """Requests to agencies about a case before its first hearing; moments in minutes since 1970."""

    case: Ints
    meeting: Ints
    agency: Ints
    asked: Ints
    due: Ints
    chased: Ints
    answered: Ints


@dataclass
class Actions:
    """Actions set by decisions; days."""

    case: Ints
    agency: Ints
    aim: Ints
    set_on: Ints
    due: Ints
    state: Ints
    closed: Ints


def hearings_of(seed: int, window: Window, courses: Courses, meetings: Meetings) -> Hearings:
    """The first hearing of each case, and those that follow a review, to the window's end."""
    rng = stream(seed, "casework: hearings")
    every = np.array(parameters("casework")["review"]["every_days"])
    first = np.flatnonzero((courses.meeting != NO_MEETING) & (courses.heard <= window.end))
    reviews = courses.reviews
    again = np.flatnonzero(
        (reviews.follows == CONTINUE) & happens(rng, parameters("casework")["panel"]["again"], len(reviews.case))
    )
    case = reviews.case[again]
    case, again = case[courses.meeting[case] != NO_MEETING], again[courses.meeting[case] != NO_MEETING]
    meeting = np.minimum(meetings.first_from(courses.place[case], reviews.held[again] + 7), len(meetings) - 1)
    day = meetings.day[meeting]
    kept = (meetings.place[meeting] == courses.place[case]) & (day <= window.end) & courses.open_on(case, day)
    kept &= day > courses.heard[case]
    case, again, meeting, day = case[kept], again[kept], meeting[kept], day[kept]
    found = Hearings(
        case=np.concatenate([first, case]),
        meeting=np.concatenate([courses.meeting[first], meeting]),
        day=np.concatenate([courses.heard[first], day]),
        before=np.concatenate([courses.category[first], reviews.after[again]]),
        after=np.concatenate([courses.decided[first], reviews.after[again]]),
        next_on=np.concatenate(
            [courses.heard[first] + every[courses.decided[first]], day + every[reviews.after[again]]]
        ),
        is_first=np.concatenate([np.ones(len(first), dtype=bool), np.zeros(len(case), dtype=bool)]),
    )
    # Two reviews before one meeting are heard there together.
    _, once = np.unique(found.case * len(meetings) + found.meeting, return_index=True)
    return Hearings(**{name: column[once] for name, column in vars(found).items()})


def _pace(rng: Rng, usual: list[float], spread: float) -> Floats:
    """By place and agency: its usual figure, faster or slower as these people are."""
    own = np.exp(rng.normal(0.0, spread, (places().in_london, len(usual))))
    return np.asarray(np.array(usual)[None, :] * own)


def returns_of(seed: int, window: Window, courses: Courses, meetings: Meetings) -> Returns:
    """What each agency is asked about a child before the first hearing, and when it answers."""
    rng = stream(seed, "casework: returns")
    given = parameters("casework")["return"]
    case = np.flatnonzero((courses.meeting != NO_MEETING) & (courses.screened <= window.end))
    asked_of = rng.random((len(case), len(agency_kinds()))) < np.array(given["asked"])
    row, agency = np.nonzero(asked_of)
    case, size = case[row], len(row)
    heard = courses.heard[case]
    earliest = working_days_after(courses.screened[case], 1)
    day = np.maximum(working_days_after(heard, -given["asked_working_days_before"]), earliest)
    due = working_days_after(heard, -given["due_working_days_before"])
    due = np.maximum(due, working_days_after(day, 1))
    asked = at_hour(day, rng.uniform(9, 17, size))
    pace = _pace(rng, given["days"], given["spread_of_agencies"])
    wait = pace[courses.place[case], agency] * np.exp(rng.normal(0.0, given["spread"], size))
    never = happens(rng, np.array(given["never"])[agency], size)
    answered = np.where(never, np.iinfo(np.int64).max // 2, asked + (wait * MINUTES_A_DAY).astype(np.int64))
    late = answered >= (due + 1) * MINUTES_A_DAY
    chased = np.where(
        late & happens(rng, given["chased"], size), at_hour(working_days_after(due + 1, 0), np.full(size, 10.0)),
        UNKNOWN_DAY,
    )  # fmt: skip
    hurried = chased + whole_days(rng, given["mean_days_after_chase"], size) * MINUTES_A_DAY
    moved = (chased != UNKNOWN_DAY) & happens(rng, given["answered_when_chased"], size)
    answered = np.where(moved, np.minimum(answered, hurried), answered)
    end = (window.end + 1) * MINUTES_A_DAY
    kept = asked < end
    return Returns(
        case=case[kept],
        meeting=courses.meeting[case][kept],
        agency=agency[kept],
        asked=asked[kept],
        due=due[kept],
        chased=np.where(chased < end, chased, UNKNOWN_DAY)[kept],
        answered=np.where(answered < end, answered, UNKNOWN_DAY)[kept],
    )


def actions_of(seed: int, window: Window, courses: Courses, hearings: Hearings) -> Actions:
    """The actions that decisions set, by whom, and when they are done."""
    rng = stream(seed, "casework: actions")
    given = parameters("casework")["action"]
    number = 1 + rng.poisson(given["mean_number"], len(hearings.case))
    hearing = np.repeat(np.arange(len(number)), number)
    case, set_on, size = hearings.case[hearing], hearings.day[hearing], len(hearing)
    aim = choose(rng, given["aims"], size)
    agency = choose_by_row(rng, np.array(given["agencies"]), aim)
    allowed = np.array(given["allowed_days"])[choose(rng, given["allowed_weights"], size)]
    pace = _pace(rng, given["pace"], given["spread_of_agencies"])
    taken = allowed * pace[courses.place[case], agency] * np.exp(rng.normal(0.0, given["spread"], size))
    closed = set_on + np.maximum(taken.astype(np.int64), 0)
    left = rng.random(size)
    state = np.where(left < given["not_done"], NOT_DONE, np.where(left < given["not_done"] + given["superseded"],
                     SUPERSEDED, DONE))  # fmt: skip
    still = closed > window.end
    return Actions(
        case=case,
        agency=agency,
        aim=aim,
        set_on=set_on,
        due=working_days_after(set_on + allowed, 0),
        state=np.where(still, OPEN, state),
        closed=np.where(still, UNKNOWN_DAY, closed),
    )


def return_given(seed: int, returns: Returns, meeting: Ints, agency: Ints, meetings: Meetings, came: Flags) -> Flags:
    """Whether each agency had answered all it was asked for a meeting; where it was asked nothing, some report so."""
    kinds = len(agency_kinds())
    asked = np.bincount(returns.meeting * kinds + returns.agency, minlength=len(meetings) * kinds)
    in_time = (returns.answered != UNKNOWN_DAY) & (returns.answered < meetings.day[returns.meeting] * MINUTES_A_DAY)
    answered = np.bincount((returns.meeting * kinds + returns.agency)[in_time], minlength=len(meetings) * kinds)
    place = meeting * kinds + agency
    rng = stream(seed, "casework: returns without a case")
    nothing = happens(rng, parameters("casework")["attendance"]["return_without_case"], len(meeting)) & came
    return np.where(asked[place] > 0, answered[place] == asked[place], nothing)
