"""Names: lists of Faker's person providers, grouped into communities loosely tied to recorded ethnic groups.

Faker's lists and weights are read once; draws are whole arrays of numbers into one vocabulary.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from lanthorn.synthetic.chance import Floats, Ints, Rng, choose, happens
from lanthorn.synthetic.parameters import parameter_rows, parameters

_FORENAMES = (("first_names_female", "first_names"), ("first_names_male", "first_names"))
_SURNAMES = (("unisex_last_names",), ("last_names", "last_names_male"))
_FEWEST = 5
"""A shorter list is one of Faker's placeholders ("Doe"), not a list of names."""


@dataclass(frozen=True)
class NameBook:
    """A vocabulary of names, and for each list (community, or community and sex) its numbers and weights."""

    texts: Any
    lists: Mapping[str, tuple[Ints, Floats]]

    def draw(self, rng: Rng, keys: list[str], key: Ints) -> Ints:
        """For each entry of `key` a name from the list of that number in `keys`."""
        drawn = np.empty(len(key), dtype=np.int64)
        for number, name in enumerate(keys):
            here = np.flatnonzero(key == number)
            if len(here):
                numbers, weights = self.lists[name]
                drawn[here] = numbers[choose(rng, weights, len(here))]
        return drawn


def _weighted(locale: str, attributes: tuple[str, ...]) -> dict[str, float]:
    """The first of these lists that the locale has, each name with its part of the whole."""
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    for attribute in attributes:
        names = vars(provider).get(attribute) or ()
        if len(names) >= _FEWEST:
            weight = dict(names) if isinstance(names, Mapping) else dict.fromkeys(names, 1.0)
            total = sum(weight.values())
            return {name: value / total for name, value in weight.items()}
    raise LookupError(f"Faker's locale {locale} has no list {' or '.join(attributes)}.")


def _book(wanted: dict[str, list[tuple[str, tuple[str, ...]]]]) -> NameBook:
    vocabulary: dict[str, int] = {}
    lists = {}
    for key, sources in wanted.items():
        merged: dict[str, float] = {}
        for locale, attributes in sources:
            for name, weight in _weighted(locale, attributes).items():
                merged[name] = merged.get(name, 0.0) + weight
        numbers = np.array([vocabulary.setdefault(name, len(vocabulary)) for name in merged], dtype=np.int64)
        lists[key] = (numbers, np.array(list(merged.values())))
    return NameBook(pa.array(list(vocabulary)), lists)


@cache
def communities() -> list[str]:
    """The communities, in the order of their numbers."""
    return list(parameters("names")["community"])


@cache
def forenames() -> NameBook:
    """Forenames by community and sex: "turkish/0" for girls, "turkish/1" for boys."""
    wanted: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for community, locales in parameters("names")["community"].items():
        for sex in (0, 1):
            wanted[f"{community}/{sex}"] = [(locale, _FORENAMES[sex]) for locale in locales["forenames"]]
    return _book(wanted)


@cache
def surnames() -> NameBook:
    """Surnames by community."""
    lists = (*_SURNAMES[0], *_SURNAMES[1])
    return _book(
        {
            community: [(locale, lists) for locale in locales["surnames"]]
            for community, locales in parameters("names")["community"].items()
        }
    )


def draw_forenames(rng: Rng, community: Ints, sex: Ints) -> Ints:
    """A forename for each, mostly from the community's list, sometimes from the British one."""
    keys = [f"{name}/{which}" for name in communities() for which in (0, 1)]
    loose = happens(rng, parameters("names")["loose"]["share"], len(community))
    shown = np.where(loose, communities().index("british"), community)
    return forenames().draw(rng, keys, shown * 2 + sex)


def draw_communities(rng: Rng, ethnicity: Ints, codes: list[str]) -> Ints:
    """The community whose names each family bears, given the recorded ethnic group's number in `codes`."""
    groups = parameters("names")["group"]
    drawn = np.empty(len(ethnicity), dtype=np.int64)
    for number, code in enumerate(codes):
        here = np.flatnonzero(ethnicity == number)
        mix = groups[code]
        members = np.array([communities().index(name) for name in mix], dtype=np.int64)
        drawn[here] = members[choose(rng, list(mix.values()), len(here))]
    return drawn


@cache
def nicknames() -> tuple[Ints, Ints, Any]:
    """For each forename's number the first nickname and how many there are, and all nicknames in that order."""
    known: dict[str, list[str]] = {}
    for row in parameter_rows("nicknames"):
        known.setdefault(row["forename"], []).append(row["nickname"])
    texts = forenames().texts.to_pylist()
    count = np.array([len(known.get(name, ())) for name in texts], dtype=np.int64)
    return np.cumsum(count) - count, count, pa.array([nick for name in texts for nick in known.get(name, ())])
