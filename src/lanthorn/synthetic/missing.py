"""Times when children were missing: true spells, and which of them police and the authority came to know of.

Given the children, their reports of exploitation and their lives in care, gives back spells in the order of child
and time. The rate differs from child to child (a gamma distribution), so that a few are missing very often.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lanthorn.synthetic.care import NEVER, Episodes, Stays
from lanthorn.synthetic.chance import Flags, Floats, Ints, Rng, happens, stream, whole_days
from lanthorn.synthetic.clock import DAYS_A_YEAR, MINUTES_A_DAY, Window, age_on, birthday
from lanthorn.synthetic.households import People
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.places import places
from lanthorn.synthetic.population import AGES, ENTERING_CARE, EXPLOITATION, IN_CARE_AT_START, MISSING_FROM_HOME

HOME, CARE, ELSEWHERE = range(3)


@dataclass
class Spells:
    """Times missing (or, for `away`, away without authorisation), in minutes since 1970."""

    child: Ints
    began: Ints
    ended: Ints
    source: Ints
    place: Ints
    postcode: Ints
    """Where the child was living: the placement or the family home."""
    away: Flags
    told_police: Flags
    in_return: Flags

    def __len__(self) -> int:
        return len(self.child)


@dataclass
class _Proneness:
    """From when to when a child goes missing, and how often in a year."""

    child: Ints
    onset: Ints
    until: Ints
    a_year: Floats


def _pattern(rng: Rng, given: dict[str, Any], child: Ints, onset: Ints) -> _Proneness:
    rate = rng.gamma(given["spread"], given["episodes_a_year"] / given["spread"], len(child))
    rate = np.minimum(rate, parameters("missing")["ceiling"]["episodes_a_year"])
    return _Proneness(child, onset, onset + whole_days(rng, given["mean_active_days"], len(child)), rate)


def _of_victims(rng: Rng, people: People, stays: Stays) -> _Proneness:
    given = parameters("exploitation")["missing"]
    exposed = np.flatnonzero(people.known.way == EXPLOITATION)
    anchor = people.known.anchor[exposed]
    chance = np.where(stays.covers(exposed, anchor), given["prone_in_care"], given["prone"])
    prone = happens(rng, chance, len(exposed))
    child, anchor = exposed[prone], anchor[prone]
    return _pattern(rng, given, child, anchor - whole_days(rng, given["mean_days_before"], len(child)))


def _in_care(rng: Rng, window: Window, people: People, stays: Stays) -> _Proneness:
    """Looked-after children who go missing: one onset at most, at a random day of the stay."""
    given = parameters("care")["absence"]
    known = people.known
    child = np.flatnonzero(np.isin(known.way, (IN_CARE_AT_START, ENTERING_CARE)) & (stays.start != NEVER))
    start, end = np.maximum(stays.start[child], window.start), np.minimum(stays.end[child], window.end)
    length = np.maximum(end - start, 0)
    onset = start + (rng.random(len(child)) * length).astype(np.int64)
    hazard = np.zeros(AGES + 1)
    hazard[given["ages"]] = given["prone_a_year"]
    age = np.clip(age_on(known.birth[child], onset), 0, AGES)
    prone = happens(rng, 1.0 - np.exp(-hazard[age] * length / DAYS_A_YEAR), len(child))
    pattern = _pattern(rng, given, child[prone], onset[prone])
    pattern.until = np.minimum(pattern.until, stays.end[pattern.child] - 1)
    return pattern


def _from_home(rng: Rng, people: People) -> _Proneness:
    child = np.flatnonzero(people.known.way == MISSING_FROM_HOME)
    return _pattern(rng, parameters("missing")["onset"], child, people.known.anchor[child])


def _days(rng: Rng, prone: _Proneness) -> tuple[Ints, Ints]:
    """Child and day of each time missing: the onset, then a Poisson number spread over the time until it stops."""
    span = np.maximum(prone.until - prone.onset, 0)
    further = rng.poisson(prone.a_year * span / DAYS_A_YEAR)
    row = np.repeat(np.arange(len(span)), further)
    day = prone.onset[row] + 1 + (rng.random(len(row)) * span[row]).astype(np.int64)
    return np.concatenate([prone.child, prone.child[row]]), np.concatenate([prone.onset, day])


def _hours(rng: Rng, size: int) -> tuple[Ints, Ints]:
    """Minute of the day at which each is reported, and minutes until the return."""
    given, hour = parameters("missing")["length"], parameters("missing")["hour"]
    minute = (rng.normal(hour["mean"], hour["spread"], size) * 60).astype(np.int64) % MINUTES_A_DAY
    length = given["median_hours"] * 60 * np.exp(rng.normal(0.0, given["spread"], size))
    return minute, np.maximum(length, given["shortest_minutes"]).astype(np.int64)


def _ends(child: Ints, began: Ints, length: Ints) -> Ints:
    """When each child came back: before the next time the same child is reported."""
    ended = began + length
    same = child[1:] == child[:-1]
    ended[:-1] = np.where(same, np.minimum(ended[:-1], began[1:]), ended[:-1])
    return ended


def spells_of(seed: int, window: Window, people: People, stays: Stays, episodes: Episodes) -> Spells:
    """Every time missing in the window of a child under 18, one a day at most, and the times away from placements."""
    rng = stream(seed, "missing")
    known = people.known
    ways = (_of_victims(rng, people, stays), _in_care(rng, window, people, stays), _from_home(rng, people))
    found = [_days(rng, way) for way in ways]
    days = np.unique(np.stack([np.concatenate([way[column] for way in found]) for column in (0, 1)], axis=1), axis=0)
    child, day = days[:, 0], days[:, 1]
    kept = (day >= window.start) & (day <= window.end) & (day < birthday(known.birth[child], AGES))
    kept &= day > known.birth[child]
    child, day = child[kept], day[kept]
    minute, length = _hours(rng, len(child))
    began = day * MINUTES_A_DAY + minute
    looked_after = stays.covers(child, day)
    placed = np.where(looked_after, episodes.on(child, day), 0)
    postcode = np.where(looked_after, episodes.postcode[placed], people.home[child])
    place = np.where(looked_after, episodes.place[placed], known.place[child])
    given, report = parameters("care")["return"], parameters("missing")["reported"]
    elsewhere = happens(rng, report["elsewhere"], len(child))
    source = np.where(elsewhere, ELSEWHERE, np.where(looked_after, CARE, HOME))
    chance = np.where(looked_after, report["care"], report["home"])
    chance = np.where(place >= places().in_london, report["outside"], chance)
    chance = np.where(known.place[child] >= places().in_london, report["home"], chance)
    away = looked_after & happens(rng, given["away_for_each"] / (1 + given["away_for_each"]), len(child))
    return Spells(
        child=child,
        began=began,
        ended=_ends(child, began, length),
        source=source,
        place=place,
        postcode=postcode,
        away=away,
        told_police=~away & happens(rng, chance, len(child)),
        in_return=looked_after & happens(rng, given["missing_recorded"], len(child)),
    )
