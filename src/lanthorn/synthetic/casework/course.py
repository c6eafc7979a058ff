"""The course of a case: screened, heard by the panel, reviewed again and again, closed.

Every referral is given the course it would have if it opened a case; which of them do is decided afterwards, since
a child whose case is open gets no second one. What is later than the window's end is known here, and never written.
"""

from dataclasses import dataclass

import numpy as np

from lanthorn.synthetic.casework.days import UNKNOWN_DAY, working_days_after
from lanthorn.synthetic.casework.panels import Meetings
from lanthorn.synthetic.casework.referrals import Referrals
from lanthorn.synthetic.casework.reviewing import Reviews, reviews_of
from lanthorn.synthetic.chance import Flags, Floats, Ints, Rng, choose_by_row, happens, stream
from lanthorn.synthetic.clock import MINUTES_A_DAY, Window
from lanthorn.synthetic.exploitation import Offences
from lanthorn.synthetic.missing import Spells
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.places import places
from lanthorn.synthetic.population import Known

GRAVEST = 3
PANEL, STRATEGY, SUPPORT, NO_FURTHER_ACTION = range(4)
NO_MEETING = -1
NO_CASE = -1


@dataclass
class Courses:
    """A column each, a row a case; a category is 0 for none, else 1, 2 or 3."""

    child: Ints
    place: Ints
    severity: Ints
    opened: Ints
    screened: Ints
    answered: Ints
    category: Ints
    """By the first screening."""
    outcome: Ints
    meeting: Ints
    """Of the first hearing; NO_MEETING where it does not go to the panel."""
    heard: Ints
    decided: Ints
    """Category after the first hearing, or the screening's."""
    closed: Ints
    """UNKNOWN_DAY where nothing closes it within the reviews drawn."""
    reviews: Reviews

    def __len__(self) -> int:
        return len(self.child)

    def open_on(self, case: Ints, day: Ints) -> Flags:
        """Whether each of these cases was open on that day."""
        closed = self.closed[case]
        return np.asarray((self.opened[case] <= day) & ((closed == UNKNOWN_DAY) | (closed > day)))


