"""When each authority's panel meets, and which agencies come.

Meetings reach past the window, so that whoever waits at its end waits for one that is still to come.
"""

from dataclasses import dataclass

import numpy as np

from lanthorn.synthetic.casework.days import working_days_after
from lanthorn.synthetic.casework.referrals import begins
from lanthorn.synthetic.chance import Floats, Ints, happens, stream
from lanthorn.synthetic.clock import Window
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.places import places
from lanthorn.vocabulary import codes

PRESENT, APOLOGY, ABSENT = range(3)
_BEYOND_DAYS = 120
_DAYS_A_WEEK = 7
_FAR = 1_000_000
"""More days than any window has, so that place and day together are one rising number."""


def agency_kinds() -> list[str]:
    """The kinds of agency in the order of their numbers."""
    return [code.code for code in codes("agency_kind").codes]


@dataclass
class Meetings:
    """Meetings in the order of place and day."""

    place: Ints
    day: Ints

    def __len__(self) -> int:
        return len(self.day)

    def first_from(self, place: Ints, day: Ints) -> Ints:
        """The number of each place's first meeting on that day or later."""
        return np.searchsorted(self.place * _FAR + self.day, place * _FAR + day)


def meetings_of(seed: int, window: Window) -> Meetings:
    """Every meeting of every authority's panel, some months past the window's end."""
    rng = stream(seed, "casework: meetings")
    weeks = rng.choice(np.array(parameters("casework")["panel"]["weeks"]), places().in_london)
    weekday, offset = rng.integers(0, 5, len(weeks)), rng.random(len(weeks))
    first, last = begins(window), window.end + _BEYOND_DAYS
    place, day = [], []
    for number, every in enumerate(weeks):
        start = first + int(offset[number] * every * _DAYS_A_WEEK)
        start += (weekday[number] - (start + 3)) % _DAYS_A_WEEK  # 1 January 1970 was a Thursday, day 3 of the week
        days = np.arange(start, last, every * _DAYS_A_WEEK, dtype=np.int64)
        place.append(np.full(len(days), number, dtype=np.int64))
        day.append(working_days_after(days, 0))
    return Meetings(np.concatenate(place), np.concatenate(day))


def _logit(share: Floats) -> Floats:
    return np.log(share / (1 - share))


@dataclass
class Attendance:
    """One row a meeting and kind of agency: was it there."""

    meeting: Ints
    agency: Ints
    presence: Ints


def attendance_of(seed: int, meetings: Meetings, held: Ints) -> Attendance:
    """Who came to the meetings held. Each authority's partners come more or less often than others'."""
    rng = stream(seed, "casework: attendance")
    given = parameters("casework")["attendance"]
    usual = _logit(np.array(given["present"]))
    of_place = usual[None, :] + rng.normal(0.0, given["spread"], (places().in_london, len(usual)))
    meeting, agency = np.repeat(held, len(usual)), np.tile(np.arange(len(usual)), len(held))
    chance = 1.0 / (1.0 + np.exp(-of_place[meetings.place[meeting], agency]))
    size = len(meeting)
    apology = happens(rng, given["apology"], size)
    presence = np.where(happens(rng, chance, size), PRESENT, np.where(apology, APOLOGY, ABSENT))
    return Attendance(meeting, agency, presence)
