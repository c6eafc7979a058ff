"""Briefings drawn at random: any words, any marks, any tables. For properties that hold of every briefing."""

from hypothesis import strategies as st

from lanthorn.profile.content import (
    Briefing,
    Chart,
    ChartKind,
    DataTable,
    Fact,
    Figure,
    Headline,
    Mark,
    Page,
    Sentence,
    Way,
)

ANY_TEXT = st.text(st.characters(), max_size=25)
"""Control characters, markup, right-to-left scripts and lone surrogates among them."""
TEXT = ANY_TEXT | st.sampled_from(
    ["=1+1", "<b>&amp;", "[c]", "1,297", "70%", "–", "٣٤", "\ud800", "a\x00b", "]]>", "{{ 7 }}"]
)
VALUES = st.none() | st.floats(min_value=0, max_value=1e7, allow_nan=False)
KINDS = st.sampled_from([kind for kind in ChartKind if kind is not ChartKind.BOUNDARY_MAP])


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    value = draw(VALUES)
    spread = draw(st.none() | st.floats(min_value=0, max_value=100, allow_nan=False)) if value is not None else None
    low, high = (None, None) if value is None or spread is None else (max(value - spread, 0.0), value + spread)
    place = st.integers(min_value=0, max_value=5)
    return Mark(
        draw(TEXT), value, draw(TEXT), draw(TEXT), low, high, draw(TEXT), draw(place), draw(place), draw(st.booleans())
    )


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    drawn = tuple(draw(st.lists(marks(), min_size=1, max_size=6)))
    return Chart(draw(KINDS), draw(TEXT), draw(TEXT), drawn, draw(TEXT), draw(TEXT), draw(TEXT))


@st.composite
def tables(draw: st.DrawFn) -> DataTable:
    columns = draw(st.integers(min_value=2, max_value=4))
    rows = draw(st.lists(st.tuples(*[TEXT] * columns), min_size=1, max_size=4))
    values = [tuple(draw(VALUES) if place else None for place in range(columns)) for _ in rows]
    return DataTable(
        draw(TEXT), tuple(draw(st.tuples(*[TEXT] * columns))), tuple(rows), (False, *[True] * (columns - 1)),
        strong=tuple(draw(st.sets(st.integers(0, len(rows) - 1)))), values=tuple(values) if draw(st.booleans()) else (),
        notes=tuple(draw(st.lists(TEXT, max_size=2))),
    )  # fmt: skip


@st.composite
def pages(draw: st.DrawFn) -> Page:
    figures = tuple(Figure(draw(tables()), draw(st.none() | charts())) for _ in range(draw(st.integers(0, 2))))
    sentences = tuple(Sentence(text) for text in draw(st.lists(TEXT, max_size=2)))
    headline = Sentence(draw(TEXT), (Fact(draw(TEXT), draw(TEXT), draw(TEXT)),))
    ways = tuple(Way(*draw(st.tuples(*[TEXT] * 6))) for _ in range(draw(st.integers(0, 1))))
    caveats = tuple(draw(st.lists(TEXT, max_size=2)))
    return Page(draw(TEXT), draw(TEXT), draw(TEXT), headline, sentences, figures, caveats, ways, draw(st.booleans()))


@st.composite
def briefings(draw: st.DrawFn) -> Briefing:
    """A briefing with up to two pages."""
    pairs = st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple)
    headlines = tuple(Headline(*draw(st.tuples(TEXT, TEXT, TEXT))) for _ in range(draw(st.integers(0, 2))))
    return Briefing(
        draw(TEXT), draw(TEXT), draw(TEXT), draw(TEXT), headlines, tuple(draw(st.lists(pages(), max_size=2))),
        draw(pairs), draw(pairs), draw(st.booleans()), draw(TEXT),
    )  # fmt: skip
