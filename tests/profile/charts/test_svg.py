"""A chart's picture is accessible, safe to put into a page, and the same every time."""

import re
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lanthorn.profile.charts import chart_svg
from lanthorn.profile.charts.classes import classes_of, round_step
from lanthorn.profile.charts.lettering import printable, text_width, wrap
from lanthorn.profile.charts.theme import CATEGORICAL, SEQUENTIAL, contrast, readable_on
from lanthorn.profile.content import Chart, ChartKind, Mark, Marker

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</svg></style><b>",
    "{{ 7 * 7 }} & &amp; ]]> <!--",
    "'+datum.x+'",
    "bell\x07 null\x00 \ud800 end",
)

MARKS = tuple(
    Mark(f"Label {n}", 10.0 * n + 5, str(n), f"Group {n % 2}", low=10.0 * n, high=10.0 * n + 9, column=n, row=n)
    for n in range(4)
)
DRAWN_KINDS = [kind for kind in ChartKind if kind is not ChartKind.BOUNDARY_MAP]


def chart_of(kind: ChartKind) -> Chart:
    return Chart(kind, "Title", "What there is to see.", MARKS, "Victims", "Age", "Lines show the 95% interval")


@pytest.mark.parametrize("kind", DRAWN_KINDS)
def test_a_picture_has_one_role_one_title_and_one_description(kind: ChartKind):
    root = fromstring(chart_svg(chart_of(kind), identity="f1"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "f1-title f1-desc"
    assert [(root[0].get("id"), root[0].text), (root[1].get("id"), root[1].text)] == [
        ("f1-title", "Title"),
        ("f1-desc", "What there is to see."),
    ]
    inner = [element for element in root.iter() if element is not root]
    assert not [e for e in inner if e.get("role") or any(name.startswith("aria-") for name in e.attrib)]


def test_ids_differ_between_charts_without_being_told_to():
    one, other = chart_svg(chart_of(ChartKind.BARS)), chart_svg(chart_of(ChartKind.COLUMNS))
    assert not set(re.findall(r' id="([^"]+)"', one)) & set(re.findall(r' id="([^"]+)"', other))


@pytest.mark.parametrize("kind", DRAWN_KINDS)
def test_the_same_chart_gives_the_same_bytes(kind: ChartKind):
    assert chart_svg(chart_of(kind)) == chart_svg(chart_of(kind))


@pytest.mark.parametrize("kind", DRAWN_KINDS)
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_out_as_words(kind: ChartKind, words: str):
    marks = tuple(replace(mark, label=f"{words} {n}", shown=words, group=f"{words} {n % 2}", code=words)
                  for n, mark in enumerate(MARKS))  # fmt: skip
    markers = (Marker(marks[1].label, words),) if kind is ChartKind.COLUMNS else ()
    svg = chart_svg(Chart(kind, words, words, marks, words, words, words, markers))
    allowed = {"svg", "title", "desc", "g", "path", "text", "line", "rect"}
    for element in fromstring(svg).iter():
        assert element.tag.split("}")[-1] in allowed
        assert not [name for name in element.attrib if name.startswith("on") or name == "href"]
    assert "url(" not in svg
    assert "<script" not in svg
    assert "<img" not in svg
    assert fromstring(svg)[0].text == printable(words)


def test_a_page_may_hold_the_picture_without_any_request():
    svg = chart_svg(chart_of(ChartKind.TILE_MAP))
    assert re.findall(r"https?://[^\"']+", svg) == ["http://www.w3.org/2000/svg"]


def test_words_on_every_colour_of_the_palette_can_be_read():
    for fill in (*SEQUENTIAL, *CATEGORICAL):
        assert contrast(readable_on(fill), fill) >= 4.5


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("values", [[5.0], [7.0, 9.0], [127.0, 11.0], [0.4, 8.7], [1296.0, 5.0], [100.0, 0.0], [0.0]])
def test_classes_begin_at_nought_and_hold_the_highest_value(values: list[float]):
    classes = classes_of(values)
    assert 1 <= classes.count <= len(SEQUENTIAL)
    assert classes.step * classes.count >= max(values)
    assert classes.fill(max(values)) in classes.shades()
    assert classes.edges()[0] == "0"


def test_a_value_on_an_edge_belongs_to_the_class_above():
    classes = classes_of([127.0])
    assert classes.edges() == ("0", "30", "60", "90", "120", "150")
    assert classes.fill(30.0) == SEQUENTIAL[1]
    assert classes.fill(29.9) == SEQUENTIAL[0]


def test_wrapped_lines_fit_and_lose_no_word():
    text = "Category 3: evidence of organised or sustained exploitation"
    lines = wrap(text, 150, 14)
    assert " ".join(lines) == text
    assert all(text_width(line, 14) <= 150 for line in lines)


def test_a_word_wider_than_its_room_is_broken():
    lines = wrap("Llanfairpwllgwyngyllgogerychwyrndrobwll", 100, 14)
    assert "".join(lines) == "Llanfairpwllgwyngyllgogerychwyrndrobwll"
    assert all(text_width(line, 14) <= 100 for line in lines)


@given(st.floats(min_value=0, max_value=1e9, allow_nan=False))
@example(5e-324)
def test_a_scale_has_a_step_that_is_large_enough_however_small_its_values(at_least: float) -> None:
    step = round_step(at_least)
    assert at_least * (1 - 1e-9) <= step
    assert step > 0
