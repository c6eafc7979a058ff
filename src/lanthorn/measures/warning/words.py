"""The early warning in words: what was recorded, what would be expected, or why no warning can be given."""

from lanthorn.measures.definition import Measure
from lanthorn.measures.units import unit
from lanthorn.measures.warning.series import say_month
from lanthorn.measures.warning.settings import settings


def say_row(
    measure: Measure,
    label: str,
    months: tuple[str, ...],
    count: int,
    expected: tuple[int, int],
    before: tuple[str, ...],
) -> str:
    """The sentence: "Newham recorded 24 flagged offences in March 2015; 6 to 17 would be expected from the …"."""
    counted = unit(measure.unit)
    what = counted.one if count == 1 else counted.many
    low, high = expected
    usual = f"{low} to {high}" if low != high else f"{low}"
    return (
        f"{label} recorded {count:,} {what} {say_span(months)}; {usual} would be expected from the "
        f"{len(before)} months from {say_month(before[0])} to {say_month(before[-1])}."
    )


def say_span(months: tuple[str, ...]) -> str:
    """The months as a sentence says them: "in March 2015", "from January 2015 to March 2015"."""
    if len(months) == 1:
        return f"in {say_month(months[0])}"
    return f"from {say_month(months[0])} to {say_month(months[-1])}"


def say_declined(measure: Measure, month: str, months: int, because: str) -> str:
    """Why there is no early warning for a month."""
    reason = f": {because}" if because else ""
    return (
        f"No early warning on {unit(measure.unit).many} for {say_month(month)}: {settings().needed} months that may be "
        f"compared are needed, and there {'is' if months == 1 else 'are'} {months or 'none'}{reason}."
    )


def say_how_sure() -> str:
    """How many of the flagged are to be expected to be chance, as a publication states it."""
    one_in = round(1 / settings().false_discovery_rate)
    return (
        f"Of the authorities flagged, about one in {one_in} may be so by chance. A flagged month says that more was "
        "recorded, not why: more harm, better recognition, one child reported many times, or a change in recording."
    )
