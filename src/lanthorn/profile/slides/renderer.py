"""Writes a briefing as a deck: given the content model and perhaps a template, gives the bytes of a PPTX file.

A slide a figure, or of a long briefing a slide a question; the finding is its title. What stands behind the finding,
how it is known, what it does not say and which figures have no slide are in the notes.
"""

import io
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Pt

from lanthorn.profile.charts.lettering import printable, wrap
from lanthorn.profile.content import Briefing, ChartKind, Figure, Page
from lanthorn.profile.printed import SAY as PRINTED
from lanthorn.profile.reproducible import dated, moment, repacked
from lanthorn.profile.sentences import speaking
from lanthorn.profile.slides.drawing import draw_in
from lanthorn.profile.slides.house_style import BODY_SIZE, TITLE_SIZE, number_identity
from lanthorn.profile.slides.native_charts import NATIVE, insert_chart
from lanthorn.profile.slides.notes import page_notes
from lanthorn.profile.slides.selection import selected
from lanthorn.profile.slides.tables import (
    MOST_ROWS,
    fits_a_slide,
    insert_grid,
    insert_pairs,
    insert_table,
    size_that_fits,
)
from lanthorn.profile.slides.template import (
    FOOTERS,
    TITLES,
    Deck,
    open_deck,
    placeholders,
    room_for_figure,
    room_for_words,
)
from lanthorn.profile.slides.words import SAY, language

_EMU_A_PIXEL = 12_700
"""At which a point of type is a pixel of the charts' measures."""
_LINE = 1.2
_LEAST_SCALE = 0.6
_MARKING_HIGH = Pt(26)
_LEAST_SIZE_BESIDE = 12
"""Points: words beside a table are left to the notes where the table would be set smaller than this."""
MOST_LINES = 10
"""Of the list that says where the figures come from; more could not be read from a seat."""


def render_pptx(briefing: Briefing, template: Path | None = None) -> bytes:
    """The briefing as slides in the template's style, or in the house's.

    Raises BadFileError where the template cannot be used, or boundaries have none of the authorities of a map.
    """
    with speaking(briefing.voice):
        return _written(briefing, open_deck(template))


def _written(briefing: Briefing, deck: Deck) -> bytes:
    writer = _Writer(briefing, deck)
    writer.write()
    properties = deck.file.core_properties
    properties.title = printable(f"{briefing.title} – {briefing.area}, {briefing.period}")
    properties.subject, properties.category = printable(briefing.title), printable(briefing.marking)
    properties.author = properties.last_modified_by = "Lanthorn"
    properties.language = PRINTED.text("language")
    properties.created = properties.modified = moment().replace(tzinfo=None)
    out = io.BytesIO()
    deck.file.save(out)
    return repacked(out.getvalue(), _dated)


def _dated(name: str, content: bytes) -> bytes:
    """An entry with the one moment for its dates; a workbook behind a chart is a package of its own."""
    return repacked(content, dated) if name.endswith(".xlsx") else dated(name, content)