def courses_of(
    seed: int,
    window: Window,
    referrals: Referrals,
    meetings: Meetings,
    known: Known,
    offences: Offences,
    spells: Spells,
) -> Courses:
    """The course that each referral's case would take."""
    rng = stream(seed, "casework: courses")
    opened = np.maximum(referrals.acknowledged // MINUTES_A_DAY, referrals.day)
    screened = working_days_after(opened, _days_to_screening(rng, referrals))
    answered, category = _categories(rng, referrals.severity)
    weights = np.array(parameters("casework")["screening"]["outcome"]["weights"])
    outcome = choose_by_row(rng, weights, category)
    meeting, heard = _first_hearing(rng, referrals.place, screened, outcome, meetings)
    decided = _decided(rng, category, meeting)
    from_reviews = np.where(meeting != NO_MEETING, np.maximum(heard, screened), screened)
    reviews = reviews_of(
        stream(seed, "casework: reviews"), window, referrals.child, referrals.place, from_reviews, decided,
        outcome != NO_FURTHER_ACTION, known, offences, spells,
    )  # fmt: skip
    closed = np.where(outcome == NO_FURTHER_ACTION, screened, reviews.closes)
    return Courses(
        child=referrals.child,
        place=referrals.place,
        severity=referrals.severity,
        opened=opened,
        screened=screened,
        answered=answered,
        category=category,
        outcome=outcome,
        meeting=meeting,
        heard=heard,
        decided=decided,
        closed=closed,
        reviews=reviews,
    )


def _load(referrals: Referrals) -> Floats:
    """How busy each front door was: what came in during the days before, beside what usually does."""
    given, far = parameters("casework")["screening"], 1_000_000
    at = referrals.place * far + referrals.day
    inbox = np.sort(at)
    recent = np.searchsorted(inbox, at) - np.searchsorted(inbox, at - given["load_days"])
    each = np.bincount(referrals.place, minlength=places().in_london)
    days = np.ptp(referrals.day) + 1 if len(referrals) else 1
    usual = each[referrals.place] * given["load_days"] / days
    return np.asarray((recent + 1.0) / (usual + 1.0))


def _days_to_screening(rng: Rng, referrals: Referrals) -> Ints:
    given = parameters("casework")["screening"]
    pace = given["days"] * np.exp(rng.normal(0.0, given["spread_of_authorities"], places().in_london))
    mean = pace[referrals.place] * _load(referrals) ** given["load_matters"]
    return np.asarray(rng.gamma(given["shape"], mean / given["shape"]).astype(np.int64))


def _categories(rng: Rng, severity: Ints) -> tuple[Ints, Ints]:
    """What the tool answers and what the scorer gives: mostly right, sometimes a category too low or too high."""
    given, size = parameters("casework")["screening"], len(severity)
    draw = rng.random(size)
    step = np.where(draw < given["right"], 0, np.where(draw < given["right"] + given["too_low"], -1, 1))
    category = np.clip(severity + step, 0, GRAVEST)
    overridden = happens(rng, given["overridden"], size)
    answered = np.where(overridden, np.clip(category + rng.choice([-1, 1], size), 0, GRAVEST), category)
    return answered, category


def _first_hearing(rng: Rng, place: Ints, screened: Ints, outcome: Ints, meetings: Meetings) -> tuple[Ints, Ints]:
    """The meeting that hears each case first, and its day."""
    given = parameters("casework")["panel"]
    size = len(place)
    goes = np.isin(outcome, (PANEL, STRATEGY))
    first = meetings.first_from(place, working_days_after(screened, given["papers_working_days"]))
    first += happens(rng, given["carried_over"], size)
    inside = goes & (first < len(meetings))
    safe = np.minimum(first, len(meetings) - 1)
    inside &= meetings.place[safe] == place
    return np.where(inside, first, NO_MEETING), np.where(inside, meetings.day[safe], UNKNOWN_DAY)


def _decided(rng: Rng, category: Ints, meeting: Ints) -> Ints:
    """The category after the first hearing: the panel keeps most, and moves some by one."""
    size = len(category)
    changes = happens(rng, parameters("casework")["panel"]["changes_category"], size) & (meeting != NO_MEETING)
    return np.where(changes, np.clip(category + rng.choice([-1, 1], size), 1, GRAVEST), category)


def which_open_a_case(referrals: Referrals, courses: Courses, last: int) -> tuple[Ints, Ints]:
    """Which referrals open a case by the last day, and for every referral the number of its case among those.

    A referral of a child whose case is open joins that case. One whose case would be opened later has none: NO_CASE.
    Referrals stand in the order of child and moment.
    """
    size = len(referrals)
    begins = np.concatenate([np.ones(min(size, 1), dtype=bool), referrals.child[1:] != referrals.child[:-1]])
    first = np.maximum.accumulate(np.where(begins, np.arange(size), 0))
    rank = np.arange(size) - first
    opens = np.arange(size)
    for turn in range(1, int(rank.max(initial=0)) + 1):
        now = np.flatnonzero(rank == turn)
        current = opens[now - 1]
        closed = courses.closed[current]
        joins = (closed == UNKNOWN_DAY) | (referrals.day[now] < closed)
        opens[now] = np.where(joins, current, now)
    opening = np.unique(opens)
    opening = opening[courses.opened[opening] <= last]
    case = np.minimum(np.searchsorted(opening, opens), max(len(opening) - 1, 0))
    found = opening[case] == opens if len(opening) else np.zeros(size, dtype=bool)
    return opening, np.where(found, case, NO_CASE)


def taken(courses: Courses, row: Ints) -> Courses:
    """The courses of those rows alone, their reviews renumbered."""
    columns = {name: value[row] for name, value in vars(courses).items() if name != "reviews"}
    return Courses(**columns, reviews=courses.reviews.of(row))
