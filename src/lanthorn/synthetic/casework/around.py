"""What stands around the children: times missing, persons and places of concern, disruption, prevention sessions."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lanthorn.synthetic.casework.course import Courses
from lanthorn.synthetic.casework.days import UNKNOWN_DAY, of_same_child, working_days_after
from lanthorn.synthetic.casework.referrals import begins
from lanthorn.synthetic.chance import Flags, Ints, Rng, choose, choose_by_row, choose_word, happens, stream, whole_days
from lanthorn.synthetic.clock import DAYS_A_YEAR, MINUTES_A_DAY, Window
from lanthorn.synthetic.exploitation import Offences
from lanthorn.synthetic.households import NONE
from lanthorn.synthetic.missing import Spells
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.places import places
from lanthorn.synthetic.suspects import Named

HELD, DECLINED, NOT_HELD = range(3)
PERSON, PLACE, ONLINE = range(3)
_MINUTES_AN_HOUR = 60


@dataclass
class Missing:
    """Times missing that the casework knows of, with the interview that followed; minutes since 1970."""

    case: Ints
    last_seen: Ints
    returned: Ints
    police_told: Flags
    offered: Ints
    interviewed: Ints
    outcome: Ints
    """NONE where it is not known yet."""


def missing_of(seed: int, window: Window, courses: Courses, spells: Spells) -> Missing:
    """The times missing while a child's case was open, as far as the casework came to know of them."""
    rng = stream(seed, "casework: missing")
    given = parameters("casework")["missing"]
    case, spell = of_same_child(courses.child, spells.child)
    day = spells.began[spell] // MINUTES_A_DAY
    told = spells.told_police[spell]
    kept = courses.open_on(case, day) & (day <= window.end) & ~spells.away[spell]
    kept &= happens(rng, np.where(told, given["known_if_reported"], given["known_otherwise"]), len(case))
    case, spell, told = case[kept], spell[kept], told[kept]
    size, end = len(case), (window.end + 1) * MINUTES_A_DAY
    before = (rng.exponential(given["last_seen_hours"], size) * _MINUTES_AN_HOUR).astype(np.int64)
    returned = spells.ended[spell]
    offered = happens(rng, given["offered"], size)
    wait = (rng.exponential(given["offered_mean_hours"], size) * _MINUTES_AN_HOUR).astype(np.int64)
    slow = np.exp(rng.normal(0.0, given["spread_of_authorities"], places().in_london))
    hours = given["median_hours"] * slow[courses.place[case]] * np.exp(rng.normal(0.0, given["spread"], size))
    interviewed = returned + np.maximum(wait, (hours * _MINUTES_AN_HOUR).astype(np.int64))
    outcome = choose(rng, [given["held"], given["declined"], 1 - given["held"] - given["declined"]], size)
    outcome = np.where(offered, outcome, NOT_HELD)
    nothing = ~offered & happens(rng, given["nothing_known"], size)
    known = ~nothing & (interviewed < end) & (returned < end)
    return Missing(
        case=case,
        last_seen=spells.began[spell] - before,
        returned=np.where(returned < end, returned, UNKNOWN_DAY),
        police_told=told,
        offered=np.where(offered & (returned + wait < end), returned + wait, UNKNOWN_DAY),
        interviewed=np.where(known, interviewed, UNKNOWN_DAY),
        outcome=np.where(known, outcome, NONE),
    )


@dataclass
class Links:
    """Links of cases to persons of concern, places and online spaces, in the order of their day."""

    case: Ints
    context: Ints
    target: Ints
    kind: Ints
    """Number into the parameters' `kinds`; NONE where it is not known yet."""
    since: Ints
    ended: Ints


def links_of(seed: int, window: Window, courses: Courses, offences: Offences, suspects: Named) -> Links:
    """Every link. A person named again is the same context; places draw several children each."""
    rng = stream(seed, "casework: links")
    given = parameters("casework")["link"]
    case, victim = of_same_child(courses.child, offences.victim_child)
    offence = offences.victim_offence[victim]
    day = np.maximum(offences.reported[offence], courses.opened[case])
    kept = (day <= window.end) & courses.open_on(case, day)
    case, offence, day = case[kept], offence[kept], day[kept]
    row, named = of_same_child(offence, suspects.offence)
    person = _same_person(suspects)
    of_person = Links(
        case[row], person[named], np.full(len(row), PERSON), suspects.relationship[named], day[row],
        np.full(len(row), UNKNOWN_DAY),
    )  # fmt: skip
    beyond = int(person.max(initial=0)) + 1
    met_online = np.flatnonzero(offences.online[offence] & happens(rng, given["online"], len(offence)))
    at = np.flatnonzero(happens(rng, given["place"], len(offence)))
    spot = _spots(rng, offences.place[offence[at]], given["places_per_100_cases"] / 100 * len(courses))
    some_kind = choose(rng, np.ones(len(given["kinds"])), len(at))
    of_place = Links(
        case[at], beyond + spot, np.full(len(at), PLACE), some_kind, day[at], np.full(len(at), UNKNOWN_DAY)
    )
    beyond += int(spot.max(initial=0)) + 1
    site = choose(rng, 1.0 / np.arange(1, 13), len(met_online))
    of_site = Links(
        case[met_online], beyond + site, np.full(len(site), ONLINE), np.zeros(len(site), dtype=np.int64),
        day[met_online], np.full(len(site), UNKNOWN_DAY),
    )  # fmt: skip
    return _put_together(_found_out(rng, window, of_person), of_place, of_site)


