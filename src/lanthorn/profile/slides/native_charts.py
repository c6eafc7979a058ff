"""Charts that PowerPoint can edit: given a chart of the content model and a placeholder, puts a native chart there.

Labels beside bars are the model's texts. A value that is hidden has no bar; its symbol stands with its label.
"""

from collections.abc import Sequence
from copy import deepcopy
from itertools import groupby
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.shapes.placeholder import ChartPlaceholder
from pptx.util import Pt

from lanthorn.profile.charts.lettering import printable
from lanthorn.profile.charts.theme import (
    CATEGORICAL,
    CONTEXT_TINTS,
    HAIRLINE,
    INK,
    MUTED,
    readable_on,
    strong_or_context,
)
from lanthorn.profile.content import Chart, ChartKind, Mark
from lanthorn.profile.slides.words import SAY, language

NATIVE = {
    ChartKind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    ChartKind.PAIRS: XL_CHART_TYPE.BAR_CLUSTERED,
    ChartKind.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    ChartKind.PYRAMID: XL_CHART_TYPE.BAR_CLUSTERED,
    ChartKind.SHARE_BARS: XL_CHART_TYPE.BAR_STACKED,
}
_FROM_BELOW = (ChartKind.BARS, ChartKind.PAIRS, ChartKind.SHARE_BARS)
"""PowerPoint draws the first category of a bar chart lowest."""
_BY_GROUP = (ChartKind.SHARE_BARS, ChartKind.PAIRS)
"""Charts with one place a group along the axis, and one series a label."""
_GAP = {ChartKind.BARS: 45, ChartKind.PAIRS: 45, ChartKind.COLUMNS: 35, ChartKind.PYRAMID: 20, ChartKind.SHARE_BARS: 40}
_TEXT, _TITLE, _SMALL, _TINY = Pt(14), Pt(16), Pt(12), Pt(9)
_MANY = 26
_MOST_LABELS = 16
"""Columns of more marks have figures only where the finding speaks of them."""
_NARROW_SHARE = 6.0
"""Per cent: a part of a bar that is smaller has no room for its figure."""
_NEW_LINE = "\n"
_CHART_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def insert_chart(placeholder: Any, chart: Chart) -> Any:
    """Put the chart in the placeholder's place; gives the graphic frame."""
    labels, series = _arranged(chart)
    data = CategoryChartData(number_format=_number_format(chart))
    drawn_marks = [mark for marks in series.values() for mark in marks if mark is not None]
    data.categories = [printable(text) for text in _categories(chart, labels, drawn_marks)]
    for name, marks in series.items():
        data.add_series(printable(name), [_length(chart, series, mark) for mark in marks])
    frame = ChartPlaceholder(placeholder._element, placeholder._parent).insert_chart(NATIVE[chart.kind], data)
    native = frame.chart
    native.font.size, native.font.color.rgb = _TEXT, _rgb(INK)
    _title(native, chart)
    native.has_legend = len(series) > 1
    if native.has_legend:
        native.legend.position, native.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        native.legend.font.size = _TEXT
    _axes(native, chart)
    plot = native.plots[0]
    plot.gap_width = _GAP[chart.kind]
    if chart.kind in (ChartKind.PYRAMID, ChartKind.SHARE_BARS):
        plot.overlap = 100
    for place, (drawn, marks) in enumerate(zip(plot.series, series.values(), strict=True)):
        _series(drawn, chart, list(marks), place, len(series))
    return frame


def _category(chart: Chart, mark: Mark) -> str:
    """What a mark stands at along the axis."""
    return mark.group if chart.kind in _BY_GROUP else mark.label


def _name(chart: Chart, mark: Mark) -> str:
    """The series that a mark belongs to."""
    return mark.label if chart.kind in _BY_GROUP else mark.group


def left_out(chart: Chart) -> dict[str, str]:
    """Where there are more bars than a room can read, the categories that are hidden throughout, with their symbol."""
    places = dict.fromkeys(_category(chart, mark) for mark in chart.marks)
    if chart.kind is not ChartKind.BARS or len(places) <= _MOST_LABELS:
        return {}
    shown = {_category(chart, mark) for mark in chart.marks if mark.value is not None}
    return {_category(chart, mark): mark.shown for mark in chart.marks if shown and _category(chart, mark) not in shown}


def _arranged(chart: Chart) -> tuple[list[str], dict[str, list[Mark | None]]]:
    """The categories, and the marks of each series in their order."""
    names = list(dict.fromkeys(_name(chart, mark) for mark in chart.marks))
    if chart.kind is ChartKind.PYRAMID:
        names = names[:2]
    out = left_out(chart)
    marks = [mark for mark in chart.marks if _name(chart, mark) in names and _category(chart, mark) not in out]
    categories = list(dict.fromkeys(_category(chart, mark) for mark in marks))
    placed = {(_name(chart, mark), _category(chart, mark)): mark for mark in marks}
    return categories, {
        name or chart.value_axis: [placed.get((name, category)) for category in categories] for name in names
    }


