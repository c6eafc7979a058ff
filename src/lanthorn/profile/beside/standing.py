"""Where an authority stands: its own numbers in London's tables by authority, and its rate beside London's.

Given all protected answers and an authority; gives the first page of its briefing, or none where nothing is known.
"""

from collections.abc import Sequence

from lanthorn.measures import Cell, PublishedAnswer
from lanthorn.profile import tables, ways
from lanthorn.profile.beside import figures, judging
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Figure, Page, Sentence
from lanthorn.profile.sentences import Said, templates
from lanthorn.profile.told import Setting, Told
from lanthorn.vocabulary import Authority

_SAY = templates(
    "beside_standing", section="", question="", above="rate area whole_rate whole", below="rate area whole_rate whole",
    similar="rate area whole_rate whole", unclear="rate area whole_rate whole", small="area",
    offence="number total area whole", home="number total area whole", missing="number total area whole",
    title="area whole period", what="", offences_row="", homes_row="", rate_row="", missing_row="", caveat="",
)  # fmt: skip
ID = "authority.standing"
_COUNTED = {
    "offence": ("place.offence", "offence_authority", "offences_row"),
    "home": ("place.home", "home_authority", "homes_row"),
    "missing": ("missing.reports", "authority", "missing_row"),
}
"""Template to the measure, its dimension by authority, and the words of its row."""
_RATE = ("rate.children", "home_authority", "home_region", "london")


def pages(answers: Sequence[PublishedAnswer], setting: Setting, entry: Authority, whole: str) -> list[Page]:
    """The page, in a list of its own; an empty list where no question by authority is answered."""
    told = {answer.measure.id: Told(answer, setting) for answer in answers if not answer.unanswerable}
    rows: list[list[tables.Printed]] = []
    said: list[Sentence | None] = []
    for name, (measure, dimension, label) in _COUNTED.items():
        if measure in told:
            by = told[measure].by(dimension)
            number = by.number(**{dimension: entry.code}) if entry.code in by.values() else None
            said.append(_SAY.say(name, number=number, total=by.how_many(), area=entry.label, whole=whole))
            rows.append(
                [tables.heading(_SAY.text(label)), tables.count(_cell(by, entry.code)), tables.count(by.cell())]
            )
    if not rows:
        return []
    headline = None
    if _RATE[0] in told:
        places, region = told[_RATE[0]].by(_RATE[1]), told[_RATE[0]].by(_RATE[2])
        here, london = _cell(places, entry.code), region.cell(**{_RATE[2]: _RATE[3]})
        headline = _rate(places, region, here, london, entry.label, whole)
        rows.append([tables.heading(_SAY.text("rate_row")), figures.with_interval(here), figures.with_interval(london)])
    title = _SAY.text("title", area=entry.label, whole=whole, period=setting.period.label)
    table = tables.made(title, (_SAY.text("what"), entry.label, whole), rows)
    shown = [sentence for sentence in said if sentence is not None and setting.may_say(sentence)]
    return [
        Page(
            ID, _SAY.text("section"), _SAY.text("question"),
            headline if headline is not None and setting.may_say(headline) else Sentence(
                _SAY.text("small", area=entry.label)),
            tuple(shown), (Figure(table),), (_SAY.text("caveat"),),
            tuple(
                ways.way(told[measure].answer, setting.rule, setting.period)
                for measure in (*(measure for measure, _, _ in _COUNTED.values()), _RATE[0]) if measure in told
            ),
        )
    ]  # fmt: skip


def _cell(by: Breakdown, code: str) -> Cell:
    return by.cell(**{by.last: code}) if code in by.values() else Cell(0)


def _rate(places: Breakdown, region: Breakdown, here: Cell, london: Cell, area: str, whole: str) -> Sentence | None:
    if here.rate is None or london.rate is None:
        return None
    near = london.rate.value * (judging.tolerance().ratio - 1)
    stands = judging.within_the_whole(here.rate, london.rate, near=near)
    return _SAY.say(
        stands, rate=_said(places, here), area=area, whole_rate=_said(region, london), whole=whole
    )  # fmt: skip


def _said(by: Breakdown, cell: Cell) -> Said | None:
    if cell.rate is None:
        return None
    text = f"{cell.rate.value:.1f}"
    _, where = cell.source
    names = dict(pair.split("=") for pair in where.split(";"))
    return Said(text, (by.fact("rate", names, text),))