def _same_person(suspects: Named) -> Ints:
    """A number for each person named: the same birth, home and sex is the same person."""
    keys = np.stack([suspects.person.birth, suspects.home, suspects.person.sex], axis=1)
    return np.asarray(np.unique(keys, axis=0, return_inverse=True)[1]).ravel()


def _spots(rng: Rng, place: Ints, number: float) -> Ints:
    """One of an authority's places where children are met; a few of them draw most."""
    each = max(2, int(number / places().in_london) + 1)
    return place * each + choose(rng, 1.0 / np.arange(1, each + 1), len(place))


def _found_out(rng: Rng, window: Window, links: Links) -> Links:
    """Links not known yet, some of them ended and replaced by one that says how."""
    given, size = parameters("casework")["link"], len(links.case)
    learned = links.since + whole_days(rng, given["mean_days_later"], size)
    later = (links.kind == NONE) & happens(rng, given["known_later"], size) & (learned <= window.end)
    row = np.flatnonzero(later)
    fresh = Links(
        links.case[row], links.context[row], links.target[row], choose(rng, np.ones(len(given["kinds"])), len(row)),
        learned[row], np.full(len(row), UNKNOWN_DAY),
    )  # fmt: skip
    ended = np.where(later, learned, UNKNOWN_DAY)
    return _put_together(Links(links.case, links.context, links.target, links.kind, links.since, ended), fresh)


def _put_together(*several: Links) -> Links:
    names = vars(several[0])
    columns = {name: np.concatenate([getattr(entry, name) for entry in several]) for name in names}
    order = np.lexsort((columns["context"], columns["case"], columns["since"]))
    return Links(**{name: column[order] for name, column in columns.items()})


@dataclass
class Disruptions:
    """Measures of disruption against persons, places and online spaces; days."""

    context: Ints
    target: Ints
    kind: Any
    begins: Ints
    outcome: Any
    outcome_on: Ints


def disruptions_of(seed: int, window: Window, links: Links) -> Disruptions:
    """What is done about persons and places: each link of one is a chance, once it is known."""
    rng = stream(seed, "casework: disruption")
    given = parameters("casework")["disruption"]
    taken = happens(rng, np.array(given["chance"])[links.target], len(links.case)) & (links.kind != NONE)
    row = np.flatnonzero(taken)
    _, first = np.unique(links.context[row], return_index=True)
    row = row[np.sort(first)]
    begins_on = working_days_after(links.since[row] + whole_days(rng, given["mean_days"], len(row)), 0)
    row, begins_on = row[begins_on <= window.end], begins_on[begins_on <= window.end]
    size, target = len(row), links.target[row]
    kind = np.empty(size, dtype=object)
    for number, name in enumerate(("person", "place", "online")):
        here = np.flatnonzero(target == number)
        words, drawn = choose_word(rng, given[f"kinds_of_{name}"], len(here))
        kind[here] = np.array(words, dtype=object)[drawn]
    words, drawn = choose_word(rng, given["outcomes"], size)
    outcome_on = begins_on + whole_days(rng, given["mean_days_to_outcome"], size)
    known = happens(rng, given["outcome_known"], size) & (outcome_on <= window.end)
    return Disruptions(
        context=links.context[row],
        target=target,
        kind=kind,
        begins=begins_on,
        outcome=np.where(known, np.array(words, dtype=object)[drawn], ""),
        outcome_on=np.where(known, outcome_on, UNKNOWN_DAY),
    )


@dataclass
class Sessions:
    """Prevention sessions in the order of place and day."""

    place: Ints
    held: Ints
    audience: Ints
    setting: Ints
    reach: Ints


def audiences() -> list[str]:
    """Audiences of sessions in the order of their numbers."""
    return list(parameters("casework")["session"]["audiences"])


def sessions_of(seed: int, window: Window, scale: float) -> Sessions:
    """Sessions by authority; how much each does follows no record of need."""
    rng = stream(seed, "casework: sessions")
    given = parameters("casework")["session"]
    first = begins(window)
    years = (window.end - first + 1) / DAYS_A_YEAR
    effort = rng.gamma(given["effort"], 1.0 / given["effort"], places().in_london)
    number = rng.poisson(given["a_year"] * years * effort * scale)
    place = np.repeat(np.arange(len(number)), number)
    size = len(place)
    held = working_days_after(rng.integers(first, window.end - 6, size), 0)
    audience = choose(rng, list(given["audiences"].values()), size)
    setting = choose_by_row(rng, np.array(given["settings"]), audience)
    usual = np.array(list(given["reach"].values()))[audience]
    reach = np.maximum(1, usual * np.exp(rng.normal(0.0, given["spread"], size))).astype(np.int64)
    order = np.lexsort((held, place))
    return Sessions(place[order], held[order], audience[order], setting[order], reach[order])
