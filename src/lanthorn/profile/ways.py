"""How a measure's figures are known, in pairs of what and value: for the foot of its page and for `explain`.

One account serves both, so that they cannot differ.
"""

from dataclasses import dataclass

from lanthorn.disclosure import Rule
from lanthorn.measures import Denominator, PublishedAnswer, PublishedTable, compare_volumes, dimension, unit
from lanthorn.profile import wording
from lanthorn.profile.content import Way
from lanthorn.profile.estimates import rests_on_a_bound
from lanthorn.profile.protecting import over_both_periods
from lanthorn.profile.sentences import templates
from lanthorn.vocabulary import POPULATION_SOURCE, UNKNOWN, Period

_SAY = templates(
    "ways", narrowed="counted where", of_recorded="", of_children="source", rate="", share="", bound="", corrected="",
    recorded="share recorded total", recorded_hidden="", recorded_all="",
    everything_recorded="", hidden="hidden cells small", hidden_none="cells small",
    exempt="", comparable="earlier", not_comparable="earlier reasons", linked="", not_linked="", total="number units",
    not_answered="reason", nothing_answered="",
    title_definition="", title_out_of="", title_recorded="", title_suppression="", title_intervals="",
    title_comparable="", measure="", question="", unit="", source="", period="", breakdowns="",
    numerator="", numerator_words="", denominator="", all_units="", linkage="", before="", state="",
)  # fmt: skip


@dataclass(frozen=True)
class Section:
    """One part of an account: a title and its pairs of what and value."""

    title: str
    rows: tuple[tuple[str, str], ...]


def account(answer: PublishedAnswer, rule: Rule, period: Period, *, corrected: bool = False) -> tuple[Section, ...]:
    """Everything there is to say of how a measure's figures came about, but for the files they came from."""
    measure = answer.measure
    counted = unit(measure.unit)
    by = "; ".join(wording.listing([dimension(name).label.lower() for name in names]) for names in measure.breakdowns)
    definition = Section(
        _SAY.text("title_definition"),
        (
            (_SAY.text("question"), measure.question),
            (_SAY.text("measure"), f"{measure.id}, {measure.version}"),
            (_SAY.text("unit"), _counted(answer)),
            (_SAY.text("source"), counted.source),
            (_SAY.text("period"), period.words),
            (_SAY.text("breakdowns"), by),
        ),
    )
    if answer.unanswerable:
        state = _SAY.text("not_answered", reason=answer.unanswerable)
        return definition, Section(_SAY.text("state"), ((_SAY.text("state"), state),))
    out_of = Section(
        _SAY.text("title_out_of"),
        (
            (_SAY.text("numerator"), _SAY.text("numerator_words")),
            (_SAY.text("denominator"), _denominator(answer)),
            (_SAY.text("all_units"), _total(answer)),
        ),
    )
    recorded = Section(_SAY.text("title_recorded"), tuple(_recorded_rows(answer)))
    hidden = Section(_SAY.text("title_suppression"), ((_SAY.text("title_suppression"), suppression(answer, rule)),))
    linked = _SAY.text("linked") if measure.linked else _SAY.text("not_linked")
    intervals = Section(
        _SAY.text("title_intervals"),
        ((_SAY.text("title_intervals"), _interval(answer, corrected)), (_SAY.text("linkage"), linked)),
    )
    compared = Section(_SAY.text("title_comparable"), ((_SAY.text("before"), comparability(answer, period)),))
    return definition, out_of, recorded, hidden, intervals, compared


def way(answer: PublishedAnswer, rule: Rule, period: Period, *, corrected: bool = False) -> Way:
    """The account as the foot of a page prints it."""
    measure = answer.measure
    if answer.unanswerable:
        return Way(
            measure.id, measure.version, _counted(answer), _denominator(answer), _SAY.text("nothing_answered"),
            unit(measure.unit).source,
        )  # fmt: skip
    return Way(
        measure=measure.id,
        version=measure.version,
        counted=_counted(answer),
        denominator=_denominator(answer),
        recorded="; ".join(f"{label}: {value}" if label else value for label, value in _recorded_rows(answer)),
        source=unit(measure.unit).source,
        notes=(suppression(answer, rule), _interval(answer, corrected), comparability(answer, period)),
    )


def _counted(answer: PublishedAnswer) -> str:
    counted = unit(answer.measure.unit).counted
    if not answer.measure.where_words:
        return counted
    return _SAY.text("narrowed", counted=counted, where=answer.measure.where_words)


def _denominator(answer: PublishedAnswer) -> str:
    if answer.measure.denominator is Denominator.CHILDREN_10_17:
        return _SAY.text("of_children", source=POPULATION_SOURCE)
    return _SAY.text("of_recorded")


def _total(answer: PublishedAnswer) -> str:
    return _SAY.text("total", number=answer.tables[0].total.shown, units=unit(answer.measure.unit).many)


def _recorded_rows(answer: PublishedAnswer) -> list[tuple[str, str]]:
    rows = {}
    for table in answer.tables:
        name = table.dimensions[-1]
        if name not in rows and (said := _recorded(table)):
            rows[name] = (dimension(name).label, said)
    return list(rows.values()) or [("", _SAY.text("everything_recorded"))]


def _recorded(table: PublishedTable) -> str:
    name = table.dimensions[-1]
    if UNKNOWN not in table.values[-1]:
        return _SAY.text("recorded_all")
    unknown, whole = table.cell(**{name: UNKNOWN}).count, table.total.count
    if unknown is None or not whole:
        return _SAY.text("recorded_hidden")
    share = wording.percent((whole - unknown) / whole)
    return _SAY.text("recorded", share=share, recorded=f"{whole - unknown:,}", total=f"{whole:,}")


def suppression(answer: PublishedAnswer, rule: Rule) -> str:
    """How many cells of the measure's tables are hidden, and by which rule."""
    if not unit(answer.measure.unit).children:
        return _SAY.text("exempt")
    counts = [
        cell.count
        for table in answer.tables
        for key, cell in table.cells.items()
        if not over_both_periods(answer, table.dimensions, key)
    ]
    hidden, cells = sum(count is None for count in counts), f"{len(counts):,}"
    if not hidden:
        return _SAY.text("hidden_none", cells=cells, small=rule.words)
    return _SAY.text("hidden", hidden=f"{hidden:,}", cells=cells, small=rule.words)


def _interval(answer: PublishedAnswer, corrected: bool) -> str:
    if answer.measure.denominator is Denominator.CHILDREN_10_17:
        return _SAY.text("rate")
    if corrected:
        return _SAY.text("corrected")
    if rests_on_a_bound(answer.measure):
        return _SAY.text("bound")
    return _SAY.text("share")


def comparability(answer: PublishedAnswer, period: Period) -> str:
    """Whether the period's volumes may be compared with those of the one before, and if not why."""
    verdict = compare_volumes(answer.measure, period.previous, period, answer.held)
    if verdict.volumes:
        return _SAY.text("comparable", earlier=period.previous.label)
    return _SAY.text("not_comparable", earlier=period.previous.label, reasons=wording.listing(list(verdict.reasons)))
