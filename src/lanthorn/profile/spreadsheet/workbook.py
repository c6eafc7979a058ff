"""The workbook before it has a format: given a briefing, gives its sheets: a title, lines of words and one table."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lanthorn.profile.content import Briefing, DataTable, Page
from lanthorn.profile.placement import placed_pages
from lanthorn.profile.printed import SAY as PRINTED
from lanthorn.profile.sentences import templates
from lanthorn.profile.spreadsheet.cells import Cell, figure, words

SAY = templates(
    "workbook", cover="", cover_title="title", contents="", notes="", findings="", definitions="", shorthand="",
    sources="", synthetic="", empty="", note_reference="number", note_named="number", how_to_use="", how_sheets="",
    how_protected="", how_notes="notes shorthand", worksheet="", title="", question_answered="", one_table="",
    one_table_of_links="", one_table_of_questions="", one_table_of_notes="", one_table_of_measures="",
    not_answered="reason", section="", question="", finding="", behind="", tables="", note="", text="",
    tables_of_note="", shorthand_title="", shorthand_used="symbols", definitions_title="", version="",
    finding_is="finding", column="number",
)  # fmt: skip
"""What is "empty" stands in place of an empty cell, which a screen reader passes over in silence."""
_MOST_LETTERS_WIDE = 70
_FEW_COLUMNS = 3
_LETTERS_A_DIGIT = 1.15
"""Of running English in Arial, for each digit's width."""
_FIGURE_LETTERS_WIDE = 18
"""A column of figures is no wider than this: its heading is wrapped."""


@dataclass(frozen=True)
class SheetTable:
    """A table as a sheet holds it. `name` is its name in the workbook, `wide` the columns' widths in letters."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    wide: tuple[int, ...]
    numeric: tuple[bool, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its title in the first cell, lines of words below it, then the table if it has one."""

    name: str
    title: str
    lines: tuple[Cell, ...]
    table: SheetTable | None = None
    headings: tuple[int, ...] = ()
    """Places of lines that are headings."""


@dataclass(frozen=True)
class _Numbered:
    """A table of the briefing with its number, its page and the numbers of the notes that belong to it."""

    number: int
    page: Page
    table: DataTable
    notes: tuple[int, ...]

    @property
    def name(self) -> str:
        return PRINTED.text("table", number=str(self.number))

    @property
    def title(self) -> str:
        references = "".join(f" {SAY.text('note_reference', number=str(number))}" for number in self.notes)
        return f"{self.name}: {self.table.caption}{references}"


def sheets(briefing: Briefing) -> list[Sheet]:
    """Every sheet in order: cover, contents, the sheets that explain, and one a table."""
    notes = _notes(briefing)
    tables = _numbered(briefing, notes)
    explaining = [
        _findings(briefing, tables),
        _note_sheet(notes, tables),
        _shorthand(briefing),
        _definitions(briefing, tables),
        _sources(briefing),
    ]
    kept = [sheet for sheet in explaining if sheet.table is not None and sheet.table.rows]
    data = [_data_sheet(briefing, each) for each in tables]
    return [_marked(sheet, briefing.marking) for sheet in (_cover(briefing), _contents(kept, tables), *kept, *data)]


def _marked(sheet: Sheet, marking: str) -> Sheet:
    """The sheet with the protective marking right below its title."""
    if not marking:
        return sheet
    headings = tuple(place + 1 for place in sheet.headings)
    return replace(sheet, lines=(words(marking, strong=True), *sheet.lines), headings=headings)


def _notes(briefing: Briefing) -> list[str]:
    """The caveats and the tables' notes, each once, in printed order."""
    found = (
        note
        for page in briefing.pages
        for note in (*page.caveats, *(note for each in page.figures for note in each.table.notes))
    )
    return list(dict.fromkeys(found))


def _numbered(briefing: Briefing, notes: Sequence[str]) -> list[_Numbered]:
    """The tables under the numbers that they have in print; one that only repeats another of its page is left out."""
    return [
        _Numbered(
            placed.number,
            page.page,
            placed.table,
            tuple(sorted(notes.index(note) + 1 for note in (*page.page.caveats, *placed.table.notes))),
        )
        for page in placed_pages(briefing)
        for placed in page.figures
        if not placed.same_table_as
    ]