def _categories(chart: Chart, labels: Sequence[str], marks: Sequence[Mark]) -> list[str]:
    """The labels, each followed by its figure or by the symbols of what is hidden there, and by the words of a break.

    Where there are many, they stand alone: symbols and breaks are then told in the chart's title.
    """
    if len(labels) > _MOST_LABELS and not _figures_on_axis(chart):
        return list(labels)
    breaks = {marker.at: marker.words for marker in chart.markers}
    found = []
    for label in labels:
        at = [mark for mark in marks if _category(chart, mark) == label]
        several = len({_name(chart, mark) for mark in at}) > 1
        hidden = [mark for mark in at if mark.value is None]
        said = [f"{_name(chart, mark)} {mark.shown}" if several else mark.shown for mark in hidden]
        words = f"{label} ({', '.join(said)})" if said else label
        if _figures_on_axis(chart):
            words = f"{label}{_NEW_LINE if chart.kind is ChartKind.COLUMNS else ': '}{at[0].shown}"
        found.append(f"{words} – {breaks[label]}" if label in breaks else words)
    return found


def _figures_on_axis(chart: Chart) -> bool:
    """Whether figures stand with their labels: a line that shows an interval takes their place at the bar's end."""
    return bool(chart.intervals) and len({mark.group for mark in chart.marks}) == 1


def _length(chart: Chart, series: dict[str, list[Mark | None]], mark: Mark | None) -> float | None:
    """A mark's value; on a pyramid's left side below nought, as the side's direction."""
    if mark is None or mark.value is None:
        return None
    left = chart.kind is ChartKind.PYRAMID and mark in next(iter(series.values()))
    return -mark.value if left else mark.value


def _number_format(chart: Chart) -> str:
    """Whole numbers in groups of three; nothing below nought is meant on a pyramid."""
    return "#,##0;#,##0" if chart.kind is ChartKind.PYRAMID else "#,##0.##"


