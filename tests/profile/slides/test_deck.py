"""Slides say what the briefing says, can be edited, and follow a user's own template."""

import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from shutil import which
from typing import Any

import pptx
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.util import Inches
from pypdf import PdfReader

from lanthorn.errors import BadFileError
from lanthorn.profile.content import Briefing, Chart, ChartKind, Mark, Page
from lanthorn.profile.slides import render_pptx
from tests.profile.charts.test_kinds import squares
from tests.profile.sample_briefing import sample_briefing

BRIEFING = replace(sample_briefing(), marking="OFFICIAL-SENSITIVE")
ANSWERED = [page for page in BRIEFING.pages if page.answered]


def opened(content: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(content))


@pytest.fixture(scope="module")
def content() -> bytes:
    return render_pptx(BRIEFING)


@pytest.fixture(scope="module")
def deck(content: bytes) -> Any:
    return opened(content)


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def every_shape(shapes: Any) -> list[Any]:
    found = []
    for shape in shapes:
        found.append(shape)
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            found += every_shape(shape.shapes)
    return found


def texts(slide: Any) -> list[str]:
    """Everything that is written on a slide: in shapes, tables and labels of charts."""
    found = []
    for shape in every_shape(slide.shapes):
        if shape.has_text_frame:
            found += [paragraph.text for paragraph in shape.text_frame.paragraphs]
        if getattr(shape, "has_table", False):
            found += [cell.text for row in shape.table.rows for cell in row.cells]
        if getattr(shape, "has_chart", False):
            found += [
                "".join(element.itertext()) for element in shape.chart._chartSpace.iter() if element.tag.endswith("}r")
            ]
            found += [str(label) for label in shape.chart.plots[0].categories]
    return found


