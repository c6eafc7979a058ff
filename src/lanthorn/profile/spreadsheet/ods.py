"""The workbook as ODS: given a briefing, gives the bytes of the file, the same for the same briefing."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from odf import config, dc, meta, number, office, opendocument, style, table, text
from odf.element import Element
from odf.namespaces import nsdict

from lanthorn.profile.charts.lettering import printable
from lanthorn.profile.content import Briefing
from lanthorn.profile.printed import SAY
from lanthorn.profile.reproducible import moment, repacked
from lanthorn.profile.sentences import speaking
from lanthorn.profile.spreadsheet.cells import Cell, words
from lanthorn.profile.spreadsheet.workbook import Sheet, SheetTable, sheets

_FONT = "Arial"
_SIZE, _TITLE_SIZE, _HEADING_SIZE = 12, 16, 14
_LINK = "#1d5a92"
_COVER_WIDTH = 100
_CENTIMETRES_A_LETTER = 0.24
"""Of Arial at 12 points, a little more than the mean letter."""
_FROZEN = "2"
"""In the view settings of OpenDocument spreadsheets: the window is split and its upper left part stays in place."""


def render_ods(briefing: Briefing) -> bytes:
    """The briefing's tables as a workbook that opens on its cover."""
    with speaking(briefing.voice):
        return _written(briefing)


def _written(briefing: Briefing) -> bytes:
    # The library declares the namespaces that any document of this process has used so far; here, always all of them.
    Element.namespaces = dict(nsdict)
    pages = sheets(briefing)
    book = _Book(briefing)
    for place, sheet in enumerate(pages):
        book.add(sheet, place)
    return book.finished(pages)


@dataclass(frozen=True)
class _Look:
    """How a cell is set, beside what its content says of itself."""

    size: int = _SIZE
    wrapped: bool = False
    underlined: bool = False


