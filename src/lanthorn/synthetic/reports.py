"""Which child is reported to police for exploitation, and when: the timeline before anything is known of a report.

Given the children with a concern, gives back reports in the order of their days. The first report of a child is the
day on which the child was drawn; later ones follow with a stated probability, and a few reports are of two children.
"""

from dataclasses import dataclass

import numpy as np

from lanthorn.synthetic.chance import Ints, Rng, happens, stream, whole_days
from lanthorn.synthetic.clock import Window, age_on
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.population import AGES, EXPLOITATION, Known

ALONE = -1


@dataclass
class Reports:
    """Reports in the order of their days, with their first child; and every pair of report and child."""

    day: Ints
    child: Ints
    victim_offence: Ints
    victim_child: Ints


def share_reports(seed: int, known: Known) -> Ints:
    """Make some children of one place and age victims of one report; gives back who is the other child's first.

    The day and the birthday of the second child move together, so that ages at the report stay as drawn.
    """
    rng = stream(seed, "shared reports")
    partner = np.full(len(known), ALONE, dtype=np.int64)
    exposed = np.flatnonzero(known.way == EXPLOITATION)
    order = exposed[np.lexsort((known.birth[exposed], known.place[exposed]))]
    first, second = order[:-1], order[1:]
    chosen = known.place[first] == known.place[second]
    chosen &= happens(rng, parameters("exploitation")["repeats"]["second_victim"], len(chosen))
    chosen[1:] &= ~chosen[:-1]
    first, second = first[chosen], second[chosen]
    shift = known.anchor[first] - known.anchor[second]
    known.anchor[second] += shift
    known.birth[second] += shift
    partner[second] = first
    return partner


def _repeats(rng: Rng, child: Ints, day: Ints) -> tuple[Ints, Ints]:
    """Each child's first report and those that follow it."""
    given = parameters("exploitation")["repeats"]
    children, days = [child], [day]
    while len(child):
        again = happens(rng, given["probability"], len(child))
        child, day = child[again], day[again]
        day = day + whole_days(rng, given["mean_days"], len(child))
        children.append(child)
        days.append(day)
    return np.concatenate(children), np.concatenate(days)


def reports_of(rng: Rng, window: Window, known: Known, partner: Ints) -> Reports:
    """All reports to the day the window ends, of children under 18; `partner` is whose first report a child shares."""
    exposed = np.flatnonzero(known.way == EXPLOITATION)
    own, joined = exposed[partner[exposed] == ALONE], exposed[partner[exposed] != ALONE]
    child, day = _repeats(rng, own, known.anchor[own])
    later_child, later_day = (column[len(joined) :] for column in _repeats(rng, joined, known.anchor[joined]))
    is_first = np.arange(len(child) + len(later_child)) < len(own)
    child, day = np.concatenate([child, later_child]), np.concatenate([day, later_day])
    kept = (day <= window.end) & (age_on(known.birth[child], day) < AGES)
    child, day, is_first = child[kept], day[kept], is_first[kept]
    order = np.lexsort((rng.random(len(day)), day))
    child, day, is_first = child[order], day[order], is_first[order]
    first_report = np.full(len(known), ALONE, dtype=np.int64)
    first_report[child[is_first]] = np.flatnonzero(is_first)
    shared = joined[first_report[partner[joined]] != ALONE]
    return Reports(
        day=day,
        child=child,
        victim_offence=np.concatenate([np.arange(len(day)), first_report[partner[shared]]]),
        victim_child=np.concatenate([child, shared]),
    )
