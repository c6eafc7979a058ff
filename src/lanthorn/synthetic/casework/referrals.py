"""Who is worried about which child, and when: each concern becomes a referral by one agency.

Given the children and what happens to them, gives back referrals in the order of child and moment. How grave things
truly are stands beside each, for those who screen to find or to miss.
"""

from dataclasses import dataclass

import numpy as np

from lanthorn.synthetic.casework.days import at_hour, working_days_after
from lanthorn.synthetic.chance import Flags, Ints, Rng, choose, happens, stream, whole_days
from lanthorn.synthetic.clock import DAYS_A_YEAR, MINUTES_A_DAY, Window, age_on, as_day
from lanthorn.synthetic.exploitation import Offences
from lanthorn.synthetic.missing import Spells
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.places import places
from lanthorn.synthetic.population import AGES, EXPLOITATION, Known

POLICE = 0
_YOUNGEST = 8


@dataclass
class Referrals:
    """Referrals, a column each. `severity` is how grave things truly are: 0 none, then category 1, 2, 3."""

    child: Ints
    place: Ints
    told: Ints
    sent: Ints
    """In minutes since 1970."""
    agency: Ints
    severity: Ints
    channel: Ints
    acknowledged: Ints

    @property
    def day(self) -> Ints:
        """The day on which each was sent."""
        return self.sent // MINUTES_A_DAY

    def __len__(self) -> int:
        return len(self.child)


@dataclass
class _Concerns:
    child: Ints
    day: Ints
    agency: Ints
    severity: Ints


def begins(window: Window) -> int:
    """The first day of the casework within the window."""
    return max(window.start, as_day(parameters("casework")["begins"]["on"]))


def referrals_of(seed: int, window: Window, known: Known, offences: Offences, spells: Spells) -> Referrals:
    """Every referral of a child under 18 who lives in London, from the day the casework begins to the window's end."""
    rng = stream(seed, "casework: concerns")
    severity = _severity_of_exploited(rng, known, offences)
    found = (
        _reported(rng, offences, severity),
        _often_missing(rng, spells, severity),
        _noticed(rng, known, severity),
        _worries(rng, window, known, severity),
    )
    child, day, agency, grave = (
        np.concatenate([getattr(entry, name) for entry in found]) for name in ("child", "day", "agency", "severity")
    )
    age = age_on(known.birth[child], day)
    kept = (day >= begins(window)) & (day <= window.end) & (known.place[child] < places().in_london)
    kept &= (age >= _YOUNGEST) & (age < AGES)
    child, told, agency, grave = child[kept], day[kept], agency[kept], grave[kept]
    given = parameters("casework")["referral"]
    size = len(child)
    # Only police work on a day off.
    sent_on = np.where(agency == POLICE, told, working_days_after(told, 0))
    sent_on = np.minimum(sent_on, window.end)
    sent = at_hour(sent_on, np.clip(rng.normal(given["hour_mean"], given["hour_spread"], size), 0.1, 23.5))
    same_day = happens(rng, given["acknowledged_same_day"], size)
    next_day = at_hour(working_days_after(sent_on + 1, 0), rng.uniform(8.5, 12, size))
    soon = np.minimum(sent + 5 + whole_days(rng, 90.0, size), sent_on * MINUTES_A_DAY + MINUTES_A_DAY - 1)
    order = np.lexsort((agency, sent, child))
    return Referrals(
        child=child[order],
        place=known.place[child][order],
        told=told[order],
        sent=sent[order],
        agency=agency[order],
        severity=grave[order],
        channel=choose(rng, given["channels"], size)[order],
        acknowledged=np.where(same_day, soon, next_day)[order],
    )


def _severity_of_exploited(rng: Rng, known: Known, offences: Offences) -> Ints:
    """How grave each exploited child's situation is: the gravest report of the window, or drawn where none came."""
    weights = list(parameters("exploitation")["category"]["weights"].values())
    severity = np.zeros(len(known), dtype=np.int64)
    exploited = np.flatnonzero(known.way == EXPLOITATION)
    severity[exploited] = 1 + choose(rng, weights, len(exploited))
    recorded = np.zeros(len(known), dtype=np.int64)
    np.maximum.at(recorded, offences.victim_child, 1 + offences.category[offences.victim_offence])
    return np.where(recorded > 0, recorded, severity)


def _reported(rng: Rng, offences: Offences, severity: Ints) -> _Concerns:
    given = parameters("casework")["concern"]["reported"]
    told = happens(rng, given["referred"], len(offences.victim_child))
    child, offence = offences.victim_child[told], offences.victim_offence[told]
    day = offences.reported[offence] + whole_days(rng, given["mean_days"], len(child)) - 1
    return _Concerns(child, day, np.full(len(child), POLICE, dtype=np.int64), severity[child])


def third_within(spells: Spells, times: int, days: int) -> Flags:
    """Which times missing that police were told of were the third (or later) within so many days."""
    told = np.flatnonzero(spells.told_police)
    child, day = spells.child[told], spells.began[told] // MINUTES_A_DAY
    back = times - 1
    often = np.zeros(len(told), dtype=bool)
    often[back:] = (child[back:] == child[:-back]) & (day[back:] - day[:-back] <= days)
    found = np.zeros(len(spells), dtype=bool)
    found[told[often]] = True
    return found


def _often_missing(rng: Rng, spells: Spells, severity: Ints) -> _Concerns:
    given = parameters("casework")["concern"]["often_missing"]
    which = np.flatnonzero(third_within(spells, given["times"], given["days"]))
    which = which[happens(rng, given["referred"], len(which))]
    child, size = spells.child[which], len(which)
    day = spells.began[which] // MINUTES_A_DAY + whole_days(rng, given["mean_days"], size)
    otherwise = happens(rng, given["at_risk"], size).astype(np.int64)
    agency = choose(rng, given["agencies"], size)
    return _Concerns(child, day, agency, np.where(severity[child] > 0, severity[child], otherwise))


def _noticed(rng: Rng, known: Known, severity: Ints) -> _Concerns:
    given = parameters("casework")["concern"]["noticed"]
    child = np.flatnonzero(known.way == EXPLOITATION)
    child = child[happens(rng, given["noticed"], len(child))]
    day = known.anchor[child] - whole_days(rng, given["mean_days_before"], len(child))
    return _Concerns(child, day, choose(rng, given["agencies"], len(child)), severity[child])


def _worries(rng: Rng, window: Window, known: Known, severity: Ints) -> _Concerns:
    given = parameters("casework")["concern"]["worry"]
    number = rng.poisson(given["a_year"] * (window.end - window.start + 1) / DAYS_A_YEAR, len(known))
    child = np.repeat(np.arange(len(known)), number)
    day = rng.integers(window.start, window.end + 1, len(child))
    otherwise = happens(rng, given["at_risk"], len(child)).astype(np.int64)
    grave = np.where(severity[child] > 0, severity[child], otherwise)
    return _Concerns(child, day, choose(rng, given["agencies"], len(child)), grave)
