"""How much is recorded, when, and how much of it online."""

from datetime import date

from lanthorn.measures import dimension, series_of
from lanthorn.profile import figures, tables, wording
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Chart, ChartKind, Figure, Mark, Marker, Page, Sentence
from lanthorn.profile.sentences import Said, templates
from lanthorn.profile.told import Told, listed
from lanthorn.vocabulary import OUTSIDE, Period, series

_CATEGORY = templates(
    "volume.category", headline="share total category", headline_total="total", reported="total period",
    mix="shares", by_category="", by_area="",
)  # fmt: skip
_TREND = templates(
    "trend.month", headline="low high period", headline_total="total period", break_in_series="title day",
    settling="day reason", begin="title", figure="",
    by_area="", by_area_alt="areas", area_alt="area low high", month="", total="", not_applicable="symbol",
    not_available="symbol",
)  # fmt: skip
_ONLINE = templates(
    "online.volume", headline="share total number", headline_share="share total", headline_none="total",
    headline_hidden="total",
    category="share category", areas="shares", by_category="", by_area="",
)  # fmt: skip

NOT_APPLICABLE, NOT_AVAILABLE = "[z]", "[x]"


def category(told: Told) -> Page:
    """Flagged offences by category."""
    by = told.by("category")
    total = by.how_many()
    most = by.ranking()
    leading = most.values[0] if most.values and not most.tied else None
    share = by.share(category=leading) if leading else None
    by_area = told.by("offence_area", "category")
    return told.page(
        [
            _CATEGORY.say("headline", share=share, total=total, category=most.first),
            _CATEGORY.say("headline_total", total=total),
        ],
        paragraphs=[
            _CATEGORY.say("reported", total=total, period=told.setting.period.words),
            _CATEGORY.say("mix", shares=listed(by, by.known())),
        ],
        figures=[
            figures.bars(by, told.title(_CATEGORY.text("by_category")), emphasis=most.values[:1]),
            figures.divided(by_area, told.title(_CATEGORY.text("by_area"))),
        ],
        recorded=[by],
    )


