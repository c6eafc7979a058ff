"""Lives in care: when each child was looked after, and in which placements, one after another.

Given the known children, gives back one stay at most per child and its episodes. A stay that outlasts the window
ends after it. Children's homes and semi-independent houses are few addresses with many children.
"""

from dataclasses import dataclass

import numpy as np

from lanthorn.synthetic.chance import Flags, Floats, Ints, Rng, choose, choose_by_row, happens, stream, whole_days
from lanthorn.synthetic.clock import DAYS_A_YEAR, Window, age_on, birthday
from lanthorn.synthetic.households import NONE, People
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.places import places
from lanthorn.synthetic.population import AGES, ENTERING_CARE, EXPLOITATION, IN_CARE_AT_START, Known
from lanthorn.synthetic.postcodes import somewhere_in
from lanthorn.vocabulary import population

NEVER = np.iinfo(np.int64).max
"""Stands for a day that never came."""
_SHORTEST_STAY = 2


@dataclass
class Stays:
    """For each child the first and last day looked after; both NEVER for a child who never was."""

    start: Ints
    end: Ints

    def covers(self, child: Ints, day: Ints) -> Flags:
        """Whether each child is looked after on that day; the last day is not covered."""
        return (self.start[child] <= day) & (day < self.end[child])


@dataclass
class Episodes:
    """Episodes in the order of child and first day."""

    child: Ints
    began: Ints
    ended: Ints
    is_first: Flags
    is_last: Flags
    placement: Ints
    place: Ints
    postcode: Ints
    home_number: Ints
    """Which shared house it is; NONE for a family placement."""

    def on(self, child: Ints, day: Ints) -> Ints:
        """The number of each child's episode on that day; only right for days within the stay."""
        far = int(self.ended.max(initial=0)) + int(day.max(initial=0)) + 1
        return np.searchsorted(self.child * far + self.began, child * far + day, side="right") - 1


def _mixture(rng: Rng, weights: list[float], means: list[float], size: int) -> Ints:
    return whole_days(rng, np.array(means)[choose(rng, weights, size)], size)


def stays_of(seed: int, window: Window, known: Known, twin_of: Ints) -> Stays:
    """When each child was looked after."""
    rng = stream(seed, "stays")
    given, exposed_given = parameters("care"), parameters("exploitation")["care"]
    start = np.full(len(known), NEVER, dtype=np.int64)
    end = start.copy()

    there = np.flatnonzero(known.way == IN_CARE_AT_START)
    start[there] = known.anchor[there] - whole_days(rng, given["stock"]["before"]["mean_days"], len(there))
    left = given["stock"]["left"]
    end[there] = known.anchor[there] + _mixture(rng, left["weights"], left["mean_days"], len(there))

    enters = np.flatnonzero(known.way == ENTERING_CARE)
    start[enters] = known.anchor[enters]
    stay = given["entries"]
    end[enters] = start[enters] + _mixture(rng, stay["weights"], stay["mean_days"], len(enters))

    exposed = np.flatnonzero(known.way == EXPLOITATION)
    within = happens(rng, exposed_given["in_care"], len(exposed))
    later = ~within & happens(rng, exposed_given["enters_later"], len(exposed))
    before = whole_days(rng, exposed_given["mean_days_before"], len(exposed))
    after = whole_days(rng, exposed_given["mean_days_after"], len(exposed))
    wait = whole_days(rng, exposed_given["later_mean_days"], len(exposed))
    begins = known.anchor[exposed] + np.where(within, -before, wait)
    looked_after = within | later
    start[exposed[looked_after]] = begins[looked_after]
    end[exposed[looked_after]] = np.where(within, known.anchor[exposed] + after, begins + after)[looked_after]

    followed = np.flatnonzero((twin_of != NONE) & (twin_of < np.arange(len(known))) & (known.way != EXPLOITATION))
    start[followed], end[followed] = start[twin_of[followed]], end[twin_of[followed]]
    ever = start != NEVER
    start[ever] = np.maximum(start[ever], known.birth[ever])
    end[ever] = np.minimum(end[ever], birthday(known.birth[ever], AGES))
    never = ever & (end - start < _SHORTEST_STAY)
    start[never], end[never] = NEVER, NEVER
    return Stays(start, end)


