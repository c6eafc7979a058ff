"""Reviews of a case, one after another, until one of them leads to a closure that somebody else agrees.

What a review finds is what happened since: a new report of the child, times missing, or that things became better.
"""

from dataclasses import dataclass

import numpy as np

from lanthorn.synthetic.casework.days import UNKNOWN_DAY, of_same_child
from lanthorn.synthetic.chance import Flags, Ints, Rng, choose, happens, whole_days
from lanthorn.synthetic.clock import MINUTES_A_DAY, Window, birthday
from lanthorn.synthetic.exploitation import Offences
from lanthorn.synthetic.missing import Spells
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.places import places
from lanthorn.synthetic.population import AGES, Known

SPOKEN, EARLIER, NOT_HEARD = range(3)
CONTINUE, CLOSE = range(2)
_GRAVEST = 3


@dataclass
class Reviews:
    """Reviews in the order of case and day; of every case what closes it, and the day it is reviewed next."""

    case: Ints
    held: Ints
    before: Ints
    after: Ints
    voice: Ints
    follows: Ints
    next_on: Ints
    closes: Ints
    """By case: the day of closure, UNKNOWN_DAY where none was agreed."""
    first_due: Ints
    """By case: when the first review is due; UNKNOWN_DAY for a case that is not reviewed."""
    closure_outcome: Ints
    """By case: the number of what was reached, of `closure_outcomes`."""

    def of(self, row: Ints) -> "Reviews":
        """Those of some cases alone, renumbered in the order of `row`, which rises."""
        kept = np.flatnonzero(np.isin(self.case, row))
        columns = {name: getattr(self, name)[kept] for name in _OF_A_REVIEW if name != "case"}
        by_case = {name: getattr(self, name)[row] for name in ("closes", "first_due", "closure_outcome")}
        return Reviews(case=np.searchsorted(row, self.case[kept]), **columns, **by_case)


_OF_A_REVIEW = ("case", "held", "before", "after", "voice", "follows", "next_on")


def closure_outcomes() -> list[str]:
    """What a closure can say was reached, in the order of the numbers; the last is that the young person is 18."""
    return [*parameters("casework")["closing"]["outcomes"], "adult"]


def reviews_of(
    rng: Rng, window: Window, child: Ints, place: Ints, start: Ints, category: Ints, reviewed: Flags, known: Known,
    offences: Offences, spells: Spells,
) -> Reviews:  # fmt: skip
    """All reviews of the cases, those after the window's end left out."""
    given, closing = parameters("casework")["review"], parameters("casework")["closing"]
    every = np.array(given["every_days"])
    tardy = np.exp(rng.normal(0.0, given["spread_of_authorities"], places().in_london))
    adult = birthday(known.birth[child], AGES)
    size = len(child)
    closes = np.full(size, UNKNOWN_DAY, dtype=np.int64)
    outcome = np.zeros(size, dtype=np.int64)
    now, last, due = category.copy(), start.copy(), start + every[category]
    first_due = np.where(reviewed, due, UNKNOWN_DAY)
    alive = np.flatnonzero(reviewed)
    rounds: list[tuple[Ints, ...]] = []
    for _ in range(given["at_most"]):
        number = len(alive)
        late = happens(rng, np.minimum(given["late"] * tardy[place[alive]], 0.9), number)
        waited = whole_days(rng, given["mean_days_late"] * tardy[place[alive]], number)
        held = due[alive] + np.where(late, waited, -rng.integers(0, given["early_days"] + 1, number))
        held = np.maximum(held, last[alive] + 1)
        kept = held <= window.end
        alive, held = alive[kept], held[kept]
        if not len(alive):
            break
        after = _category_after(rng, child[alive], last[alive], held, now[alive], offences, spells)
        grown = adult[alive] <= held
        closed = grown | happens(rng, np.array(closing["chance"])[after], len(alive))
        voice = choose(rng, [given["spoken"], given["earlier"], 1 - given["spoken"] - given["earlier"]], len(alive))
        follows = np.where(closed, CLOSE, CONTINUE)
        rounds.append((alive, held, now[alive], after, voice, follows, held + every[after]))
        drawn = choose(rng, closing["outcome_weights"], len(alive))
        agreed = held + whole_days(rng, closing["agreed_mean_days"], len(alive))
        closes[alive[closed]] = agreed[closed]
        outcome[alive] = np.where(grown, len(closure_outcomes()) - 1, drawn)
        now[alive], last[alive], due[alive] = after, held, held + every[after]
        alive = alive[~closed]
    nothing = tuple(np.zeros(0, dtype=np.int64) for _ in _OF_A_REVIEW)
    columns = [np.concatenate(of_rounds) for of_rounds in zip(*(rounds or [nothing]), strict=True)]
    order = np.lexsort((columns[1], columns[0]))
    of_reviews = {name: column[order] for name, column in zip(_OF_A_REVIEW, columns, strict=True)}
    return Reviews(**of_reviews, closes=closes, first_due=first_due, closure_outcome=outcome)


def _category_after(
    rng: Rng, child: Ints, last: Ints, held: Ints, before: Ints, offences: Offences, spells: Spells
) -> Ints:
    given, size = parameters("casework")["review"], len(child)
    reported = _any_between(child, last, held, offences.victim_child, offences.reported[offences.victim_offence])
    missing = _any_between(child, last, held, spells.child, spells.began // MINUTES_A_DAY)
    worse = happens(rng, np.where(reported, given["worse_after_report"], given["worse"]), size)
    better = ~worse & ~reported
    better &= happens(rng, np.where(missing, given["better_if_still_missing"], given["better"]), size)
    return np.clip(before + worse.astype(np.int64) - better.astype(np.int64), 0, _GRAVEST)


def _any_between(child: Ints, after: Ints, until: Ints, whose: Ints, day: Ints) -> Flags:
    """Whether anything of these happened to each child after the one day and by the other."""
    row, event = of_same_child(child, whose)
    found = np.zeros(len(child), dtype=bool)
    found[row[(day[event] > after[row]) & (day[event] <= until[row])]] = True
    return found