class _Book:
    """An OpenDocument spreadsheet while it is written, with the styles it has needed so far."""

    def __init__(self, briefing: Briefing) -> None:
        self.file = opendocument.OpenDocumentSpreadsheet()
        self.file.meta = office.Meta()
        self._describe(briefing)
        self.ranges = table.DatabaseRanges()
        # Styles are kept by their manner, so that each is written once.
        self.cell_style = cache(self._cell_style)
        self.number_style = cache(self._number_style)
        self.column_style = cache(self._column_style)
        language, _, country = SAY.text("language").partition("-")
        default = style.DefaultStyle(family="table-cell")
        default.addElement(
            style.TextProperties(fontfamily=_FONT, fontsize=f"{_SIZE}pt", language=language, country=country)
        )
        self.file.styles.addElement(default)
        self._master_page(printable(briefing.marking))

    def _describe(self, briefing: Briefing) -> None:
        stamp = moment().strftime("%Y-%m-%dT%H:%M:%SZ")
        self.file.meta.addElement(meta.Generator(text="Lanthorn"))
        self.file.meta.addElement(dc.Title(text=printable(f"{briefing.title} – {briefing.area}, {briefing.period}")))
        self.file.meta.addElement(dc.Subject(text=printable(briefing.marking or briefing.title)))
        self.file.meta.addElement(dc.Language(text=SAY.text("language")))
        self.file.meta.addElement(dc.Date(text=stamp))
        self.file.meta.addElement(meta.CreationDate(text=stamp))

    def _master_page(self, marking: str) -> None:
        layout = style.PageLayout(name="landscape")
        layout.addElement(
            style.PageLayoutProperties(
                pagewidth="29.7cm", pageheight="21cm", printorientation="landscape", scaletox="1", scaletoy="0"
            )
        )
        for edge in (style.HeaderStyle(), style.FooterStyle()):
            edge.addElement(style.HeaderFooterProperties(minheight="0.8cm"))
            layout.addElement(edge)
        self.file.automaticstyles.addElement(layout)
        master = style.MasterPage(name="Default", pagelayoutname=layout)
        self.file.masterstyles.addElement(master)
        if marking:
            for edge in (style.Header(), style.Footer()):
                edge.addElement(text.P(text=marking))
                master.addElement(edge)
        paper = style.Style(name="sheet", family="table", masterpagename="Default")
        paper.addElement(style.TableProperties(display="true"))
        self.file.automaticstyles.addElement(paper)

    def add(self, sheet: Sheet, place: int) -> None:
        """Write a sheet: its title, its lines, its table."""
        paper = table.Table(name=sheet.name, stylename="sheet")
        widths = sheet.table.wide if sheet.table else (_COVER_WIDTH,)
        for wide in widths:
            paper.addElement(table.TableColumn(stylename=self.column_style(wide)))
        wrapped = sheet.table is None
        self._row(paper, [(words(sheet.title, strong=True), _Look(_TITLE_SIZE, wrapped))])
        for number_of_line, line in enumerate(sheet.lines):
            size = _HEADING_SIZE if number_of_line in sheet.headings else _SIZE
            self._row(paper, [(line, _Look(size, wrapped))])
        if sheet.table:
            heads = zip(sheet.table.columns, sheet.table.numeric, strict=True)
            head = _Look(wrapped=True, underlined=True)
            self._row(paper, [(Cell(name, strong=True, right=numeric), head) for name, numeric in heads])
            for row in sheet.table.rows:
                self._row(paper, [(cell, _Look(wrapped=not cell.right)) for cell in row])
            self._name_table(sheet, sheet.table)
        self.file.spreadsheet.addElement(paper)

    def _row(self, paper: Any, cells: Sequence[tuple[Cell, _Look]]) -> None:
        row = table.TableRow()
        for cell, look in cells:
            row.addElement(self._cell(cell, look))
        paper.addElement(row)

    def _name_table(self, sheet: Sheet, content: SheetTable) -> None:
        head = len(sheet.lines) + 2
        last = f"{_letters(len(content.columns))}{head + len(content.rows)}"
        self.ranges.addElement(
            table.DatabaseRange(
                name=content.name, targetrangeaddress=f"'{sheet.name}'.A{head}:'{sheet.name}'.{last}",
                containsheader="true", displayfilterbuttons="false",
            )
        )  # fmt: skip

    def _cell(self, content: Cell, look: _Look) -> Any:
        name = self.cell_style(look, content.strong, content.right, bool(content.link), _manner(content))
        if content.number is not None:
            cell = table.TableCell(valuetype="float", value=repr(content.number), stylename=name)
        else:
            cell = table.TableCell(valuetype="string", stylename=name)
        paragraph = text.P()
        if content.link:
            paragraph.addElement(text.A(href=f"#'{content.link}'.A1", type="simple", text=content.text))
        else:
            paragraph.addText(content.text)
        cell.addElement(paragraph)
        return cell

    def _cell_style(
        self, look: _Look, strong: bool, right: bool, linked: bool, manner: tuple[int, bool, str] | None
    ) -> Any:
        settings = {"datastylename": self.number_style(*manner)} if manner else {}
        made = style.Style(name=f"cell{len(self.file.automaticstyles.childNodes)}", family="table-cell", **settings)
        edge = {"borderbottom": "1.5pt solid #12436d"} if look.underlined else {}
        wrap = "wrap" if look.wrapped else "no-wrap"
        made.addElement(style.TableCellProperties(verticalalign="top", wrapoption=wrap, **edge))
        made.addElement(style.ParagraphProperties(textalign="end" if right else "start"))
        type_face = {"fontweight": "bold"} if strong else {}
        if linked:
            type_face |= {"color": _LINK, "textunderlinestyle": "solid"}
        made.addElement(style.TextProperties(fontfamily=_FONT, fontsize=f"{look.size}pt", **type_face))
        self.file.automaticstyles.addElement(made)
        return made

    def _number_style(self, decimals: int, grouped: bool, suffix: str) -> Any:
        made = number.NumberStyle(name=f"number{len(self.file.automaticstyles.childNodes)}")
        made.addElement(
            number.Number(decimalplaces=str(decimals), minintegerdigits="1", grouping="true" if grouped else "false")
        )
        if suffix:
            made.addElement(number.Text(text=suffix))
        self.file.automaticstyles.addElement(made)
        return made

    def _column_style(self, wide: int) -> Any:
        made = style.Style(name=f"column{wide}", family="table-column")
        made.addElement(style.TableColumnProperties(columnwidth=f"{wide * _CENTIMETRES_A_LETTER:.2f}cm"))
        self.file.automaticstyles.addElement(made)
        return made

    def finished(self, pages: list[Sheet]) -> bytes:
        """The bytes of the file."""
        if self.ranges.childNodes:
            self.file.spreadsheet.addElement(self.ranges)
        self._freeze(pages)
        out = io.BytesIO()
        self.file.write(out)
        return repacked(out.getvalue())

    def _freeze(self, pages: list[Sheet]) -> None:
        """Keep each table's head and first column in sight."""
        view = config.ConfigItemMapEntry()
        each = config.ConfigItemMapNamed(name="Tables")
        for sheet in pages:
            entry = config.ConfigItemMapEntry(name=sheet.name)
            if sheet.table is not None:
                head = str(len(sheet.lines) + 2)
                items = (
                    ("HorizontalSplitMode", "short", _FROZEN), ("VerticalSplitMode", "short", _FROZEN),
                    ("HorizontalSplitPosition", "int", "1"), ("VerticalSplitPosition", "int", head),
                    ("PositionRight", "int", "1"), ("PositionBottom", "int", head),
                )  # fmt: skip
                for name, kind, value in items:
                    entry.addElement(config.ConfigItem(name=name, type=kind, text=value))
            each.addElement(entry)
        view.addElement(each)
        view.addElement(config.ConfigItem(name="ActiveTable", type="string", text=pages[0].name))
        views = config.ConfigItemMapIndexed(name="Views")
        views.addElement(view)
        group = config.ConfigItemSet(name="ooo:view-settings")
        group.addElement(views)
        self.file.settings.addElement(group)


def _manner(content: Cell) -> tuple[int, bool, str] | None:
    """How a number is shown; None for words."""
    return None if content.number is None else (content.decimals, content.grouped, content.suffix)


def _letters(place: int) -> str:
    """A column's letters: A for 1, AA for 27."""
    found = ""
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
