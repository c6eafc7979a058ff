"""The questions: declarative definitions and the one evaluator that answers them.

A measure of your own needs nothing but this:

>>> from lanthorn.measures import Measure
>>> measure = Measure(
...     id="local.online_category", version="1", question="Which category do online offences have?",
...     unit="offence", breakdowns=(("category",),),
...     where=lambda offence: offence.online == "yes", where_words="with the online marker",
... )
"""

from lanthorn.measures.catalogue import Catalogue, catalogue
from lanthorn.measures.comparability import (
    Held,
    ProportionTest,
    Verdict,
    compare_proportions,
    compare_volumes,
    series_of,
)
from lanthorn.measures.definition import Denominator, Measure, ReferenceQuestion
from lanthorn.measures.dimensions import Dimension, dimension
from lanthorn.measures.evaluator import Evaluator
from lanthorn.measures.flag_rules import FlagRule, flag_rules
from lanthorn.measures.intervals import Estimate, poisson, wilson
from lanthorn.measures.published import CONFIDENTIAL, RATE_PER, Cell, PublishedAnswer, PublishedTable, publish
from lanthorn.measures.results import TOTAL, Answer, CountTable, Key, population_of, say_cell
from lanthorn.measures.units import UNITS, Unit, unit

__all__ = [
    "CONFIDENTIAL",
    "RATE_PER",
    "TOTAL",
    "UNITS",
    "Answer",
    "Catalogue",
    "Cell",
    "CountTable",
    "Denominator",
    "Dimension",
    "Estimate",
    "Evaluator",
    "FlagRule",
    "Held",
    "Key",
    "Measure",
    "ProportionTest",
    "PublishedAnswer",
    "PublishedTable",
    "ReferenceQuestion",
    "Unit",
    "Verdict",
    "catalogue",
    "compare_proportions",
    "compare_volumes",
    "dimension",
    "flag_rules",
    "poisson",
    "population_of",
    "publish",
    "say_cell",
    "series_of",
    "unit",
    "wilson",
]
