"""Every kind of chart says what its marks say, inside its own sheet."""

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from lanthorn.errors import BadFileError
from lanthorn.profile.charts import BESIDE, NARROW, WIDE, chart_svg, draw
from lanthorn.profile.charts.canvas import Box, Canvas, Shape, Words
from lanthorn.profile.charts.lettering import text_width
from lanthorn.profile.charts.theme import DARK_BLUE, SMALL_SIZE, contrast
from lanthorn.profile.content import Chart, ChartKind, Mark, Marker
from tests.profile.sample_briefing import sample_briefing

BOUNDARIES = Path(__file__).parents[4] / "shared" / "reference" / "geography" / "london_boroughs_gss.geojson"

CHARTS = [figure.chart for page in sample_briefing().pages for figure in page.figures if figure.chart]


def squares(*codes: str, key: str = "LAD13CD") -> dict[str, Any]:
    """A boundary file of unit squares in a row."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {key: code},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[x, 51], [x + 1, 51], [x + 1, 52], [x, 52], [x, 51]]],
                },
            }
            for x, code in enumerate(codes)
        ],
    }


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in fromstring(svg).iter() if element.tag.endswith("}text")]


def edges(words: Words) -> tuple[float, float]:
    """Where a line of words begins and ends; the measured width holds a margin for other fonts, left out here."""
    needed = text_width(words.text, words.size, bold=words.bold) / 1.05
    left = words.x - {"left": 0.0, "center": 0.5, "right": 1.0}[words.align] * needed
    return left, left + needed


def assert_apart(canvas: Canvas) -> None:
    for one, other in combinations(canvas.words(), 2):
        (left, right), (other_left, other_right) = edges(one), edges(other)
        beside = right <= other_left or other_right <= left
        assert beside or abs(one.y - other.y) >= 0.4 * (one.size + other.size), (one, other)


def boundary_map(*marks: Mark) -> Chart:
    return Chart(ChartKind.BOUNDARY_MAP, "Map", "A map.", marks, "Victims")


def test_the_sample_has_every_kind_but_the_boundary_map():
    assert {chart.kind for chart in CHARTS} == set(ChartKind) - {ChartKind.BOUNDARY_MAP}


@pytest.mark.parametrize("width", [WIDE, BESIDE])
@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
def test_every_label_is_written(chart: Chart, width: int):
    written = " ".join(texts(chart_svg(chart, width=width)))
    for mark in chart.marks:
        if chart.kind is ChartKind.COLUMNS:
            # Months are thinned out where they would touch, and a year is written once.
            assert chart.marks[0].label.split()[0] in written
            assert mark.label.split()[-1] in written
        elif mark.group != "Not recorded":
            assert set(mark.label.split()) <= set(written.split())
    assert chart.value_axis.split()[0] in written


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
def test_every_figure_the_finding_speaks_of_is_written(chart: Chart):
    written = texts(chart_svg(chart))
    for mark in chart.marks:
        if mark.emphasis:
            assert mark.shown in written


@pytest.mark.parametrize("width", [WIDE, BESIDE, NARROW])
@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
def test_no_words_run_off_the_sheet(chart: Chart, width: int):
    canvas = draw(chart, width=width)
    for words in canvas.words():
        left, right = edges(words)
        assert left >= -0.5, words
        assert right <= width + 0.5, words
        assert 0 <= words.y <= canvas.height, words


@pytest.mark.parametrize("width", [WIDE, BESIDE, NARROW])
@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
def test_no_words_lie_on_other_words(chart: Chart, width: int):
    assert_apart(draw(chart, width=width))


@pytest.mark.parametrize("kind", [ChartKind.TILE_MAP, ChartKind.FLOWS, ChartKind.SHARE_BARS])
def test_words_on_a_shade_can_be_read(kind: ChartKind):
    for chart in CHARTS:
        if chart.kind is kind:
            canvas = draw(chart)
            boxes = [mark for mark in canvas.marks if isinstance(mark, Box) and mark.fill != "transparent"]
            on_a_box = 0
            for words in canvas.words():
                under = [box for box in boxes if box.x < words.x < box.x2 and box.y < words.y < box.y2]
                if under:
                    on_a_box += 1
                    assert contrast(words.colour, under[-1].fill) >= 4.5, words
            assert on_a_box > 3


def test_a_hidden_tile_is_outlined_and_has_its_symbol():
    chart = next(chart for chart in CHARTS if chart.kind is ChartKind.TILE_MAP)
    canvas = draw(chart)
    written = [words.text for words in canvas.words()]
    assert "[c]" in written
    assert "[c] not shown" in written
    assert any(isinstance(mark, Box) and mark.dashed for mark in canvas.marks)


def test_a_break_in_the_series_is_a_dashed_line_with_its_words():
    chart = next(chart for chart in CHARTS if chart.markers)
    svg = chart_svg(chart)
    assert "Flags begin, October 2013" in texts(svg)
    assert "stroke-dasharray" in svg


def test_a_marker_at_a_label_that_is_not_there_is_refused():
    marks = (Mark("Apr 2014", 1.0, "1"),)
    chart = Chart(ChartKind.COLUMNS, "t", "a", marks, "n", markers=(Marker("Oct 2013", "flags begin"),))
    with pytest.raises(ValueError, match="Oct 2013"):
        draw(chart)


def test_whiskers_are_explained():
    for chart in CHARTS:
        if chart.intervals:
            assert chart.intervals in " ".join(texts(chart_svg(chart)))


def test_what_the_finding_speaks_of_stands_out_from_grey():
    chart = next(chart for chart in CHARTS if chart.kind is ChartKind.BARS)
    fills = [mark.fill for mark in draw(chart).marks if isinstance(mark, Box)]
    assert fills == ["#12436D", "#919191", "#919191"]


@pytest.mark.parametrize("kind", [kind for kind in ChartKind if kind is not ChartKind.BOUNDARY_MAP])
def test_a_chart_whose_every_cell_is_hidden_still_says_so(kind: ChartKind):
    marks = tuple(Mark(f"Label {n}", None, "[c]", f"Group {n % 2}", column=n, row=n) for n in range(4))
    assert "[c]" in texts(chart_svg(Chart(kind, "t", "a", marks, "Children")))


@pytest.mark.parametrize("kind", [kind for kind in ChartKind if kind is not ChartKind.BOUNDARY_MAP])
def test_a_chart_of_noughts_is_drawn(kind: ChartKind):
    marks = tuple(Mark(f"Label {n}", 0.0, "0", f"Group {n % 2}", column=n, row=n) for n in range(4))
    assert "nan" not in chart_svg(Chart(kind, "t", "a", marks, "Children")).lower()


def test_a_chart_without_marks_is_refused():
    with pytest.raises(ValueError, match="no marks"):
        draw(Chart(ChartKind.BARS, "Empty", "a", (), "n"))


def test_outlines_are_found_by_a_code_in_any_property_or_the_id():
    marks = (
        Mark("Barking and Dagenham", 86.0, "86", "BAR", code="E09000002"),
        Mark("Barnet", None, "[c]", "BRN", code="E09000003"),
    )
    by_property = squares("E09000002", "E09000003", key="whatever")
    by_id = squares("x", "y")
    for feature, code in zip(by_id["features"], ("E09000002", "E09000003"), strict=True):
        feature["id"] = code
    for boundaries in (by_property, by_id):
        canvas = draw(boundary_map(*marks), boundaries=boundaries)
        assert len([mark for mark in canvas.marks if isinstance(mark, Shape)]) == 2
        assert {"BAR", "86", "BRN", "[c]"} <= {words.text for words in canvas.words()}


def test_an_authority_without_an_outline_is_named():
    marks = (Mark("Barnet", 40.0, "40", "BRN", code="E09000003"), Mark("Brent", 46.0, "46", "BRT", code="E09000005"))
    written = texts(chart_svg(boundary_map(*marks), boundaries=squares("E09000003")))
    assert any("no outline for Brent" in text for text in written)


def test_boundaries_of_somewhere_else_are_refused_with_what_was_expected():
    with pytest.raises(BadFileError, match="GSS code"):
        draw(boundary_map(Mark("Barnet", 40.0, "40", code="E09000003")), boundaries=squares("S12000033"))


def test_a_boundary_map_needs_boundaries():
    with pytest.raises(ValueError, match="boundaries"):
        draw(boundary_map(Mark("Barnet", 40.0, "40", code="E09000003")))


def test_a_detailed_boundary_does_not_make_a_heavy_picture():
    detailed = squares("E09000003")
    ring = [[x / 5000, 51 + (x % 2) / 1e6] for x in range(5000)]
    detailed["features"][0]["geometry"]["coordinates"] = [[*ring, [1, 52], [0, 52], [0, 51]]]
    svg = chart_svg(boundary_map(Mark("Barnet", 40.0, "40", code="E09000003")), boundaries=detailed, width=NARROW)
    assert len(svg) < 20_000


@pytest.mark.skipif(not BOUNDARIES.exists(), reason="needs ../shared/reference/geography")
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_words_on_the_map_of_london_do_not_touch(width: int):
    boundaries = json.loads(BOUNDARIES.read_text(encoding="utf-8"))
    page = next(page for page in sample_briefing(boundaries).pages if page.id == "place.offence")
    chart = page.figures[-1].chart
    assert chart is not None
    assert chart.kind is ChartKind.BOUNDARY_MAP
    canvas = draw(chart, boundaries=boundaries, width=width)
    shapes = [mark for mark in canvas.marks if isinstance(mark, Shape)]
    assert len(shapes) == 33
    figures = [words for words in canvas.words() if re.fullmatch(r"\d+", words.text) and words.bold]
    assert len(figures) >= (31 if width == WIDE else 25)
    assert_apart(canvas)


def test_the_names_of_many_columns_are_turned_and_no_cell_alone_has_a_figure():
    names = [f"Authority {n}" for n in range(33)]
    marks = tuple(Mark(end, 7.0 * n, str(7 * n), start) for start in names[:3] for n, end in enumerate(names))
    written = draw(Chart(ChartKind.FLOWS, "t", "a", marks, "Victims")).words()
    assert {words.text for words in written if words.turned} == set(names)
    assert not {words.text for words in written} & {"0", "7"}


def test_two_years_of_columns_are_named_beside_their_colours():
    marks = tuple(Mark(age, 5.0, "5", year) for year in ("2013/14", "2014/15") for age in ("14", "15"))
    canvas = draw(Chart(ChartKind.COLUMNS, "t", "a", marks, "Victims", "Age"))
    assert {"2013/14", "2014/15", "14", "15"} <= {words.text for words in canvas.words()}
    assert len({mark.fill for mark in canvas.marks if isinstance(mark, Box)}) == 2


def test_a_third_side_of_a_pyramid_is_named_as_not_drawn():
    marks = tuple(Mark("14", 5.0, "5", sex) for sex in ("Female", "Male", "Not recorded"))
    written = texts(chart_svg(Chart(ChartKind.PYRAMID, "t", "a", marks, "Victims", "Age")))
    assert "Not drawn, but in the table: Not recorded." in written


def test_of_many_bars_those_without_a_length_are_named_in_a_line():
    marks = tuple(Mark(f"Place{n}", float(n + 1) if n < 9 else None, "7" if n < 9 else "[c]") for n in range(33))
    canvas = draw(Chart(ChartKind.BARS, "t", "a", marks, "Children"))
    line = " ".join(words.text for words in canvas.words() if words.size == SMALL_SIZE)
    assert "Not shown ([c]): Place9, Place10" in line
    assert all(mark.label in " ".join(words.text for words in canvas.words()) for mark in marks)
    assert len([mark for mark in canvas.marks if isinstance(mark, Box)]) == 9
    assert canvas.height < 400


def test_little_charts_stand_as_tiles_where_there_is_room_and_share_one_scale():
    chart = next(chart for chart in CHARTS if chart.kind is ChartKind.SMALL_MULTIPLES)
    wide, narrow = draw(chart, width=WIDE), draw(chart, width=NARROW)
    titles = {mark.group for mark in chart.marks}
    tops = {words.text: words.y for words in wide.words() if words.text in titles}
    assert set(tops) == titles
    assert len({round(y) for y in tops.values()}) == 7
    assert titles <= {words.text for words in narrow.words()}
    columns = [mark for mark in wide.marks if isinstance(mark, Box) and mark.fill == DARK_BLUE]
    heights = sorted(mark.y2 - mark.y for mark in columns if mark.x2 - mark.x < 40 and mark.y > 60)
    values = sorted(mark.value for mark in chart.marks if mark.label == "Category 1" and mark.value is not None)
    assert [height / heights[-1] for height in heights] == pytest.approx([value / values[-1] for value in values])


def test_a_little_chart_of_hidden_figures_says_so():
    marks = (Mark("A", 5.0, "5", "One"), Mark("A", None, "[c]", "Two"), Mark("B", None, "[c]", "Two"))
    written = [words.text for words in draw(Chart(ChartKind.SMALL_MULTIPLES, "t", "a", marks, "Children")).words()]
    assert "[c]" in written
    assert any("A gap is a figure that is not shown ([c])" in " ".join(written) for _ in written)
