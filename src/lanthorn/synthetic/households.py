"""Families: who is whose sister, brother or twin, what they are called, where they live and lived before.

Given the known children, gives back the same children with names, ethnicity and homes. Twins share family, home and
birthday; different children can bear the same name by chance, as they do in life.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lanthorn.synthetic.chance import Flags, Ints, Rng, choose, happens, stream
from lanthorn.synthetic.names import draw_communities, draw_forenames, surnames
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.places import places
from lanthorn.synthetic.population import Known
from lanthorn.synthetic.postcodes import somewhere_in

NONE = -1
_TWINS_AT_MOST_DAYS = 120
"""Two children drawn further apart than this are not made twins: it would change the ages drawn."""
_OLD_ENOUGH_DAYS = 400
_SIBLINGS_AT_LEAST_DAYS = 300


@dataclass
class People:
    """The known children, a row each, with numbers into the vocabulary of names and postcodes."""

    known: Known
    household: Ints
    twin_of: Ints
    forename: Ints
    middle_name: Ints
    surname: Any
    other_surname: Any
    ethnicity: Ints
    home: Ints
    former_home: Ints

    def __len__(self) -> int:
        return len(self.known)


def ethnicity_codes() -> list[str]:
    """The codes of ethnic groups, in the order of their numbers."""
    return [code for detail in parameters("people")["ethnicity"]["detail"].values() for code in detail]


def draw_ethnicity(rng: Rng, place: Ints) -> Ints:
    """An ethnic group for each, with the assumed shares of the place's area."""
    given = parameters("people")["ethnicity"]
    areas = tuple(given["broad"])
    weights = np.array(
        [
            [broad[group] * share for group, detail in given["detail"].items() for share in detail.values()]
            for broad in given["broad"].values()
        ]
    )
    area = places().area_numbers(areas)[place]
    drawn = np.empty(len(place), dtype=np.int64)
    for number in range(len(areas)):
        here = np.flatnonzero(area == number)
        drawn[here] = choose(rng, weights[number], len(here))
    return drawn


def _join_twins(rng: Rng, known: Known) -> Ints:
    """Give some neighbours in age, place and way the same birthday; gives back whose twin each child is."""
    twin_of = np.full(len(known), NONE, dtype=np.int64)
    order = np.lexsort((known.birth, known.place, known.way))
    first, second = order[:-1], order[1:]
    near = (known.way[first] == known.way[second]) & (known.place[first] == known.place[second])
    near &= known.birth[second] - known.birth[first] < _TWINS_AT_MOST_DAYS
    near &= known.anchor[second] - known.birth[second] > _OLD_ENOUGH_DAYS
    chosen = near & happens(rng, parameters("people")["family"]["twins"], len(near))
    chosen[1:] &= ~chosen[:-1]
    known.birth[second[chosen]] = known.birth[first[chosen]]
    twin_of[second[chosen]] = first[chosen]
    twin_of[first[chosen]] = second[chosen]
    return twin_of


def _households(rng: Rng, known: Known, twin_of: Ints) -> Ints:
    """The household of each child: siblings are neighbours in a random order within place and way."""
    order = np.lexsort((rng.random(len(known)), known.place, known.way))
    first, second = order[:-1], order[1:]
    joined = (known.way[first] == known.way[second]) & (known.place[first] == known.place[second])
    joined &= np.abs(known.birth[second] - known.birth[first]) > _SIBLINGS_AT_LEAST_DAYS
    joined &= happens(rng, parameters("people")["family"]["siblings"], len(joined))
    begins = np.concatenate([np.ones(min(len(order), 1), dtype=bool), ~joined])
    household = np.empty(len(known), dtype=np.int64)
    household[order] = np.cumsum(begins) - 1
    later_twin = (twin_of != NONE) & (twin_of < np.arange(len(known)))
    household[later_twin] = household[twin_of[later_twin]]
    return household


def double(first: Any, second: Any, is_double: Flags, hyphenated: Flags) -> Any:
    """Surnames, some of them two names joined by a hyphen or a blank."""
    hyphen = pc.binary_join_element_wise(first, second, "-")
    blank = pc.binary_join_element_wise(first, second, " ")
    return pc.if_else(pa.array(is_double), pc.if_else(pa.array(hyphenated), hyphen, blank), first)


def _distinct_forenames(rng: Rng, people_community: Ints, known: Known, twin_of: Ints) -> Ints:
    """Forenames; a twin who drew the other twin's name is given another."""
    forename = draw_forenames(rng, people_community, known.sex)
    for _ in range(len(known)):
        same = (twin_of != NONE) & (forename == forename[twin_of]) & (twin_of < np.arange(len(known)))
        if not same.any():
            break
        forename[same] = draw_forenames(rng, people_community[same], known.sex[same])
    return forename


def people_of(seed: int, known: Known) -> People:
    """The known children with their families, names and homes."""
    rng = stream(seed, "households")
    given = parameters("people")
    twin_of = _join_twins(rng, known)
    household = _households(rng, known, twin_of)
    families = int(household.max(initial=-1)) + 1
    place = np.zeros(families, dtype=np.int64)
    place[household] = known.place
    ethnicity = draw_ethnicity(rng, place)
    community = draw_communities(rng, ethnicity, ethnicity_codes())
    lists = list(surnames().lists)
    one, two, three = (surnames().texts.take(pa.array(surnames().draw(rng, lists, community))) for _ in range(3))
    is_double = happens(rng, given["family"]["double_surname"], families)
    surname = double(one, two, is_double, happens(rng, given["family"]["hyphenated"], families))
    home = somewhere_in(rng, place)
    former_place = np.where(
        happens(rng, given["moves"]["same_place"], families), place, rng.integers(0, places().in_london, families)
    )
    former = somewhere_in(rng, former_place)
    moved = happens(rng, given["moves"]["moved"], families)
    has_middle = happens(rng, given["family"]["middle_name"], len(known))
    return People(
        known=known,
        household=household,
        twin_of=twin_of,
        forename=_distinct_forenames(rng, community[household], known, twin_of),
        middle_name=np.where(has_middle, draw_forenames(rng, community[household], known.sex), NONE),
        surname=surname.take(pa.array(household)),
        other_surname=three.take(pa.array(household)),
        ethnicity=ethnicity[household],
        home=home[household],
        former_home=np.where(moved, former, NONE)[household],
    )
