"""The page of a measure that has none of its own: a headline from its first breakdown, a figure for each."""

from lanthorn.measures import Denominator, dimension
from lanthorn.profile import suited
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Page, Sentence
from lanthorn.profile.sentences import templates
from lanthorn.profile.told import Told

_SAY = templates(
    "own", headline="dimension value share total", headline_recorded="dimension value share", headline_total="total",
    counted="total",
)  # fmt: skip


def page(told: Told) -> Page:
    """The generic page."""
    breakdowns = told.breakdowns()
    single = next((breakdown for breakdown in breakdowns if len(breakdown.dimensions) == 1), None)
    headlines: list[Sentence | None] = []
    if single is not None and told.measure.denominator is Denominator.RECORDED:
        headlines = _headlines(single)
    total = breakdowns[0].how_many()
    headlines.append(_SAY.say("headline_total", total=total))
    leading = {single.last: single.ranking().values[:1]} if single is not None else {}
    return told.page(
        headlines,
        paragraphs=[_SAY.say("counted", total=total) if len(headlines) > 1 else None],
        figures=[
            suited.figure_for(
                breakdown, told.title_by(breakdown), boundaries=told.setting.boundaries,
                emphasis=leading.get(breakdown.last, ()) if len(breakdown.dimensions) == 1 else (),
            )
            for breakdown in breakdowns
        ],
        recorded=_once_each(breakdowns) if told.measure.denominator is Denominator.RECORDED else (),
    )  # fmt: skip


def _headlines(single: Breakdown) -> list[Sentence | None]:
    most = single.ranking()
    if not most.values or most.tied:
        return []
    name = single.last
    label = dimension(name).label
    share, value = single.share(**{name: most.values[0]}), most.first
    everybody = single.cell(**{name: "unknown"}).count == 0 if "unknown" in single.values() else True
    if everybody:
        return [_SAY.say("headline", dimension=label, value=value, share=share, total=single.how_many())]
    return [_SAY.say("headline_recorded", dimension=label, value=value, share=share)]


def _once_each(breakdowns: list[Breakdown]) -> list[Breakdown]:
    return list({breakdown.last: breakdown for breakdown in reversed(breakdowns)}.values())[::-1]
