"""The reference page of measures, made from their definitions: for readers who ask what exactly is counted."""

from lanthorn.measures import Catalogue, Denominator, Measure, catalogue, dimension, series_of, unit
from lanthorn.profile.estimates import rests_on_a_bound
from lanthorn.vocabulary import series

_INTRODUCTION = """# Measures

Every question that a profile answers: what is counted, out of what, by what it is broken down, and what the answer does
not say. Made from the definitions by `docs/generate.py`; a test keeps it as the code is. The same account, with the
figures of a profile, is printed by `lanthorn explain MEASURE --store STORE`. To add a measure of your own, see
[how to](../how-to/add-a-measure.md).

A share is of those for whom the dimension is recorded, with a 95% Wilson interval; a rate has an exact Poisson
interval. A count from 1 to 4 is hidden, and so is any from which one could be worked out.
"""


def measures_page() -> str:
    """The page as Markdown."""
    listed: Catalogue = catalogue()
    parts = [_INTRODUCTION]
    section = ""
    for reference in listed.references:
        section = _section(parts, section, reference.section)
        parts.append(f"### `{reference.id}`\n\n{reference.question} Cited, not counted: {reference.source}.\n")
    for measure in listed.measures:
        section = _section(parts, section, measure.section)
        parts.append(_measure(measure))
    return "\n".join(parts)


def _section(parts: list[str], before: str, name: str) -> str:
    if name != before:
        parts.append(f"## {name}\n")
    return name


def _measure(measure: Measure) -> str:
    counted = unit(measure.unit)
    narrowed = f"; only those {measure.where_words}" if measure.where_words else ""
    by = "; ".join(" and ".join(dimension(name).label.lower() for name in names) for names in measure.breakdowns)
    rows = [
        ("Version", measure.version),
        ("What is counted", f"{counted.counted}{narrowed}"),
        ("Records", counted.source),
        ("Broken down by", by),
        ("Out of", _denominator(measure)),
        ("Comparable since", _since(measure)),
        ("Rests on linkage", _linkage(measure)),
    ]
    if counted.view is None:
        rows.append(("Answered", f"no: {counted.why_never or 'no records of this kind can be loaded yet'}"))
    table = "\n".join(f"| {label} | {value} |" for label, value in rows)
    caveats = "\n".join(f"- {caveat}" for caveat in measure.caveats)
    return f"### `{measure.id}`\n\n{measure.question}\n\n| | |\n| --- | --- |\n{table}\n" + (
        f"\nWhat it does not say:\n\n{caveats}\n" if caveats else ""
    )


def _denominator(measure: Measure) -> str:
    if measure.denominator is Denominator.CHILDREN_10_17:
        return "children aged 10 to 17 who live in the place, per 10,000"
    return "those of the same group for whom the last dimension is recorded"


def _since(measure: Measure) -> str:
    reasons = [
        f"{recorded.starts:%B %Y} ({recorded.reason})"
        + (f", volumes after a further {recorded.settling_months} months" if recorded.settling_months else "")
        for recorded in map(series, series_of(measure))
    ]
    return "; ".join(reasons) or "any date"


def _linkage(measure: Measure) -> str:
    if rests_on_a_bound(measure):
        return 'yes; published as "at least" until an audit of the links corrects it'
    return "yes" if measure.linked else "no"