class _Writer:
    """A deck while slides are added to it."""

    def __init__(self, briefing: Briefing, deck: Deck) -> None:
        self.briefing, self.deck = briefing, deck
        self.selection = selected(briefing)

    def write(self) -> None:
        """Add every slide."""
        self._opening()
        if self.briefing.headlines:
            self._headlines()
        for page in self.selection.shown:
            self._page(page)
        for pages in self.selection.lists():
            lines = [(f"{page.section}:", page.headline.text) for page in pages]
            self._listing(SAY.text("further"), lines, [self._notes(page, None) for page in pages])
        unanswered = [page for page in self.briefing.pages if not page.answered]
        if unanswered:
            lines = [(page.question, page.headline.text) for page in unanswered]
            self._listing(SAY.text("unanswered"), lines, [page_notes(page, None) for page in unanswered])
        self._provenance()

    def _provenance(self) -> None:
        """What the briefing was made from, on as many slides as can be read from a seat; symbols in the notes."""
        lines = list(self.briefing.provenance)
        symbols = "\n".join(f"{symbol}: {meaning}" for symbol, meaning in self.briefing.symbols)
        for start in range(0, len(lines), MOST_LINES):
            self._listing(PRINTED.text("provenance"), lines[start : start + MOST_LINES], [symbols])

    def _opening(self) -> None:
        slide = self._slide(self.deck.opening, self.briefing.title, "")
        lines = [f"{self.briefing.area}, {self.briefing.period}"]
        if self.briefing.synthetic:
            lines.append(SAY.text("synthetic"))
        if self.briefing.marking:
            lines.append(self.briefing.marking)
        self._fill(room_for_words(slide), [("", line) for line in lines])
        slide.notes_slide.notes_text_frame.text = printable(self.briefing.summary)
        if self.briefing.logo is not None:
            self._logo(slide)

    def _logo(self, slide: Any) -> None:
        """The logo in the upper right corner of the first slide, at most an eighth of it high and a quarter wide."""
        assert self.briefing.logo is not None  # noqa: S101 - the caller has asked
        edge, high = self.deck.file.slide_height // 20, self.deck.file.slide_height // 8
        picture = slide.shapes.add_picture(io.BytesIO(self.briefing.logo.content), 0, edge, height=high)
        shrunk = min(1.0, self.deck.file.slide_width / 4 / picture.width)
        picture.width, picture.height = int(picture.width * shrunk), int(high * shrunk)
        picture.left = self.deck.file.slide_width - picture.width - edge
        _describe(picture, self.briefing.logo.words, self.briefing.logo.words)

    def _headlines(self) -> None:
        slide = self._slide(self.deck.content, PRINTED.text("key_figures"), self.briefing.summary)
        pairs = [(headline.figure, headline.words) for headline in self.briefing.headlines]
        shape = insert_pairs(room_for_figure(slide), pairs)
        _describe(shape, PRINTED.text("key_figures"), SAY.text("key_figures_alt"))

    def _listing(self, title: str, lines: Sequence[tuple[str, str]], notes: Sequence[str]) -> None:
        """A slide of lines, each beginning with strong words."""
        slide = self._slide(self.deck.content, title, "\n\n".join(notes))
        self._fill(room_for_words(slide), lines)

    def _page(self, page: Page) -> None:
        """One slide a figure shown; the first has the page's words beside it, where the template has room for both."""
        if not page.figures:
            slide = self._slide(self.deck.content, page.headline.text, self._notes(page, None))
            self._fill(room_for_words(slide), [("", paragraph.text) for paragraph in page.paragraphs])
        for place, figure in enumerate(self.selection.figures(page)):
            words = [("", paragraph.text) for paragraph in page.paragraphs] if place == 0 else []
            if figure.chart is None:
                self._table(page, figure, words)
            else:
                self._chart(page, figure, words)

    def _chart(self, page: Page, figure: Figure, words: Sequence[tuple[str, str]]) -> None:
        chart = figure.chart
        assert chart is not None  # noqa: S101 - the caller has asked
        native = chart.kind in NATIVE
        # A drawing has no title of its own: it stands beside it.
        layout = self.deck.beside if words or not native else self.deck.content
        slide = self._slide(layout, page.headline.text, self._notes(page, figure))
        room = room_for_figure(slide)
        beside = room_for_words(slide, taken=room)
        if native:
            shape = insert_chart(room, chart)
        elif chart.kind is ChartKind.FLOWS and fits_a_slide(chart):
            shape = insert_grid(room, chart)
        else:
            shape = draw_in(slide, room, chart, self.briefing.boundaries)
        _describe(shape, chart.title, chart.alt)
        if beside is not None:
            self._fill(beside, words if native else [(chart.title, ""), *words])

    def _table(self, page: Page, figure: Figure, words: Sequence[tuple[str, str]]) -> None:
        """The table's rows, on as many slides as they need; alone on them where it is too wide for words beside it."""
        table, places = figure.table, list(range(len(figure.table.rows)))
        runs = [places[start : start + MOST_ROWS] for start in range(0, max(len(places), 1), MOST_ROWS)]
        if not self.selection.whole:
            runs = runs[:1]
        for number, run in enumerate(runs):
            layout = self.deck.beside if words and number == 0 else self.deck.content
            if size_that_fits(room_for_figure(layout), table, run) < _LEAST_SIZE_BESIDE:
                layout = self.deck.content
            slide = self._slide(layout, page.headline.text, self._notes(page, figure))
            room = room_for_figure(slide)
            other = room_for_words(slide, taken=room)
            shape = insert_table(room, table, run)
            caption = SAY.text("continued", caption=table.caption) if number else table.caption
            _describe(shape, caption, SAY.text("table_alt"))
            if other is not None:
                self._fill(other, [(table.caption, ""), *words])

    def _notes(self, page: Page, figure: Figure | None) -> str:
        """The page's notes, and where to find those of its figures and rows that have no slide."""
        parts = [page_notes(page, figure)]
        left = self.selection.left(page) if figure is not None else page.figures
        if left:
            titles = "; ".join(each.table.caption for each in left)
            parts.append(SAY.text("rest", titles=titles))
        if figure is not None and figure.chart is None and not self.selection.whole:
            rows = len(figure.table.rows)
            if rows > MOST_ROWS:
                parts.append(SAY.text("on_this_slide", shown=str(MOST_ROWS), rows=f"{rows:,}"))
        return "\n\n".join(parts)

    def _slide(self, layout: Any, title: str, notes: str) -> Any:
        slide = self.deck.file.slides.add_slide(layout)
        heading = placeholders(slide, TITLES)[0]
        _write(heading.text_frame.paragraphs[0], printable(title))
        _shrink(heading, [title], TITLE_SIZE)
        if notes:
            slide.notes_slide.notes_text_frame.text = printable(notes)
        self._footers(slide, layout)
        return slide

    def _footers(self, slide: Any, layout: Any) -> None:
        """The layout's footer and slide number, which a slide does not take over by itself."""
        said = [self.briefing.marking, f"{self.briefing.title}, {self.briefing.area}"]
        said.append(PRINTED.text("synthetic") if self.briefing.synthetic else "")
        for placeholder in placeholders(layout, FOOTERS):
            copy = deepcopy(placeholder._element)  # the library leaves footers out of new slides
            number_identity(copy, slide.shapes._spTree)
            slide.shapes._spTree.append(copy)
            shape = slide.shapes[-1]
            if placeholder.placeholder_format.type == FOOTERS[0]:
                shape.text_frame.text = printable(" – ".join(part for part in said if part))
        if self.briefing.marking and not placeholders(layout, FOOTERS[:1]):
            self._mark(slide)

    def _mark(self, slide: Any) -> None:
        """The marking along the slide's foot, where the template has no footer: it must be on every slide."""
        across, down = self.deck.file.slide_width, self.deck.file.slide_height
        box = slide.shapes.add_textbox(0, down - _MARKING_HIGH, across, _MARKING_HIGH)
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.CENTER
        _write(paragraph, printable(self.briefing.marking), bold=True)
        paragraph.runs[0].font.size = Pt(12)

    def _fill(self, placeholder: Any | None, lines: Sequence[tuple[str, str]]) -> None:
        """Write lines, each with its strong beginning; a placeholder that nothing is to be said in goes."""
        if placeholder is None:
            return
        if not lines:
            placeholder._element.getparent().remove(placeholder._element)
            return
        frame = placeholder.text_frame
        for place, (strong, words) in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            if strong:
                _write(paragraph, printable(f"{strong} " if words else strong), bold=True)
            if words:
                _write(paragraph, printable(words))
            paragraph.space_after = Pt(6)
        _shrink(placeholder, [f"{strong} {words}" for strong, words in lines], BODY_SIZE)