def _cover(briefing: Briefing) -> Sheet:
    lines: list[tuple[str, bool]] = []
    if briefing.synthetic:
        lines.append((SAY.text("synthetic"), True))
    lines += [
        (f"{briefing.area}, {briefing.period}", False),
        (briefing.summary, False),
        (PRINTED.text("key_figures"), True),
        *((f"{headline.figure} {headline.words}", False) for headline in briefing.headlines),
        (SAY.text("how_to_use"), True),
        (SAY.text("how_sheets"), False),
        (SAY.text("how_protected"), False),
        (
            SAY.text("how_notes", notes=SAY.text("notes"), shorthand=SAY.text("shorthand")),
            False,
        ),
    ]
    return Sheet(
        SAY.text("cover"),
        SAY.text("cover_title", title=briefing.title),
        tuple(words(text, strong=strong) for text, strong in lines if text),
        headings=tuple(
            place
            for place, (text, _) in enumerate(lines)
            if text in {PRINTED.text("key_figures"), SAY.text("how_to_use")}
        ),
    )


def _contents(explaining: Sequence[Sheet], tables: Sequence[_Numbered]) -> Sheet:
    rows = [(words(sheet.name, link=sheet.name), words(sheet.title), words(SAY.text("empty"))) for sheet in explaining]
    rows += [
        (words(each.name, link=each.name), words(each.table.caption), words(each.page.question)) for each in tables
    ]
    columns = (SAY.text("worksheet"), SAY.text("title"), SAY.text("question_answered"))
    return _plain(SAY.text("contents"), PRINTED.text("contents"), SAY.text("one_table_of_links"), columns, rows)


def _findings(briefing: Briefing, tables: Sequence[_Numbered]) -> Sheet:
    rows = []
    for page in briefing.pages:
        numbers = ", ".join(each.name for each in tables if each.page is page)
        behind = " ".join(paragraph.text for paragraph in page.paragraphs)
        finding = page.headline.text if page.answered else SAY.text("not_answered", reason=page.headline.text)
        rows.append(
            tuple(words(text or SAY.text("empty")) for text in (page.section, page.question, finding, behind, numbers))
        )
    columns = tuple(SAY.text(name) for name in ("section", "question", "finding", "behind", "tables"))
    return _plain(SAY.text("findings"), SAY.text("findings"), SAY.text("one_table_of_questions"), columns, rows)


def _note_sheet(notes: Sequence[str], tables: Sequence[_Numbered]) -> Sheet:
    rows = []
    for number, note in enumerate(notes, start=1):
        used = ", ".join(each.name for each in tables if number in each.notes)
        rows.append((words(SAY.text("note_named", number=str(number))), words(note), words(used or SAY.text("empty"))))
    columns = (SAY.text("note"), SAY.text("text"), SAY.text("tables_of_note"))
    return _plain(SAY.text("notes"), SAY.text("notes"), SAY.text("one_table_of_notes"), columns, rows)


def _shorthand(briefing: Briefing) -> Sheet:
    rows = [(words(symbol), words(meaning)) for symbol, meaning in briefing.symbols]
    columns = (SAY.text("shorthand"), PRINTED.text("meaning"))
    return _plain(SAY.text("shorthand"), SAY.text("shorthand_title"), SAY.text("one_table"), columns, rows)


def _definitions(briefing: Briefing, tables: Sequence[_Numbered]) -> Sheet:
    rows = []
    for page in briefing.pages:
        numbers = ", ".join(each.name for each in tables if each.page is page)
        for way in page.ways:
            texts = (way.measure, way.version, way.counted, way.denominator, way.recorded, way.source,
                     " ".join(way.notes), numbers)  # fmt: skip
            rows.append(tuple(words(text or SAY.text("empty")) for text in texts))
    columns = (
        PRINTED.text("measure"), SAY.text("version"),
        *(PRINTED.text(name) for name in ("counted", "out_of", "recorded", "source", "notes")), SAY.text("tables"),
    )  # fmt: skip
    title, line = SAY.text("definitions_title"), SAY.text("one_table_of_measures")
    return _plain(SAY.text("definitions"), title, line, columns, rows)