def alternative(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr") or "")


def graphic(slide: Any) -> Any:
    """The chart, table, group or picture of a slide."""
    return next(shape for shape in slide.shapes if alternative(shape))


def briefing_of(chart: Chart) -> Briefing:
    page = BRIEFING.pages[1]
    return replace(BRIEFING, pages=(replace(page, figures=(replace(page.figures[0], chart=chart),)),))


def test_slides_are_wide(deck: Any):
    assert round(deck.slide_width / deck.slide_height, 3) == 1.778


def test_each_figure_has_a_slide_with_the_finding_as_its_title(deck: Any):
    found = titles(deck)
    for page in ANSWERED:
        assert found.count(page.headline.text) >= len(page.figures)
    assert found[:2] == [BRIEFING.title, "Key figures"]


def test_a_question_without_answer_is_named_with_its_reason(deck: Any):
    slide = next(slide for slide in deck.slides if "do not answer" in slide.shapes.title.text_frame.text)
    assert any("six aims met? No referral, action or session" in text for text in texts(slide))


def test_every_figure_of_a_chart_is_on_its_slide_as_printed(deck: Any):
    for page in ANSWERED:
        slides = [slide for slide in deck.slides if slide.shapes.title.text_frame.text == page.headline.text]
        written = " ".join(text for slide in slides for text in texts(slide))
        for figure in page.figures:
            if figure.chart is not None and figure.chart.kind is not ChartKind.SMALL_MULTIPLES:
                shown = [mark.shown for mark in figure.chart.marks if mark.emphasis or len(figure.chart.marks) <= 16]
                assert not [text for text in shown if text not in written], page.id


def test_charts_are_native_and_hold_the_values(deck: Any):
    kinds = {
        graphic(slide).chart.chart_type.name
        for slide in deck.slides
        if getattr(graphic_or_none(slide), "has_chart", False)
    }
    assert kinds == {"BAR_CLUSTERED", "COLUMN_CLUSTERED", "BAR_STACKED"}
    slide = next(slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith("7 in 10"))
    assert list(graphic(slide).chart.plots[0].series[0].values) == [70.0, 20.5, 9.5]


def graphic_or_none(slide: Any) -> Any:
    return next((shape for shape in slide.shapes if alternative(shape)), None)


def test_a_hidden_value_is_no_bar_of_nought(deck: Any):
    slide = next(slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith("Although"))
    plot = graphic(slide).chart.plots[0]
    assert plot.series[0].values[-1] is None
    assert plot.categories[-1] == "Person in a position of trust: [c]"


def test_of_many_bars_those_without_a_figure_are_named_in_the_notes():
    marks = tuple(Mark(f"Place {n}", float(n) if n < 9 else None, str(n) if n < 9 else "[c]") for n in range(33))
    slide = opened(render_pptx(briefing_of(Chart(ChartKind.BARS, "Places", "Bars.", marks, "Children")))).slides[2]
    assert list(graphic(slide).chart.plots[0].categories) == [f"Place {n}" for n in range(9)]
    assert "Those not shown ([c]) are named in the notes" in " ".join(texts(slide))
    assert all(f"Place {n}: [c]" in slide.notes_slide.notes_text_frame.text for n in range(9, 33))


def test_the_sides_of_a_pyramid_grow_apart_and_no_label_is_below_nought(deck: Any):
    slide = next(slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith("9 in 10"))
    left, right = graphic(slide).chart.plots[0].series
    assert min(left.values) == -402
    assert max(value for value in right.values if value is not None) == 41
    assert not [text for text in texts(slide) if text.startswith("-")]


def test_a_tile_map_is_one_editable_square_an_authority(deck: Any):
    slide = next(slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith("Barking"))
    group = graphic(slide)
    assert group.shape_type == MSO_SHAPE_TYPE.GROUP
    squares_with_words = [
        shape for shape in group.shapes if shape.has_text_frame and len(shape.text_frame.paragraphs) == 2
    ]
    assert len(squares_with_words) == 33
    assert {(shape.width, shape.height) for shape in squares_with_words} == {
        (squares_with_words[0].width, squares_with_words[0].height)
    }


def test_a_boundary_map_is_drawn_with_native_outlines():
    marks = (Mark("Barnet", 40.0, "40", "BRN", code="E09000003"), Mark("Brent", None, "[c]", "BRT", code="E09000005"))
    chart = Chart(ChartKind.BOUNDARY_MAP, "Map", "A map.", marks, "Victims")
    briefing = replace(briefing_of(chart), boundaries=squares("E09000003", "E09000005"))
    slide = opened(render_pptx(briefing)).slides[2]
    outlines = [shape for shape in graphic(slide).shapes if shape.shape_type == MSO_SHAPE_TYPE.FREEFORM]
    assert len(outlines) == 2
    assert {"BRN", "40", "BRT", "[c]"} <= set(texts(slide))


def test_a_grid_too_large_for_a_room_becomes_a_drawing_with_alternative_text():
    marks = tuple(Mark(f"End {end}", 5.0, "5", f"Start {start}") for start in range(40) for end in range(40))
    slide = opened(render_pptx(briefing_of(Chart(ChartKind.FLOWS, "Flows", "A grid.", marks, "Victims")))).slides[2]
    assert graphic(slide).shape_type == MSO_SHAPE_TYPE.PICTURE
    assert alternative(graphic(slide)) == "A grid."


def test_a_long_table_goes_on_over_slides_and_loses_no_row():
    page = BRIEFING.pages[1]
    table = replace(
        page.figures[0].table, rows=tuple((f"Row {n}", "1", "2", "3") for n in range(30)), strong=(), values=()
    )
    page = replace(page, figures=(replace(page.figures[0], table=table, chart=None),))
    deck = opened(render_pptx(replace(BRIEFING, pages=(page,))))
    rows = [
        row.cells[0].text
        for slide in list(deck.slides)[2:-1]
        for row in list(graphic(slide).table.rows)[1:]
    ]  # fmt: skip
    assert rows == [f"Row {n}" for n in range(30)]


def test_every_picture_chart_and_table_has_alternative_text(deck: Any):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.shape_type in (MSO_SHAPE_TYPE.GROUP, MSO_SHAPE_TYPE.PICTURE) or not shape.has_text_frame:
                assert alternative(shape)
    described = {alternative(shape) for slide in deck.slides for shape in slide.shapes}
    assert {figure.chart.alt for page in ANSWERED for figure in page.figures if figure.chart} <= described


def test_the_notes_hold_source_denominator_and_caveats(deck: Any):
    for page in ANSWERED:
        slide = next(slide for slide in deck.slides if slide.shapes.title.text_frame.text == page.headline.text)
        notes = slide.notes_slide.notes_text_frame.text
        for way in page.ways:
            assert all(words in notes for words in (way.source, way.denominator, way.recorded, *way.notes))
        assert all(caveat in notes for caveat in page.caveats)


def test_every_slide_bears_the_marking_and_its_number(deck: Any):
    for slide in list(deck.slides)[1:]:
        kinds = {shape.placeholder_format.type: shape for shape in slide.placeholders}
        assert "OFFICIAL-SENSITIVE" in kinds[PP_PLACEHOLDER.FOOTER].text_frame.text
        assert "Synthetic data" in kinds[PP_PLACEHOLDER.FOOTER].text_frame.text
        assert PP_PLACEHOLDER.SLIDE_NUMBER in kinds


def test_every_shape_of_a_slide_and_of_the_master_has_a_number_of_its_own(deck: Any):
    for part in (deck.slide_master, *deck.slide_layouts, *deck.slides):
        numbers = [each.get("id") for each in part.shapes._spTree.iter() if each.tag.endswith("}cNvPr")]
        assert len(numbers) == len(set(numbers))


def test_no_picture_of_another_deck_is_left_in_it(content: bytes):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name]


def test_no_placeholder_is_left_empty(deck: Any):
    for slide in deck.slides:
        for shape in slide.placeholders:
            assert not shape.has_text_frame or shape.text_frame.text.strip()


def test_nothing_stands_off_the_slide(deck: Any):
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_the_same_briefing_gives_the_same_bytes(content: bytes):
    assert render_pptx(BRIEFING) == content