def _write(paragraph: Any, text: str, *, bold: bool | None = None) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.bold = bold
    run.font.language_id = language()


def _shrink(placeholder: Any, texts: Sequence[str], size: int) -> None:
    """Let words that are too many for their room be set smaller, at once and whenever somebody edits them."""
    frame = placeholder.text_frame
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    across, down = placeholder.width / _EMU_A_PIXEL, placeholder.height / _EMU_A_PIXEL
    scale = 1.0
    while scale > _LEAST_SCALE and _high(texts, across - 16, size * scale) > down - 8:
        scale -= 0.05
    if scale < 1.0:
        fit = frame._txBody.bodyPr.find("{http://schemas.openxmlformats.org/drawingml/2006/main}normAutofit")
        fit.set("fontScale", str(round(scale * 100) * 1000))


def _high(texts: Sequence[str], across: float, size: float) -> float:
    return sum(len(wrap(text, across, size)) * size * _LINE + 6 for text in texts)


def _describe(shape: Any, title: str, description: str) -> None:
    """The name and the alternative text of a shape, as screen readers say them."""
    properties = shape._element.xpath(".//p:cNvPr")[0]  # the library has no public alternative text
    properties.set("name", printable(title))
    properties.set("title", printable(title))
    properties.set("descr", printable(description))