def _sources(briefing: Briefing) -> Sheet:
    rows = [(words(what), words(value)) for what, value in briefing.provenance]
    columns = (PRINTED.text("what"), PRINTED.text("value"))
    return _plain(SAY.text("sources"), PRINTED.text("provenance"), SAY.text("one_table"), columns, rows)


def _plain(name: str, title: str, line: str, columns: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> Sheet:
    contents = SAY.text("contents")
    widest = _MOST_LETTERS_WIDE if len(columns) <= _FEW_COLUMNS else _MOST_LETTERS_WIDE // 2
    wide = tuple(_wide([column, *(row[place].text for row in rows)], widest) for place, column in enumerate(columns))
    table = SheetTable(_identifier(name), columns, tuple(rows), wide, (False,) * len(columns))
    back = () if name == contents else (words(PRINTED.text("contents_back"), link=contents),)
    return Sheet(name, title, (words(line), *back), table)


def _data_sheet(briefing: Briefing, each: _Numbered) -> Sheet:
    table = each.table
    lines = [words(SAY.text("one_table")), words(f"{briefing.area}, {briefing.period}.")]
    used = [symbol for symbol, _ in briefing.symbols if any(symbol in cell for row in table.rows for cell in row)]
    if used:
        said = "; ".join(f"{symbol} = {meaning}" for symbol, meaning in briefing.symbols if symbol in used)
        lines.append(words(SAY.text("shorthand_used", symbols=said)))
    if each.page.answered:
        lines.append(words(SAY.text("finding_is", finding=each.page.headline.text)))
    sources = list(dict.fromkeys(way.source for way in each.page.ways))
    if sources:
        lines.append(words(PRINTED.text("sources", sources="; ".join(sources))))
    if briefing.synthetic:
        lines.append(words(SAY.text("synthetic")))
    lines.append(words(PRINTED.text("contents_back"), link=SAY.text("contents")))
    values = table.values or tuple((None,) * len(row) for row in table.rows)
    rows = tuple(
        tuple(
            figure(text, value, strong=place in table.strong)
            if numeric
            else words(text or SAY.text("empty"), strong=place in table.strong)
            for text, value, numeric in zip(texts, numbers, table.numeric, strict=True)
        )
        for place, (texts, numbers) in enumerate(zip(table.rows, values, strict=True))
    )
    columns = _unique(table.columns)
    wide = tuple(
        _wide(
            [column, *(row[place].text for row in rows)],
            _FIGURE_LETTERS_WIDE if table.numeric[place] else _MOST_LETTERS_WIDE,
        )
        for place, column in enumerate(columns)
    )
    return Sheet(
        each.name, each.title, tuple(lines), SheetTable(_identifier(each.name), columns, rows, wide, table.numeric)
    )


def _unique(columns: Sequence[str]) -> tuple[str, ...]:
    """Headings of a marked-up table: none empty and no two alike, as a workbook demands."""
    found: list[str] = []
    for place, column in enumerate(columns, start=1):
        name = words(column.strip() or SAY.text("column", number=str(place))).text
        found.append(name if name.lower() not in {other.lower() for other in found} else f"{name} ({place})")
    return tuple(found)


def lines_of(text: str, wide: int) -> int:
    """How many lines a text takes in a column so many digits wide; words run a little narrower than digits."""
    return max(1, len(textwrap.wrap(text, max(1, int(wide * _LETTERS_A_DIGIT)))))


def lines_of_row(texts: Sequence[str], wide: Sequence[int]) -> int:
    """How many lines the longest cell of a row takes."""
    return max((lines_of(text, width) for text, width in zip(texts, wide, strict=True)), default=1)


def _identifier(name: str) -> str:
    """A sheet's name as that of its table, which holds letters, digits and underscores only."""
    return "".join(letter if letter.isalnum() else "_" for letter in name)


def _wide(texts: Sequence[str], most: int) -> int:
    """A column's width in letters: that of its longest text, within bounds."""
    return max(12, min(most, max(len(text) for text in texts) + 3))
