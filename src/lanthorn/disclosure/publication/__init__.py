"""What is published together, described once: the only thing that protecting and attacking have in common."""

from lanthorn.disclosure.publication.counts import (
    REMAINDER,
    TOTAL,
    Count,
    Dimension,
    Hierarchy,
    Structure,
    count_of,
)
from lanthorn.disclosure.publication.facts import (
    Fact,
    Linear,
    Order,
    Range,
    Relation,
    Share,
    rounded_rate,
    rounded_share,
)
from lanthorn.disclosure.publication.model import (
    How,
    Key,
    Kind,
    Method,
    Publication,
    Rounding,
    Symbol,
    Table,
)
from lanthorn.disclosure.publication.reading import read_publication
from lanthorn.disclosure.publication.rule import Rule, Zeros
from lanthorn.disclosure.publication.writing import write_publication

__all__ = [
    "REMAINDER",
    "TOTAL",
    "Count",
    "Dimension",
    "Fact",
    "Hierarchy",
    "How",
    "Key",
    "Kind",
    "Linear",
    "Method",
    "Order",
    "Publication",
    "Range",
    "Relation",
    "Rounding",
    "Rule",
    "Share",
    "Structure",
    "Symbol",
    "Table",
    "Zeros",
    "count_of",
    "read_publication",
    "rounded_rate",
    "rounded_share",
    "write_publication",
]
