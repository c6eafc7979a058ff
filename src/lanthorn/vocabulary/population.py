"""The children who live in London, by authority, sex and single year of age: the denominators of rates."""

from dataclasses import dataclass
from functools import cache

from lanthorn.vocabulary import _files

POPULATION_SOURCE = (
    "ONS mid-2014 population estimates, original release of June 2015 (OGL v3). "
    "Estimates rebased after the 2021 Census differ by up to 27 % in one authority."
)


@dataclass(frozen=True)
class PopulationCell:
    """How many children of one sex and age lived in one authority in mid-2014."""

    authority: str
    sex: str
    age: int
    population: int


@cache
def population() -> tuple[PopulationCell, ...]:
    """Every cell for ages 0 to 17, in the order authority, sex, age."""
    return tuple(
        PopulationCell(row["authority"], row["sex"], int(row["age"]), int(row["population"]))
        for row in _files.read_rows("population_mid2014.csv")
    )
