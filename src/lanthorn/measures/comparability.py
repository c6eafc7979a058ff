"""May two periods be compared? Decided from the dates at which recording began or settled, never by eye.

Where a series began, or was still growing with its use, within either period, the comparison of volumes is refused
with the reason; proportions may be compared, with their test.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from scipy.stats import chi2_contingency

from lanthorn.measures.definition import Measure
from lanthorn.measures.units import unit
from lanthorn.vocabulary import Period, Series, series
from lanthorn.vocabulary.periods import say_day

SIGNIFICANCE = 0.05
SMALLEST_EXPECTED_COUNT = 5.0
"""Cochran's rule: below this expected count the chi-squared approximation is not to be used."""

DIFFERENCE_IN_LENGTH = 0.03
"""Periods that differ by less are of one length: leap years and quarters do, February and March do not."""

DAYS_WITHOUT_A_RECORD = 31
"""A period is partial where the records begin so much later, or end so much sooner: a shorter gap can be chance."""


@dataclass(frozen=True)
class Held:
    """The first and the last day of the records loaded, of whatever period."""

    first: date
    last: date


@dataclass(frozen=True)
class Verdict:
    """Whether volumes of the two periods may be compared, and if not, why."""

    volumes: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class ProportionTest:
    """Pearson's chi-squared test that two periods have the same proportions."""

    statistic: float
    degrees_of_freedom: int
    p_value: float

    @property
    def similar(self) -> bool:
        """Whether the data are consistent with the same proportions, at the 5 % level."""
        return self.p_value >= SIGNIFICANCE


def compare_volumes(measure: Measure, earlier: Period, later: Period, held: Held | None = None) -> Verdict:
    """The verdict on comparing this measure's volumes between two periods.

    Where it is known which records are `held` (see `Answer`), a period that they cover in part is not compared.
    """
    reasons = []
    for recorded in map(series, series_of(measure)):
        if recorded.starts > earlier.start:
            reasons.append(recorded.reason)
        elif recorded.settling_months and _settled(recorded) > earlier.start:
            reasons.append(recorded.settling_reason)
    if not _alike_in_length(earlier, later):
        reasons.append("the two periods are not of the same length")
    if held is not None:
        reasons += _partial(earlier, later, held, begins_late=not reasons)
    return Verdict(not reasons, tuple(reasons))


def series_of(measure: Measure) -> tuple[str, ...]:
    """The recording series that a measure rests on: those of the unit it counts, then its own."""
    return tuple(dict.fromkeys((*unit(measure.unit).series, *measure.series)))


def _alike_in_length(earlier: Period, later: Period) -> bool:
    days = sorted((period.end - period.start).days + 1 for period in (earlier, later))
    return days[1] - days[0] <= DIFFERENCE_IN_LENGTH * days[1]


def _partial(earlier: Period, later: Period, held: Held, *, begins_late: bool) -> list[str]:
    """Why a period is partial. That records begin late is not said again where the series itself does."""
    reasons = []
    gap = timedelta(days=DAYS_WITHOUT_A_RECORD)
    if begins_late and held.first - earlier.start > gap:
        reasons.append(f"the records loaded begin only on {say_day(held.first)}")
    if later.end - held.last > gap:
        reasons.append(f"the records loaded end already on {say_day(held.last)}")
    return reasons


def _settled(recorded: Series) -> date:
    months = recorded.starts.year * 12 + recorded.starts.month - 1 + recorded.settling_months
    return date(months // 12, months % 12 + 1, 1)


def compare_proportions(earlier: list[int], later: list[int]) -> ProportionTest | None:
    """Test whether two rows of counts over the same categories have the same proportions.

    None where a test would not be sound: fewer than two categories with counts, or an expected count under 5.
    """
    columns = [(a, b) for a, b in zip(earlier, later, strict=True) if a + b]
    if len(columns) < 2 or not sum(a for a, _ in columns) or not sum(b for _, b in columns):
        return None
    result = chi2_contingency([[a for a, _ in columns], [b for _, b in columns]], correction=False)
    if result.expected_freq.min() < SMALLEST_EXPECTED_COUNT:
        return None
    return ProportionTest(float(result.statistic), int(result.dof), float(result.pvalue))
