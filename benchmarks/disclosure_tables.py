"""Publications to measure disclosure control with: one small table up to a whole profile."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np

from lanthorn.disclosure import TOTAL, Hierarchy, Publication, Sentence, Table, publication_of
from lanthorn.disclosure.publication import Order, Range, Share, count_of

SEED = 7
AREAS = {f"authority{number}": f"area{number % 4}" for number in range(33)}


def units(sizes: dict[str, int], number: int, seed: int = SEED) -> dict[str, np.ndarray]:
    """Units with a value of each dimension; values differ in how common they are."""
    chance = np.random.default_rng(seed)
    return {name: chance.choice(size, number, p=chance.dirichlet(np.full(size, 2.0))) for name, size in sizes.items()}


def tabulated(drawn: dict[str, np.ndarray], *dimensions: str, population: str = "children") -> Table:
    """The table of units by some dimensions, with every value and margin."""
    sizes = [int(drawn[name].max(initial=0)) + 1 for name in dimensions]
    grid = np.zeros(sizes, dtype=np.int64)
    np.add.at(grid, tuple(drawn[name] for name in dimensions), 1)
    counts = {}
    for key in product(*(range(size + 1) for size in sizes)):
        part = grid[tuple(slice(None) if place == size else place for place, size in zip(key, sizes, strict=True))]
        words = (
            TOTAL if place == size else f"{name}{place}"
            for place, size, name in zip(key, sizes, dimensions, strict=True)
        )
        counts[tuple(words)] = int(part.sum())
    return Table(f"{population} by {' and '.join(dimensions)}", population, dimensions, counts)


def one_table(*sizes: int, mean: float = 6.0) -> Publication:
    """One table of as many dimensions as sizes."""
    names = dict(zip(("first", "second", "third"), sizes, strict=False))
    drawn = units(names, int(mean * np.prod(sizes)))
    return publication_of("one table", [tabulated(drawn, *names)])


def with_areas() -> Publication:
    """33 authorities by 8 ages by 2 sexes, with areas beside."""
    drawn = units({"authority": 33, "age": 8, "sex": 2}, 3000)
    drawn["area"] = np.array([int(AREAS[f"authority{place}"][-1]) for place in drawn["authority"]])
    tables = [tabulated(drawn, "authority", "age", "sex"), tabulated(drawn, "area", "age", "sex")]
    return publication_of("areas", tables, hierarchies=[Hierarchy("authority", "area", AREAS)])


def linked(number: int) -> Publication:
    """Three or six two-way tables of the same children."""
    drawn = units({"authority": 33, "age": 8, "sex": 3, "channel": 6}, 3000)
    pairs = [("authority", "age"), ("age", "sex"), ("authority", "sex"), ("authority", "channel"), ("age", "channel"),
             ("sex", "channel")]  # fmt: skip
    return publication_of("linked", [tabulated(drawn, *pair) for pair in pairs[:number]])


def whole_profile() -> Publication:
    """Tables such as a profile of a year has: about 2,000 linked counts of offences, victims, suspects, reports."""
    victims = units({"home": 34, "place": 34, "sex": 3, "age": 11, "missing": 2, "times": 5, "care": 2}, 1800)
    victims["place"] = np.where(np.arange(1800) % 3 > 0, victims["home"], victims["place"])
    offences = units({"place": 34, "category": 4, "online": 2, "channel": 9, "unit": 5, "month": 12}, 1900, SEED + 1)
    reports = units({"authority": 34, "sex": 3, "age": 11, "from": 4}, 20_000, SEED + 2)
    asked: tuple[tuple[str, dict[str, np.ndarray], Sequence[tuple[str, ...]]], ...] = (
        ("victims", victims, (("home",), ("home", "place"), ("sex", "age"), ("sex", "missing"), ("age", "missing"),
                              ("missing", "times"), ("sex", "care"))),
        ("offences", offences, (("place",), ("category", "online"), ("category", "unit"), ("channel",), ("month",))),
        ("reports", reports, (("authority",), ("sex", "age"), ("from",))),
    )  # fmt: skip
    tables = [tabulated(drawn, *pair, population=name) for name, drawn, pairs in asked for pair in pairs]
    return publication_of("profile", tables)


def sentences(publication: Publication) -> Iterator[Sentence]:
    """For each table what a page says of it: the largest values' shares in words, ranks, the shades of a map."""
    for table in publication.tables:
        total = table.cells[(TOTAL,) * len(table.dimensions)]
        first = [key for key in table.cells if key[0] != TOTAL and set(key[1:]) <= {TOTAL}]
        first.sort(key=lambda key: (-int(table.cells[key]), key))
        counts = [count_of(table.population, {table.dimensions[0]: key[0]}) for key in first]
        everybody = count_of(table.population)
        for key, count in list(zip(first, counts, strict=True))[:5]:
            hundredths = Fraction(round(Fraction(100 * int(table.cells[key]), int(total))), 100)
            exact = Share(f"{key} of {table.name}", (count,), (everybody,), hundredths - Fraction(1, 200),
                          hundredths + Fraction(1, 200))  # fmt: skip
            loose = replace(
                exact, says=f"about {exact.says}", low=exact.low * Fraction(9, 10), high=exact.high * Fraction(11, 10)
            )
            yield Sentence.of(exact, loose)
        yield Sentence.of(Order(f"highest of {table.name}", ((counts[0],), (counts[1],), tuple(counts[2:]))))
        if len(first) > 20 and len(table.dimensions) == 1:
            for key, count in zip(first, counts, strict=True):
                low = int(table.cells[key]) // 20 * 20
                yield Sentence.of(Range(f"shade of {key} in {table.name}", (count,), low=low, high=low + 19))
