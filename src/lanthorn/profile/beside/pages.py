"""The page of one question on two sides: how they stand to each other, what each side says, and why more is not said.

Given a pair of protected answers; gives the page. Every word is chosen by the intervals that its table prints.
"""

from collections.abc import Callable, Iterable, Iterator

from lanthorn.measures import dimension
from lanthorn.profile import ways, wording
from lanthorn.profile.beside import figures
from lanthorn.profile.beside.judging import Stands
from lanthorn.profile.beside.sides import Kind, Line, Pair, Side
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Figure, Page, Sentence, Way
from lanthorn.profile.sentences import Said, templates
from lanthorn.profile.told import Told
from lanthorn.vocabulary import UNKNOWN

_COMPARED = "value share this other_share other"
_TOTALS = "total this other_total other"
_SAY = templates(
    "beside", lead_aged="dimension value", rate="rate",
    **{f"{kind}_{stands}": _COMPARED for kind in Kind for stands in (*Stands, "apart")},
    **{f"total_{stands}": _TOTALS for stands in (*Stands, "apart", "of_place")},
    total_alone="total this", nothing="this", finding="side finding", end="sentence", no_volumes="reasons",
    no_shares="dimensions reasons", no_base="", no_bounds="", by_interval="", by_whole="other",
)  # fmt: skip
_ASKED = "yes"
"""Of a dimension that says whether something was so, the value that is asked about."""
_MOST_CHANGES = 5
_REST = ("other", "outside", "none")
"""Values that a change is not told of in words: the table has them."""


def page(pair: Pair, page_of: Callable[[Told], Page]) -> Page:
    """The page; `page_of` writes one side's own page, whose finding is told for each side."""
    told = pair.this.told
    may_say = told.setting.may_say
    both = pair.breakdowns()
    leading = [sentence for mine, theirs in both if (sentence := _leading(pair, mine, theirs))]
    total = _total(pair, both[0]) if both else None
    headlines = [sentence for sentence in (*leading, total) if sentence is not None and may_say(sentence)]
    findings = list(_findings(pair, page_of))
    # The later period's finding is said last.
    headlines += [*findings[-1:], Sentence(_SAY.text("nothing", this=pair.this.label))]
    said = [*([] if total is None else [total]), *leading, *_changes(pair, both), *findings]
    paragraphs = [_whole(sentence) for sentence in dict.fromkeys(said) if sentence != headlines[0]]
    drawn = [figure for mine, theirs in both if (figure := figures.figure(pair, mine, theirs)) is not None]
    return Page(
        id=told.measure.id,
        section=told.measure.section,
        question=told.measure.question,
        headline=headlines[0],
        paragraphs=tuple(sentence for sentence in paragraphs if may_say(sentence)),
        figures=tuple(drawn or _own_figures(pair, page_of)),
        caveats=tuple(_caveats(pair, both)),
        ways=tuple(_way(side) for side in (pair.this, pair.other)),
    )


def _leading(pair: Pair, mine: Breakdown, theirs: Breakdown) -> Sentence | None:
    """How the value that is asked about, or else the most frequent one, stands."""
    lines = {line.value: line for line in pair.lines(mine, theirs) if line.value != UNKNOWN}
    ranking = mine.ranking()
    value = _ASKED if _ASKED in lines else ranking.values[0] if ranking.values and not ranking.tied else ""
    return _compared(pair, mine, theirs, lines[value]) if value in lines else None


def _compared(pair: Pair, mine: Breakdown, theirs: Breakdown, line: Line) -> Sentence | None:
    share, other = _figure(mine, line.value), _figure(theirs, line.value)
    name = f"{pair.kind}_{line.stands or 'apart'}"
    return _SAY.say(
        name, value=_name(mine, line.value), share=share, this=pair.this.label, other_share=other,
        other=pair.other.label,
    )  # fmt: skip


