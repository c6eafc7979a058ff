"""Which of London's children are known to an agency: the whole population thinned, cell by cell.

Children are drawn by authority, sex and age with the rates of three ways of becoming known: a concern about
exploitation, being looked after, going missing from home. Gives one row per child, with the day on which it happened.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from lanthorn.synthetic.chance import Floats, Ints, Rng, choose, stream
from lanthorn.synthetic.clock import DAYS_A_YEAR, Window
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.places import places
from lanthorn.vocabulary import population

SEXES = ("female", "male")
AGES = 18
AFTERWARDS_DAYS = 456
"""Children first reported in the fifteen months after the window are drawn too: they go missing before that day."""
EXPLOITATION, IN_CARE_AT_START, ENTERING_CARE, MISSING_FROM_HOME = range(4)


@dataclass
class Known:
    """Children known to an agency, a column each: how, place of the family home, sex, day it began, birth."""

    way: Ints
    place: Ints
    sex: Ints
    anchor: Ints
    birth: Ints

    def __len__(self) -> int:
        return len(self.way)


@cache
def _children() -> Floats:
    """Children by authority, sex and age."""
    number = {code: index for index, code in enumerate(places().codes)}
    cells = np.zeros((places().in_london, len(SEXES), AGES))
    for cell in population():
        cells[number[cell.authority], SEXES.index(cell.sex), cell.age] = cell.population
    return cells


def _exploitation_rates() -> Floats:
    """First flags in a year per child of each cell, and by sex and age relative to ages 10 to 17 as a whole."""
    given = parameters("exploitation")["exposure"]
    shares = np.zeros((len(SEXES), AGES))
    part = (given["age_shares"]["female_share"], 1 - given["age_shares"]["female_share"])
    for sex, name in enumerate(SEXES):
        shares[sex, given["age_shares"]["ages"]] = np.array(given["age_shares"][name]) * part[sex]
    of_risk_age = _children()[:, :, 10:].sum(axis=(1, 2))
    expected = places().flagged_rate[: places().in_london] / 10_000 * of_risk_age * given["level"]
    in_authority = shares * _children()
    rates = in_authority / in_authority.sum(axis=(1, 2), keepdims=True) * expected[:, None, None]
    return np.asarray(rates / np.maximum(_children(), 1.0))


def _by_age_and_sex(age_ratio: Floats, male_ratio: float) -> Floats:
    """Sex by age, with girls and boys about one on average."""
    sexes = np.array([2.0, 2.0 * male_ratio]) / (1.0 + male_ratio)
    return np.asarray(sexes[:, None] * age_ratio[None, :])


def _per_child(level: Floats, ages: Floats) -> Floats:
    """Authority level times a pattern of sex and age that is one on average over London's children."""
    average = (ages * _children().sum(axis=0)).sum() / _children().sum()
    return np.asarray(level[:, None, None] * ages[None] / average)


def _care_rates() -> tuple[Floats, Floats]:
    given = parameters("care")
    level = places().looked_after_rate
    male = given["stock"]["male_ratio"]
    stock = _per_child(level, _by_age_and_sex(np.array(given["stock"]["ratio"]), male))
    entries = _per_child(
        level * given["entries"]["per_stock_year"], _by_age_and_sex(np.array(given["entries"]["ratio"]), male)
    )
    return stock, entries


def _missing_rates() -> Floats:
    given = parameters("missing")["onset"]
    pattern = _by_age_and_sex(np.array(given["per_10000"], dtype=float) / 10_000, given["male_ratio"])
    return np.asarray(places().missing_ratio[:, None, None] * pattern[None])


def _thinned(rng: Rng, rates: Floats, scale: float) -> tuple[Ints, Ints, Ints]:
    """Place, sex and age of each child drawn with its cell's rate."""
    number = rng.binomial(np.round(_children() * scale).astype(np.int64), np.minimum(rates, 1.0))
    place, sex, age = (np.repeat(index.ravel(), number.ravel()) for index in np.indices(number.shape))
    return place, sex, age


def _from_outside(rng: Rng, expected: float) -> tuple[Ints, Ints, Ints]:
    """Place, sex and age of children who live outside London and are flagged in it."""
    given = parameters("exploitation")["exposure"]
    size = int(rng.poisson(expected))
    london = places().in_london
    place = london + choose(rng, places().flagged_rate[london:], size)
    sex = (rng.random(size) >= given["age_shares"]["female_share"]).astype(np.int64)
    ages = np.array(given["age_shares"]["ages"])
    of_girls = choose(rng, given["age_shares"]["female"], size)
    of_boys = choose(rng, given["age_shares"]["male"], size)
    return place, sex, ages[np.where(sex == 0, of_girls, of_boys)]


def known_children(seed: int, window: Window, scale: float) -> Known:
    """Every child who becomes known to an agency in the window; `scale` multiplies the population."""
    rng = stream(seed, "population")
    outside = parameters("exploitation")["exposure"]["outside_share"]
    exploited = _exploitation_rates() * (window.length_years + AFTERWARDS_DAYS / DAYS_A_YEAR)
    from_outside = (exploited * _children()).sum() * scale * outside / (1 - outside)
    stock, entries = _care_rates()
    drawn = [
        (EXPLOITATION, _thinned(rng, exploited, scale)),
        (EXPLOITATION, _from_outside(rng, from_outside)),
        (IN_CARE_AT_START, _thinned(rng, stock, scale)),
        (ENTERING_CARE, _thinned(rng, entries * window.length_years, scale)),
        (MISSING_FROM_HOME, _thinned(rng, _missing_rates() * window.length_years, scale)),
    ]
    way = np.concatenate([np.full(len(cells[0]), which, dtype=np.int64) for which, cells in drawn])
    place, sex, age = (np.concatenate([cells[column] for _, cells in drawn]) for column in range(3))
    anchor = rng.integers(window.start, window.end + 1, len(way))
    anchor[way == IN_CARE_AT_START] = window.start
    exposed = way == EXPLOITATION
    anchor[exposed] = rng.integers(window.start, window.end + AFTERWARDS_DAYS + 1, exposed.sum())
    birth = anchor - np.floor((age + rng.random(len(way))) * DAYS_A_YEAR).astype(np.int64)
    return Known(way, place, sex, anchor, birth)
