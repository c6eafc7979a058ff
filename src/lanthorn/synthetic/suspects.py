"""Who is named as a suspect: persons mostly near the child's age, some named again and again, some under an alias.

Given the offences and the children, gives back one row per suspect and offence.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from lanthorn.synthetic.chance import Ints, Rng, choose, choose_word, happens, stream
from lanthorn.synthetic.clock import DAYS_A_YEAR
from lanthorn.synthetic.exploitation import Offences
from lanthorn.synthetic.households import NONE, draw_ethnicity, ethnicity_codes
from lanthorn.synthetic.misrecording import Identity
from lanthorn.synthetic.names import draw_communities, draw_forenames, surnames
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.places import places
from lanthorn.synthetic.population import Known
from lanthorn.synthetic.postcodes import somewhere_in
from lanthorn.synthetic.texts import pick


@dataclass
class Named:
    """Persons named in offences other than the children: for each the offence, who, home and relationship."""

    offence: Ints
    person: Identity
    home: Ints
    relationship: Ints
    """Number into `relationships`; NONE where it was not recorded."""

    def __len__(self) -> int:
        return len(self.offence)


def relationships() -> list[str]:
    """What a suspect can be to a victim as police code it, in the order of their numbers."""
    return list(parameters("exploitation")["relationship"]["weights"])


def _anyone(rng: Rng, place: Ints, birth: Ints, sex: Ints) -> Identity:
    """Persons of these places, births and sexes, each with a second surname to go by."""
    ethnicity = draw_ethnicity(rng, place)
    community = draw_communities(rng, ethnicity, ethnicity_codes())
    lists = list(surnames().lists)
    surname, other = (surnames().texts.take(pa.array(surnames().draw(rng, lists, community))) for _ in range(2))
    return Identity(
        forename=draw_forenames(rng, community, sex),
        middle_name=np.full(len(place), NONE, dtype=np.int64),
        surname=surname,
        other_surname=other,
        birth=birth,
        sex=sex,
        ethnicity=ethnicity,
        place=place,
    )


def _again(rng: Rng, offences: Offences, offence: Ints) -> Ints:
    """For each naming the naming whose person it is: itself, or an earlier one in the same place."""
    repeated = happens(rng, parameters("exploitation")["suspect"]["repeated"], len(offence))
    order = np.lexsort((offence, offences.place[offence]))
    place, number = offences.place[offence][order], np.arange(len(order))
    new = ~repeated[order] | np.concatenate([np.ones(min(len(order), 1), dtype=bool), place[1:] != place[:-1]])
    source = order[np.maximum.accumulate(np.where(new, number, 0))] if len(order) else order
    who = np.empty(len(order), dtype=np.int64)
    who[order] = source
    return who


def suspects_of(seed: int, known: Known, offences: Offences) -> Named:
    """The suspects named in the offences."""
    rng = stream(seed, "suspects")
    given = parameters("exploitation")["suspect"]
    named = np.flatnonzero(happens(rng, given["named"], len(offences)))
    offence = np.sort(np.concatenate([named, named[happens(rng, given["second"], len(named))]]))
    size = len(offence)
    child = np.empty(len(offences), dtype=np.int64)
    child[offences.victim_offence[::-1]] = offences.victim_child[::-1]
    gaps = given["age_gap"]
    band = choose(rng, gaps["weights"], size)
    lowest, highest = np.array(gaps["lowest"])[band], np.array(gaps["highest"])[band]
    gap_days = ((lowest + rng.random(size) * (highest + 1 - lowest)) * DAYS_A_YEAR).astype(np.int64)
    place = offences.place[offence]
    elsewhere = rng.integers(0, places().in_london, size)
    place = np.where(happens(rng, given["home_same"], size), place, elsewhere)
    sex = happens(rng, given["male"], size).astype(np.int64)
    alias = happens(rng, given["alias"], size)
    person = _anyone(rng, place, known.birth[child[offence]] - gap_days, sex)
    home = somewhere_in(rng, place)
    who = _again(rng, offences, offence)
    index = pa.array(who)
    person = Identity(
        forename=person.forename[who],
        middle_name=person.middle_name[who],
        surname=pick(alias, person.other_surname.take(index), person.surname.take(index)),
        other_surname=person.other_surname.take(index),
        birth=person.birth[who],
        sex=person.sex[who],
        ethnicity=person.ethnicity[who],
        place=person.place[who],
    )
    weights = parameters("exploitation")["relationship"]
    relationship = choose_word(rng, weights["weights"], size)[1]
    recorded = happens(rng, weights["recorded"], size)
    return Named(offence, person, home[who], np.where(recorded, relationship, NONE))


def witnesses_of(seed: int, offences: Offences) -> Named:
    """Adults who told police, entered as persons of the offence."""
    rng = stream(seed, "witnesses")
    given = parameters("exploitation")["witness"]
    offence = np.flatnonzero(happens(rng, given["probability"], len(offences)))
    size = len(offence)
    place = offences.place[offence]
    age = rng.uniform(given["youngest"], given["oldest"], size)
    birth = offences.reported[offence] - (age * DAYS_A_YEAR).astype(np.int64)
    person = _anyone(rng, place, birth, rng.integers(0, 2, size))
    return Named(offence, person, somewhere_in(rng, place), np.full(size, NONE, dtype=np.int64))