def _figure(by: Breakdown, value: str) -> Said | None:
    """A share in per cent, or a rate, as a sentence says it."""
    if value not in by.values():
        return None
    cell = by.cell(**{by.last: value})
    if cell.rate is None:
        return by.percent(**{by.last: value})
    text = _SAY.text("rate", rate=f"{cell.rate.value:.1f}")
    return Said(text, (by.fact("rate", {by.last: value}, text),))


def _name(by: Breakdown, value: str) -> str:
    label = wording.capital(wording.within_a_sentence(by.last, value))
    if not label[0].isdigit():
        return label
    return _SAY.text("lead_aged", dimension=dimension(by.last).label, value=label)


def _total(pair: Pair, both: tuple[Breakdown, Breakdown]) -> Sentence | None:
    mine, theirs = both
    slots = {"total": mine.how_many(), "this": pair.this.label}
    whole = {"other_total": theirs.how_many(), "other": pair.other.label}
    if pair.kind is Kind.PLACES:
        return _SAY.say("total_of_place", **slots, **whole) or _SAY.say("total_alone", **slots)
    return _SAY.say(f"total_{pair.total(mine, theirs) or 'apart'}", **slots, **whole)


def _changes(pair: Pair, both: Iterable[tuple[Breakdown, Breakdown]]) -> list[Sentence]:
    """What is clearly above or below, breakdown by breakdown, up to a few."""
    found = [
        sentence
        for mine, theirs in both
        for line in pair.lines(mine, theirs)
        if line.stands in (Stands.ABOVE, Stands.BELOW) and line.value not in _REST
        if (sentence := _compared(pair, mine, theirs, line)) is not None
    ]
    return found[:_MOST_CHANGES]


def _findings(pair: Pair, page_of: Callable[[Told], Page]) -> Iterator[Sentence]:
    """What each period's own briefing says as its finding, word for word."""
    if pair.kind is not Kind.PERIODS:
        return
    for side in figures.in_order(pair):
        found = page_of(side.told).headline
        said = _SAY.say("finding", side=side.label, finding=Said(found.text, found.facts))
        if said is not None:
            yield said


def _own_figures(pair: Pair, page_of: Callable[[Told], Page]) -> list[Figure]:
    """Where no breakdown is of one dimension, the figures of each period's own page, the later first."""
    if pair.kind is not Kind.PERIODS:
        return []
    return [figure for side in (pair.this, pair.other) for figure in page_of(side.told).figures]


def _whole(sentence: Sentence) -> Sentence:
    return Sentence(_SAY.text("end", sentence=sentence.text.rstrip(".")), sentence.facts)


def _caveats(pair: Pair, both: Iterable[tuple[Breakdown, Breakdown]]) -> Iterator[str]:
    if pair.volumes:
        yield _SAY.text("no_volumes", reasons=_ended(pair.volumes))
    refused: dict[tuple[str, ...], list[str]] = {}
    for mine, _ in both:
        if mine.last in pair.shares:
            refused.setdefault(pair.shares[mine.last], []).append(dimension(mine.last).label)
    for reasons, labels in refused.items():
        names = wording.listing([label[:1].lower() + label[1:] for label in labels])
        yield _SAY.text("no_shares", dimensions=names, reasons=_ended(reasons))
    lines = [line for mine, theirs in both if mine.last not in pair.shares for line in pair.lines(mine, theirs)]
    if any(line.this.of_all or line.other.of_all for line in lines):
        yield _SAY.text("no_base")
    if any(line.standing[0] is not line.standing[1] or line.is_bound for line in lines):
        yield _SAY.text("no_bounds")
    if any(line.stands is not None for line in lines):
        whole = pair.kind is Kind.PLACES
        yield _SAY.text("by_whole", other=pair.other.label) if whole else _SAY.text("by_interval")
    yield from (*pair.this.told.on_links(), *pair.this.told.measure.caveats)


def _ended(reasons: tuple[str, ...]) -> str:
    return _SAY.text("end", sentence=wording.listing(list(reasons)))


def _way(side: Side) -> Way:
    told = side.told
    return ways.way(told.answer, told.setting.rule, told.setting.period, corrected=told.is_corrected)