def placements() -> list[str]:
    """Placement codes in the order of their numbers."""
    return list(parameters("care")["placement"]["codes"])


def _changes(rng: Rng, window: Window, child: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Child and first day of each episode: the stay's first day and the days of changes since the window began."""
    since = np.maximum(start, window.start)
    length = np.maximum(np.minimum(end, window.end) - since, 0)
    number = rng.poisson(length / DAYS_A_YEAR * parameters("care")["placement"]["changes_a_year"])
    row = np.repeat(np.arange(len(child)), number)
    day = since[row] + 1 + (rng.random(len(row)) * np.maximum(length[row] - 1, 0)).astype(np.int64)
    inside = day < end[row]
    every = np.unique(
        np.stack([np.concatenate([child, child[row[inside]]]), np.concatenate([start, day[inside]])], axis=1), axis=0
    )
    return every[:, 0], every[:, 1]


def _shared_houses(rng: Rng, scale: float) -> tuple[Ints, Ints, Ints]:
    """Postcodes of houses shared by several children, with the first and the number for each place and kind."""
    given = parameters("care")["placement"]
    children = np.zeros(len(places().codes))
    for cell in population():
        children[places().codes.index(cell.authority)] += cell.population
    children[places().in_london :] = children[: places().in_london].mean()
    per_child = np.array([given["shared_per_10000"].get(code, 0.0) for code in placements()]) / 10_000
    expected = np.maximum(children[:, None] * per_child[None, :] * scale, 1e-9)
    number = np.where(per_child > 0, np.maximum(1, np.ceil(expected)), 0).astype(np.int64)
    place = np.repeat(np.indices(number.shape)[0].ravel(), number.ravel())
    first = (np.cumsum(number.ravel()) - number.ravel()).reshape(number.shape)
    return somewhere_in(rng, place), first, number


def _where(rng: Rng, home: Ints) -> Ints:
    """The place of each placement, given the authority that looks after the child."""
    given = parameters("care")["where"]
    london = places().in_london
    near = choose_by_row(rng, places().nearness(given["distance_tiles"]), np.minimum(home, london - 1))
    beyond = london + rng.integers(0, len(places().codes) - london, len(home))
    which = choose(rng, [given["home_authority"], given["elsewhere_in_london"], given["outside"]], len(home))
    return np.select([which == 0, which == 1], [home, near], beyond)


def episodes_of(seed: int, window: Window, scale: float, people: People, stays: Stays) -> Episodes:
    """The placements of every stay that touches the window."""
    rng = stream(seed, "placements")
    given = parameters("care")["placement"]
    known = people.known
    touched = np.flatnonzero((stays.start <= window.end) & (stays.end > window.start))
    child, began = _changes(rng, window, touched, stays.start[touched], stays.end[touched])
    is_first = np.concatenate([np.ones(min(len(child), 1), dtype=bool), child[1:] != child[:-1]])
    is_last = np.concatenate([is_first[1:], np.ones(min(len(child), 1), dtype=bool)])
    ended = np.where(is_last, stays.end[child], np.roll(began, -1))
    age_band = np.searchsorted(given["age_from"], age_on(known.birth[child], began), side="right") - 1
    weights: Floats = np.array(given["weights"])
    placement = choose_by_row(rng, weights, age_band)
    place = _where(rng, known.place[child])
    at_home = np.isin(placement, [placements().index(code) for code in given["at_home"]])
    place = np.where(at_home, known.place[child], place)
    shared = np.isin(placement, [placements().index(code) for code in given["shared"]])
    houses, first, number = _shared_houses(rng, scale)
    house = first[place, placement] + (rng.random(len(child)) * number[place, placement]).astype(np.int64)
    house = np.where(shared, house, NONE)
    postcode = np.where(at_home, people.home[child], np.where(shared, houses[house], somewhere_in(rng, place)))
    return Episodes(child, began, ended, is_first, is_last, placement, place, postcode, house)
