"""Early warning on the aggregate: months in which an authority recorded more than would be expected from before.

>>> from lanthorn.measures.warning import early_warning
>>> from lanthorn.measures.warning.settings import settings
>>> sorted(settings().watched)
['missing.reports', 'volume.category']
"""

from lanthorn.measures.warning.series import MonthlyCounts, monthly_counts
from lanthorn.measures.warning.settings import Settings, settings
from lanthorn.measures.warning.warnings import Row, Warnings, early_warning, early_warning_of
from lanthorn.measures.warning.watching import Comparison, Watched, enough, watch
from lanthorn.measures.warning.words import say_how_sure

__all__ = [
    "Comparison",
    "MonthlyCounts",
    "Row",
    "Settings",
    "Warnings",
    "Watched",
    "early_warning",
    "early_warning_of",
    "enough",
    "monthly_counts",
    "say_how_sure",
    "settings",
    "watch",
]
