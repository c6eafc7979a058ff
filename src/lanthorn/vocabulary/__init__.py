"""Code lists, areas, editions and periods: the words every other room uses, kept as dated data files.

Nothing here reads anything but its own files under ``data/``.
"""

from lanthorn.vocabulary.areas import AREAS, OUTSIDE, Authority, area_of, authorities, find_authority
from lanthorn.vocabulary.codes import UNKNOWN, Code, CodeList, codes
from lanthorn.vocabulary.editions import (
    Aim,
    Edition,
    Estimate,
    Series,
    aims,
    definition_in_force,
    prevalence_estimates,
    protocol_in_force,
    series,
)
from lanthorn.vocabulary.periods import Period, parse_period
from lanthorn.vocabulary.population import POPULATION_SOURCE, PopulationCell, population

__all__ = [
    "AREAS",
    "OUTSIDE",
    "POPULATION_SOURCE",
    "UNKNOWN",
    "Aim",
    "Authority",
    "Code",
    "CodeList",
    "Edition",
    "Estimate",
    "Period",
    "PopulationCell",
    "Series",
    "aims",
    "area_of",
    "authorities",
    "codes",
    "definition_in_force",
    "find_authority",
    "parse_period",
    "population",
    "prevalence_estimates",
    "protocol_in_force",
    "series",
]
