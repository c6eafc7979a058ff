"""The briefing as one content model: pages, findings, charts, maps, tables, caveats.

Every renderer is given a `Briefing` and writes one format. Nothing here, and no renderer, computes, rounds or chooses
a figure: numbers arrive protected, and as they are to be shown.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lanthorn.profile.voice import voice_in_use


class ChartKind(StrEnum):
    """How a chart's marks are drawn."""

    BARS = "bars"
    """One horizontal bar a mark, in the order given; `group` (if any) makes clusters or stacks."""
    PAIRS = "pairs"
    """One horizontal bar a mark, `group` by `group`: the same figure of two sides, each named by `label`."""
    COLUMNS = "columns"
    """One vertical column a mark along time or an ordered scale (months, ages)."""
    PYRAMID = "pyramid"
    """Two series back to back (`group` is the side), one row a label."""
    TILE_MAP = "tile_map"
    """One square an authority, placed by `column` and `row`."""
    BOUNDARY_MAP = "boundary_map"
    """One outline an authority, `code` matched to the boundaries' features."""
    FLOWS = "flows"
    """A grid: `group` down the side, `label` along the top, the value as shade and figure."""
    SHARE_BARS = "share_bars"
    """One bar of 100 % a group, divided by label."""
    SMALL_MULTIPLES = "small_multiples"
    """One little column chart a `group` on one common scale, a column a `label`; where marks have `column` and `row`,
    the charts stand as the tiles of a map."""


@dataclass(frozen=True)
class Fact:
    """A protected figure that words or a drawing rest on: the measure, the cell ("sex=female;age=15"), text and kind.

    Several values of a dimension together are joined by "|". An empty cell is the total.
    """

    measure: str
    cell: str
    shown: str
    kind: str = ""
    """What is said of the cell: count, share, recorded (how much of the dimension is), rank, rate and the like; all
    that `claims` can read."""


@dataclass(frozen=True)
class Mark:
    """One bar, column, tile or grid cell.

    `value` is in the chart's unit (a count, a percentage from 0 to 100, a rate) and is None where it is hidden or
    not available; `shown` is the text to print beside it either way ("1,296", "70 %", "[c]").
    """

    label: str
    value: float | None
    shown: str
    group: str = ""
    low: float | None = None
    high: float | None = None
    code: str = ""
    column: int = 0
    row: int = 0
    emphasis: bool = False
    """Whether the finding speaks of this mark."""
    facts: tuple[Fact, ...] = ()
    """What its value tells a reader of the counts; a value without any is not published."""


@dataclass(frozen=True)
class Marker:
    """A line across the time axis of a COLUMNS chart at a label, with words ("flags begin")."""

    at: str
    words: str


@dataclass(frozen=True)
class Chart:
    """One chart or map. `alt` says in a sentence or two what a reader who cannot see it should know."""

    kind: ChartKind
    title: str
    alt: str
    marks: tuple[Mark, ...]
    value_axis: str
    label_axis: str = ""
    intervals: str = ""
    """What the whiskers are ("95 % Wilson interval"), where marks have low and high."""
    markers: tuple[Marker, ...] = ()


@dataclass(frozen=True)
class DataTable:
    """A table as it is printed: texts, with hidden cells already as their symbol.

    `numeric[i]` says whether column i is set to the right. The first column heads each row. A row in `strong` is a
    total.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    strong: tuple[int, ...] = ()
    values: tuple[tuple[float | None, ...], ...] = ()
    """The same cells as numbers in the unit in which they are printed, for spreadsheets and machines: None where a
    cell holds words or a symbol. Empty where the table holds no numbers."""
    notes: tuple[str, ...] = ()
    """Below the table: the meaning of the symbols in it, and the like."""
    facts: tuple[tuple[tuple[Fact, ...], ...], ...] = ()
    """What each cell's number tells a reader of the counts; a number without any is not published."""


@dataclass(frozen=True)
class Figure:
    """A chart with the table that says the same. `chart` is None where a table says it better alone."""

    table: DataTable
    chart: Chart | None = None


@dataclass(frozen=True)
class Sentence:
    """A finding in words, and the facts it rests on."""

    text: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Way:
    """How a page's figures are known: printed small at its foot, and by `lanthorn explain`."""

    measure: str
    version: str
    counted: str
    denominator: str
    recorded: str
    source: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """One question, answered: the finding as headline, what stands behind it, and what it does not say."""

    id: str
    section: str
    question: str
    headline: Sentence
    paragraphs: tuple[Sentence, ...] = ()
    figures: tuple[Figure, ...] = ()
    caveats: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    answered: bool = True
    """False where the records loaded cannot answer the question; the headline then says why."""


@dataclass(frozen=True)
class Headline:
    """A figure for the first page: a short number in words ("7 in 10") and what it is of."""

    figure: str
    words: str
    page: str
    """The id of the page it comes from."""


@dataclass(frozen=True)
class Logo:
    """A picture for the first page: the bytes of a PNG or JPEG file, its media type, and whose it is."""

    content: bytes = field(repr=False)
    media_type: str
    words: str


@dataclass(frozen=True)
class Briefing:
    """The whole profile of one area and period.

    `provenance` is for the last page: pairs of what and value (versions, fingerprints, rows). `symbols` explains the
    shorthand used in tables.
    """

    title: str
    area: str
    period: str
    summary: str
    headlines: tuple[Headline, ...]
    pages: tuple[Page, ...]
    symbols: tuple[tuple[str, str], ...]
    provenance: tuple[tuple[str, str], ...]
    synthetic: bool = False
    """Whether the records are of invented children; every format then says so on its first page."""
    marking: str = ""
    """The protective marking on every page, such as OFFICIAL-SENSITIVE; none where empty."""
    logo: Logo | None = None
    voice: str = field(default_factory=voice_in_use)
    """The voice that its sentences are in, and that every format prints its own words in."""
    boundaries: dict[str, Any] | None = field(default=None, compare=False)
    """GeoJSON of the authorities for BOUNDARY_MAP charts, features keyed by their GSS code."""
