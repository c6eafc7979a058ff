"""The workbook before it has a format: given a briefing, gives its sheets: a title, lines of words and one table."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lanthorn.profile.content import Briefing, DataTable, Page
from lanthorn.profile.placement import placed_pages
from lanthorn.profile.spreadsheet.cells import Cell, figure, words

CONTENTS, NOTES, FINDINGS, DEFINITIONS, SHORTHAND, SOURCES = (
    "Contents", "Notes", "Findings", "Definitions", "Shorthand", "Sources",
)  # fmt: skip
SYNTHETIC = "Synthetic data: these records are of invented children. No figure describes a real child, person or place."
_EMPTY = "Not applicable"
"""In place of an empty cell, which a screen reader passes over in silence."""
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
        return f"Table {self.number}"

    @property
    def title(self) -> str:
        references = "".join(f" [note {number}]" for number in self.notes)
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
        lines.append((SYNTHETIC, True))
    lines += [
        (f"{briefing.area}, {briefing.period}", False),
        (briefing.summary, False),
        ("Key figures", True),
        *((f"{headline.figure} {headline.words}", False) for headline in briefing.headlines),
        ("How to use this workbook", True),
        ("Each worksheet holds one table that begins in column A, below the worksheet's title.", False),
        ("Figures are protected: a small count, or one that would give a small count away, is not shown.", False),
        (
            "A note is referred to as [note 1] and stands in the worksheet Notes. Symbols are explained in Shorthand.",
            False,
        ),
    ]
    return Sheet(
        "Cover",
        f"{briefing.title}: tables",
        tuple(words(text, strong=strong) for text, strong in lines if text),
        headings=tuple(
            place for place, (text, _) in enumerate(lines) if text in {"Key figures", "How to use this workbook"}
        ),
    )


def _contents(explaining: Sequence[Sheet], tables: Sequence[_Numbered]) -> Sheet:
    rows = [(words(sheet.name, link=sheet.name), words(sheet.title), words(_EMPTY)) for sheet in explaining]
    rows += [
        (words(each.name, link=each.name), words(each.table.caption), words(each.page.question)) for each in tables
    ]
    columns = ("Worksheet", "Title", "Question it answers")
    return _plain(CONTENTS, "Contents", "This worksheet contains one table. It links to each worksheet.", columns, rows)


def _findings(briefing: Briefing, tables: Sequence[_Numbered]) -> Sheet:
    rows = []
    for page in briefing.pages:
        numbers = ", ".join(each.name for each in tables if each.page is page)
        behind = " ".join(paragraph.text for paragraph in page.paragraphs)
        finding = page.headline.text if page.answered else f"Not answered by these records. {page.headline.text}"
        rows.append(tuple(words(text or _EMPTY) for text in (page.section, page.question, finding, behind, numbers)))
    columns = ("Section", "Question", "Finding", "What stands behind it", "Tables")
    return _plain(FINDINGS, "Findings", "This worksheet contains one table: a question a row.", columns, rows)


def _note_sheet(notes: Sequence[str], tables: Sequence[_Numbered]) -> Sheet:
    rows = []
    for number, note in enumerate(notes, start=1):
        used = ", ".join(each.name for each in tables if number in each.notes)
        rows.append((words(f"note {number}"), words(note), words(used or _EMPTY)))
    columns = ("Note", "Text", "Tables it belongs to")
    return _plain(NOTES, "Notes", "This worksheet contains one table: a note a row.", columns, rows)


def _shorthand(briefing: Briefing) -> Sheet:
    rows = [(words(symbol), words(meaning)) for symbol, meaning in briefing.symbols]
    return _plain(
        SHORTHAND, "Shorthand used in tables", "This worksheet contains one table.", ("Shorthand", "Meaning"), rows
    )


def _definitions(briefing: Briefing, tables: Sequence[_Numbered]) -> Sheet:
    rows = []
    for page in briefing.pages:
        numbers = ", ".join(each.name for each in tables if each.page is page)
        for way in page.ways:
            texts = (way.measure, way.version, way.counted, way.denominator, way.recorded, way.source,
                     " ".join(way.notes), numbers)  # fmt: skip
            rows.append(tuple(words(text or _EMPTY) for text in texts))
    columns = ("Measure", "Version", "What is counted", "Out of", "How far recorded", "Source", "Notes", "Tables")
    return _plain(
        DEFINITIONS, "How the figures are known", "This worksheet contains one table: a measure a row.", columns, rows
    )


def _sources(briefing: Briefing) -> Sheet:
    rows = [(words(what), words(value)) for what, value in briefing.provenance]
    return _plain(SOURCES, "Where the figures come from", "This worksheet contains one table.", ("What", "Value"), rows)


def _plain(name: str, title: str, line: str, columns: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> Sheet:
    widest = _MOST_LETTERS_WIDE if len(columns) <= _FEW_COLUMNS else _MOST_LETTERS_WIDE // 2
    wide = tuple(_wide([column, *(row[place].text for row in rows)], widest) for place, column in enumerate(columns))
    table = SheetTable(name, columns, tuple(rows), wide, (False,) * len(columns))
    back = () if name == CONTENTS else (words("Back to contents", link=CONTENTS),)
    return Sheet(name, title, (words(line), *back), table)


def _data_sheet(briefing: Briefing, each: _Numbered) -> Sheet:
    table = each.table
    lines = [words("This worksheet contains one table."), words(f"{briefing.area}, {briefing.period}.")]
    used = [symbol for symbol, _ in briefing.symbols if any(symbol in cell for row in table.rows for cell in row)]
    if used:
        said = "; ".join(f"{symbol} = {meaning}" for symbol, meaning in briefing.symbols if symbol in used)
        lines.append(words(f"Some shorthand is used in this table: {said}."))
    if each.page.answered:
        lines.append(words(f"Finding: {each.page.headline.text}"))
    sources = list(dict.fromkeys(way.source for way in each.page.ways))
    if sources:
        lines.append(words(f"Source: {'; '.join(sources)}."))
    if briefing.synthetic:
        lines.append(words(SYNTHETIC))
    lines.append(words("Back to contents", link=CONTENTS))
    values = table.values or tuple((None,) * len(row) for row in table.rows)
    rows = tuple(
        tuple(
            figure(text, value, strong=place in table.strong)
            if numeric
            else words(text or _EMPTY, strong=place in table.strong)
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
    name = each.name.replace(" ", "_")
    return Sheet(each.name, each.title, tuple(lines), SheetTable(name, columns, rows, wide, table.numeric))


def _unique(columns: Sequence[str]) -> tuple[str, ...]:
    """Headings of a marked-up table: none empty and no two alike, as a workbook demands."""
    found: list[str] = []
    for place, column in enumerate(columns, start=1):
        name = words(column.strip() or f"Column {place}").text
        found.append(name if name.lower() not in {other.lower() for other in found} else f"{name} ({place})")
    return tuple(found)


def lines_of(text: str, wide: int) -> int:
    """How many lines a text takes in a column so many digits wide; words run a little narrower than digits."""
    return max(1, len(textwrap.wrap(text, max(1, int(wide * _LETTERS_A_DIGIT)))))


def lines_of_row(texts: Sequence[str], wide: Sequence[int]) -> int:
    """How many lines the longest cell of a row takes."""
    return max((lines_of(text, width) for text, width in zip(texts, wide, strict=True)), default=1)


def _wide(texts: Sequence[str], most: int) -> int:
    """A column's width in letters: that of its longest text, within bounds."""
    return max(12, min(most, max(len(text) for text in texts) + 3))