def test_dates_are_those_of_the_one_moment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1433376000")
    dated = render_pptx(replace(BRIEFING, pages=BRIEFING.pages[:2]))
    assert opened(dated).core_properties.created.isoformat().startswith("2015-06-04T00:00:00")
    with zipfile.ZipFile(io.BytesIO(dated)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2015, 6, 4, 0, 0, 0)}


def _template(path: Path) -> Path:
    """A corporate template: 4:3, with an own layout's names and places, and a slide of its own."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(10), Inches(7.5)
    for layout, name in zip(
        deck.slide_layouts, ("Corporate cover", "Corporate chart", "Corporate divider"), strict=False
    ):
        layout.name = name
    for layout in list(deck.slide_layouts)[2:]:
        deck.slide_layouts.remove(layout)
    room = next(shape for shape in deck.slide_layouts[1].placeholders if shape.placeholder_format.idx == 1)
    room.left, room.top, room.width, room.height = Inches(1), Inches(3), Inches(6), Inches(3.5)
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "An old slide"
    deck.save(str(path))
    return path


def test_a_users_template_keeps_its_size_layouts_and_places(tmp_path: Path):
    deck = opened(render_pptx(BRIEFING, _template(tmp_path / "corporate.pptx")))
    assert (deck.slide_width, deck.slide_height) == (Inches(10), Inches(7.5))
    assert "An old slide" not in titles(deck)
    assert {slide.slide_layout.name for slide in deck.slides} == {"Corporate cover", "Corporate chart"}
    slide = next(slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith("7 in 10"))
    chart = graphic(slide)
    assert (chart.left, chart.top, chart.width, chart.height) == (Inches(1), Inches(3), Inches(6), Inches(3.5))
    assert all(words in slide.notes_slide.notes_text_frame.text for words in [p.text for p in ANSWERED[1].paragraphs])


def test_a_template_without_a_footer_still_bears_the_marking_on_every_slide(tmp_path: Path):
    path = _template(tmp_path / "corporate.pptx")
    deck = pptx.Presentation(str(path))
    for layout in deck.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
                shape._element.getparent().remove(shape._element)
    deck.save(str(path))
    for slide in opened(render_pptx(BRIEFING, path)).slides:
        assert "OFFICIAL-SENSITIVE" in texts(slide)


@pytest.mark.parametrize("content", [b"", b"PK not a deck", b"%PDF-1.7"])
def test_a_template_that_is_no_deck_is_refused_by_name(tmp_path: Path, content: bytes):
    path = tmp_path / "corporate.pptx"
    path.write_bytes(content)
    with pytest.raises(BadFileError, match=r"corporate\.pptx cannot be opened"):
        render_pptx(BRIEFING, path)
    with pytest.raises(BadFileError, match=r"none\.pptx cannot be opened"):
        render_pptx(BRIEFING, tmp_path / "none.pptx")


def test_a_template_without_a_layout_for_content_is_refused_with_what_was_expected(tmp_path: Path):
    deck = pptx.Presentation()
    for layout in list(deck.slide_layouts)[1:]:
        deck.slide_layouts.remove(layout)
    deck.save(str(tmp_path / "bare.pptx"))
    with pytest.raises(BadFileError, match=r"Title and Content.*Its layouts are: Title Slide"):
        render_pptx(BRIEFING, tmp_path / "bare.pptx")


def test_control_characters_and_markup_come_out_as_words():
    hostile = "<a:t>&amp; \x07 \x00 {{ 7 }}"
    page: Page = replace(
        BRIEFING.pages[1], headline=replace(BRIEFING.pages[1].headline, text=hostile), caveats=(hostile,)
    )
    slide = opened(render_pptx(replace(BRIEFING, title=hostile, pages=(page,)))).slides[2]
    assert slide.shapes.title.text_frame.text == "<a:t>&amp; � � {{ 7 }}"


@pytest.mark.skipif(which("soffice") is None, reason="needs LibreOffice (soffice)")
def test_libreoffice_opens_it_without_repair_and_shows_every_slide(tmp_path: Path, content: bytes, deck: Any):
    (tmp_path / "slides.pptx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), "slides.pptx"]
    subprocess.run(command, check=True, capture_output=True, timeout=180, cwd=tmp_path)
    pages = PdfReader(tmp_path / "slides.pdf").pages
    assert len(pages) == len(deck.slides)
    seen = " ".join(pages[3].extract_text().split())
    assert "7 in 10 of the 1,852 offences" in seen
    assert "Category 1: child at risk: 70%" in seen


def test_a_long_list_of_sources_goes_on_as_many_slides_as_can_be_read():
    lines = tuple((f"Rows of table {number}", "1,000 rows in, 990 accepted, 10 rejected") for number in range(25))
    long = opened(render_pptx(replace(BRIEFING, provenance=lines)))
    slides = [slide for slide in long.slides if slide.shapes.title.text_frame.text == "Where the figures come from"]
    said = [[text for text in texts(slide) if text.startswith("Rows of table")] for slide in slides]
    assert [len(each) for each in said] == [10, 10, 5]
    written = [text for each in said for text in each]
    assert all(text.startswith(name) for text, (name, _) in zip(written, lines, strict=True))
