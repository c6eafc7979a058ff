"""Where is the need and no session? Sessions of twelve months beside what is recorded, authority by authority.

Given the sessions that a user may see and what a publication says; gives a row per authority, those without a session
first, and by audience which were never reached. No number here is about a child: counts were protected before.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lanthorn.casework.areas import authority_code, authority_label
from lanthorn.casework.prevention.models import Audience, PreventionSession, RecordedNeed, Setting

LOOKED_BACK = timedelta(days=365)
HIDDEN = "c"
NOT_TAKEN = "–"
"""Stands for children reported missing where need was taken in before they were part of it."""
PER = 10_000


@dataclass(frozen=True)
class Place:
    """One authority: what is recorded, and the sessions for it."""

    code: str
    label: str
    offences: str
    rate: str
    missing: str
    missing_children: str
    sessions: int
    reach: int
    not_reached: tuple[str, ...]
    """Audiences for whom no session was held."""


@dataclass(frozen=True)
class Coverage:
    """The authorities of the publication, and sessions that are for none of them."""

    places: tuple[Place, ...]
    elsewhere: int
    by_audience: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
    """For each audience, by setting: how many sessions, and how many took part."""

    @property
    def without(self) -> tuple[Place, ...]:
        """Authorities with recorded need and no session."""
        return tuple(one for one in self.places if not one.sessions)


def coverage_of(need: RecordedNeed | None, sessions: Iterable[PreventionSession], today: date) -> Coverage:
    """Sessions of the twelve months before the day, beside the need."""
    since = today - LOOKED_BACK
    held = [one for one in sessions if since < one.held_on <= today]
    by_code: dict[str, list[PreventionSession]] = defaultdict(list)
    for one in held:
        by_code[authority_code(one.authority)].append(one)
    rows = need.rows if need else {}
    places = [_place(code, row, by_code.get(code, [])) for code, row in rows.items()]
    places.sort(key=lambda one: (one.sessions > 0, -_number(one.offences), one.label))
    elsewhere = sum(len(listed) for code, listed in by_code.items() if code not in rows)
    return Coverage(tuple(places), elsewhere, _by_audience(held))


def _place(code: str, row: dict[str, int | None], held: list[PreventionSession]) -> Place:
    victims, children = row["victims"], row.get("children")
    rate = HIDDEN if victims is None else "–" if not children else f"{victims / children * PER:.1f}"
    reached = {one.audience for one in held}
    return Place(
        code, authority_label(code), _say(row["offences"]), rate, _say(row["missing"]),
        _say(row["missing_children"]) if "missing_children" in row else NOT_TAKEN, len(held),
        sum(one.reach for one in held), tuple(str(one.label) for one in Audience if one not in reached),
    )  # fmt: skip


def _by_audience(held: list[PreventionSession]) -> tuple[tuple[str, tuple[tuple[int, int], ...]], ...]:
    number = Counter((one.audience, one.setting) for one in held)
    reach: Counter[tuple[str, str]] = Counter()
    for one in held:
        reach[one.audience, one.setting] += one.reach
    return tuple(
        (str(audience.label), tuple((number[audience, setting], reach[audience, setting]) for setting in Setting))
        for audience in Audience
    )


def _say(count: int | None) -> str:
    return HIDDEN if count is None else f"{count:,}"


def _number(said: str) -> int:
    """For the order alone: a hidden count stands after every shown one."""
    return -1 if said == HIDDEN else int(said.replace(",", ""))