def trend(told: Told) -> Page:
    """Flagged offences by month of report, with the break in the series marked."""
    by = told.by("month")
    period = told.setting.period
    recorded = series(series_of(told.measure)[0])
    marks = [_month_mark(by, month, recorded.starts, period) for month in (*period.previous.months(), *period.months())]
    own = marks[-len(period.months()) :]
    begins = recorded.starts.strftime("%b %Y")
    markers = [Marker(begins, _TREND.text("begin", title=recorded.title))] if begins in {m.label for m in marks} else []
    symbols = {mark.shown for mark in marks}
    notes = [
        _TREND.text(name, symbol=symbol)
        for name, symbol in (("not_applicable", NOT_APPLICABLE), ("not_available", NOT_AVAILABLE))
        if symbol in symbols
    ]
    break_in_series = _TREND.say("break_in_series", title=recorded.title, day=_say_month(recorded.starts))
    settled = date(recorded.starts.year + recorded.settling_months // 12, recorded.starts.month, 1)
    settling = _TREND.say("settling", day=_say_month(settled), reason=wording.capital(recorded.settling_reason))
    return told.page(
        [_range(by, own, told)],
        paragraphs=[
            break_in_series if markers else None,
            settling if recorded.settling_months and settled > period.previous.start else None,
        ],
        figures=[figures.months(by, _TREND.text("figure"), marks, markers, notes), *_by_area(told)],
    )


def _say_month(day: date) -> str:
    return day.strftime("%B %Y")


def _by_area(told: Told) -> list[Figure]:
    """The months of the period in each area, as little charts on one scale; none where no month of any can be shown."""
    by = told.by("offence_area", "month")
    months = [month for month in told.setting.period.months() if month in by.values("month")]
    areas = [area for area in by.known("offence_area") if area != OUTSIDE]
    rows = {area: [figures.count_mark(_say_short(m), by.cell(offence_area=area, month=m), group=_area(area))
                   for m in months] for area in areas}  # fmt: skip
    shown = {area: [mark for mark in marks if mark.value is not None] for area, marks in rows.items()}
    if not any(shown.values()):
        return []
    told_alt = [
        _TREND.text(
            "area_alt", area=_area(area), low=min(marks, key=_length).shown, high=max(marks, key=_length).shown
        )
        for area, marks in shown.items()
        if marks
    ]  # fmt: skip
    title = told.title(_TREND.text("by_area"))
    table = tables.made(
        title,
        (_TREND.text("month"), *(_area(area) for area in areas), _TREND.text("total")),
        [
            [tables.heading(_say_short(month)), *(tables.count(by.cell(offence_area=a, month=month)) for a in areas),
             tables.count(by.cell(month=month))]
            for month in months
        ],
    )  # fmt: skip
    marks = tuple(mark for own in rows.values() for mark in own)
    alt = _TREND.text("by_area_alt", areas="; ".join(told_alt))
    return [Figure(table, Chart(ChartKind.SMALL_MULTIPLES, title, alt, marks, figures.number_axis(by)))]


def _area(value: str) -> str:
    return dimension("offence_area").say(value)


def _length(mark: Mark) -> float:
    return mark.value or 0.0


def _say_short(month: str) -> str:
    return date.fromisoformat(f"{month}-01").strftime("%b %Y")


def _month_mark(by: Breakdown, month: str, starts: date, period: Period) -> Mark:
    day = date.fromisoformat(f"{month}-01")
    label = _say_short(month)
    cell = by.cell(month=month) if month in by.values() else None
    if cell is not None and (cell.count != 0 or day >= starts.replace(day=1)):
        return figures.count_mark(label, cell)
    if day < starts.replace(day=1):
        return Mark(label, None, NOT_APPLICABLE)
    if day < period.start and not any(found < period.start.strftime("%Y-%m") for found in by.known()):
        return Mark(label, None, NOT_AVAILABLE)
    return Mark(label, 0.0, "0", facts=(by.fact("count", {"month": month}, "0"),))


def _range(by: Breakdown, own: list[Mark], told: Told) -> Sentence | None:
    """The fewest and the most of any month of the period, where every month is shown."""
    values = [mark.value for mark in own if mark.value is not None]
    if len(values) < len(own) or not values:
        return _TREND.say("headline_total", total=wording.capital(told.units), period=told.setting.period.label)
    low, high = (
        Said(f"{edge:,.0f}", (by.fact(kind, {}, f"{edge:,.0f}"),))
        for kind, edge in (("lowest month", min(values)), ("highest month", max(values)))
    )
    return _TREND.say("headline", low=low, high=high, period=told.setting.period.label)


def online(told: Told) -> Page:
    """How many flagged offences bear the online marker, of which category and where."""
    by = told.by("online")
    category, area = (told.by("online", name).narrowed(online="yes") for name in ("category", "offence_area"))
    total, number, share = by.how_many(), by.number(online="yes"), by.percent(online="yes")
    of_category, of_area = category.ranking(), area.ranking()
    nought = by.cell(online="yes").count == 0
    return told.page(
        [
            _ONLINE.say("headline_none", total=total) if nought else None,
            _ONLINE.say("headline", number=number, total=total, share=share),
            _ONLINE.say("headline_share", total=total, share=share),
            _ONLINE.say("headline_hidden", total=total),
        ],
        paragraphs=[
            _leading(category, of_category.values, "category"),
            _ONLINE.say("areas", shares=listed(area, area.by_frequency()[: len(area.known())])),
        ],
        figures=[]
        if nought
        else [
            figures.bars(category, told.title(_ONLINE.text("by_category")), emphasis=of_category.values[:1]),
            figures.bars(area, told.title(_ONLINE.text("by_area")), emphasis=of_area.values[:1]),
        ],
        recorded=[by],
    )


def _leading(by: Breakdown, ranked: tuple[str, ...], slot: str) -> Sentence | None:
    if not ranked:
        return None
    return _ONLINE.say(slot, share=by.percent(**{by.last: ranked[0]}), **{slot: by.name(ranked[0], 1)})


PAGES = {
    "volume.category": category,
    "trend.month": trend,
    "online.volume": online,
}