def _title(native: Any, chart: Chart) -> None:
    native.has_title = True
    frame = native.chart_title.text_frame
    lines = [(chart.title, _TITLE, True), (_unit(chart), _SMALL, False)]
    for place, (text, size, bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = printable(text)
        run.font.size, run.font.bold, run.font.language_id = size, bold, language()
        run.font.color.rgb = _rgb(INK if bold else MUTED)
    native.chart_title.include_in_layout = False


def _unit(chart: Chart) -> str:
    """What lengths are, what lines are, and where a series of many columns breaks."""
    parts = [chart.value_axis, chart.intervals]
    symbols = sorted(set(left_out(chart).values()))
    if symbols:
        parts.append(SAY.text("in_notes", symbols=", ".join(symbols)))
    if len({_category(chart, mark) for mark in chart.marks}) > _MOST_LABELS and not _figures_on_axis(chart):
        parts += [SAY.text("marker", words=marker.words, at=marker.at) for marker in chart.markers]
        parts += _hidden_runs(chart)
    return ". ".join(part.rstrip(".") for part in parts if part)


def _hidden_runs(chart: Chart) -> list[str]:
    """Where no column can be shown: "Apr 2013 to Sep 2013: [x]"."""
    found = []
    for (shown, hidden), run in groupby(chart.marks, key=lambda mark: (mark.shown, mark.value is None)):
        labels = [_category(chart, mark) for mark in run]
        if hidden:
            alone = f"{labels[0]}: {shown}"
            found.append(alone if len(labels) == 1 else SAY.text("run", first=labels[0], last=labels[-1], shown=shown))
    return found


def _axes(native: Any, chart: Chart) -> None:
    values, categories = native.value_axis, native.category_axis
    values.has_major_gridlines = chart.kind is ChartKind.COLUMNS and len(chart.marks) > _MOST_LABELS
    if values.has_major_gridlines:
        values.major_gridlines.format.line.color.rgb = _rgb(HAIRLINE)
        values.format.line.fill.background()
        values.tick_labels.font.size = _SMALL
    else:
        values.visible = False
    if chart.kind is ChartKind.SHARE_BARS:
        values.maximum_scale = 100
    if chart.kind is not ChartKind.PYRAMID:
        values.minimum_scale = 0
    categories.reverse_order = chart.kind in _FROM_BELOW
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    categories.major_tick_mark = XL_TICK_MARK.NONE
    categories.format.line.color.rgb = _rgb(INK)
    places = len({_category(chart, mark) for mark in chart.marks} - set(left_out(chart)))
    if chart.kind in _FROM_BELOW:
        # Every bar has its name, however small: the program would leave out every other one.
        last = categories._element.find(f"{{{_CHART_NAMESPACE}}}noMultiLvlLbl")
        last.addprevious(last.makeelement(f"{{{_CHART_NAMESPACE}}}tickLblSkip", {"val": "1"}))
    categories.tick_labels.font.size = _TEXT if places <= _MOST_LABELS else _SMALL if places <= _MANY else _TINY


def _series(drawn: Any, chart: Chart, marks: list[Mark | None], place: int, count: int) -> None:
    any_emphasis = any(mark.emphasis for mark in chart.marks)
    colour = _series_colour(chart, marks, place, count, any_emphasis)
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = _rgb(colour)
    drawn.invert_if_negative = False
    for point, mark in enumerate(marks):
        if mark is None or mark.value is None:
            continue
        shade = colour
        if count == 1:
            shade = strong_or_context(mark.emphasis, any_emphasis)
            fill = drawn.points[point].format.fill
            fill.solid()
            fill.fore_color.rgb = _rgb(shade)
        if _has_label(chart, mark):
            _label(drawn.points[point].data_label, mark, readable_on(shade) if _figures_inside(chart) else INK, chart)
    if chart.intervals and all(mark is None or mark.value is None or mark.low is not None for mark in marks):
        _whiskers(drawn, marks)


def _series_colour(chart: Chart, marks: list[Mark | None], place: int, count: int, any_emphasis: bool) -> str:
    if chart.kind in _BY_GROUP and any_emphasis:
        strong = any(mark is not None and mark.emphasis for mark in marks)
        return CATEGORICAL[0] if strong else CONTEXT_TINTS[place % len(CONTEXT_TINTS)]
    return CATEGORICAL[place % len(CATEGORICAL)] if count > 1 else strong_or_context(False, any_emphasis)


def _has_label(chart: Chart, mark: Mark) -> bool:
    if _figures_on_axis(chart) and chart.kind is not ChartKind.SHARE_BARS:
        return False
    if chart.kind is ChartKind.SHARE_BARS:
        return (mark.value or 0.0) >= _NARROW_SHARE
    return len(chart.marks) <= _MOST_LABELS or mark.emphasis or chart.kind is not ChartKind.COLUMNS


def _label(label: Any, mark: Mark, colour: str, chart: Chart) -> None:
    run = label.text_frame.paragraphs[0].add_run()
    run.text = printable(mark.shown)
    places = len({_category(chart, each) for each in chart.marks})
    run.font.size = _TEXT if places <= _MANY else _TINY
    run.font.bold, run.font.language_id = mark.emphasis, language()
    run.font.color.rgb = _rgb(colour)
    label.position = _position(chart)


def _position(chart: Chart) -> Any:
    """Where a bar's figure stands: in the middle of a part, at the axis where a line is drawn, else at the end."""
    if chart.kind is ChartKind.SHARE_BARS:
        return XL_LABEL_POSITION.CENTER
    return XL_LABEL_POSITION.INSIDE_BASE if _figures_inside(chart) else XL_LABEL_POSITION.OUTSIDE_END


def _figures_inside(chart: Chart) -> bool:
    """A stacked bar has no place beyond its end, and an interval's line takes it."""
    return chart.kind is ChartKind.SHARE_BARS or bool(chart.intervals)


def _whiskers(drawn: Any, marks: list[Mark | None]) -> None:
    """Error bars from the low to the high of each mark, as a user would add them: lengths from the bar's end."""
    up = [(mark.high or 0.0) - mark.value if mark and mark.value is not None else 0.0 for mark in marks]
    down = [mark.value - (mark.low or 0.0) if mark and mark.value is not None else 0.0 for mark in marks]
    bars = parse_xml(
        f'<c:errBars xmlns:c="{_CHART_NAMESPACE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{_literal(up)}</c:plus><c:minus>{_literal(down)}</c:minus>"
        f'<c:spPr><a:ln w="15875"><a:solidFill><a:srgbClr val="{INK.removeprefix("#")}"/></a:solidFill></a:ln></c:spPr>'
        "</c:errBars>"
    )
    element = drawn._element  # the library has no error bars
    before = element.find(f"{{{_CHART_NAMESPACE}}}cat")
    before.addprevious(deepcopy(bars))


def _literal(lengths: Sequence[float]) -> str:
    points = "".join(f'<c:pt idx="{place}"><c:v>{length!r}</c:v></c:pt>' for place, length in enumerate(lengths))
    return f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(lengths)}"/>{points}</c:numLit>'


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())
