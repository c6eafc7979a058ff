"""A slide's notes: given a page and perhaps a figure, gives what its speaker should know and may be asked."""

from lanthorn.profile.content import Figure, Page, Way
from lanthorn.profile.printed import SAY as PRINTED
from lanthorn.profile.slides.native_charts import left_out
from lanthorn.profile.slides.words import SAY


def page_notes(page: Page, figure: Figure | None) -> str:
    """The question, what stands behind the finding, how it is known and what it does not say."""
    parts = [SAY.text("question", question=page.question), "\n".join(paragraph.text for paragraph in page.paragraphs)]
    if figure is not None and figure.chart is not None:
        parts.append(SAY.text("chart", alt=figure.chart.alt))
        hidden = [f"{name}: {symbol}" for name, symbol in left_out(figure.chart).items()]
        if hidden:
            parts.append(SAY.text("not_drawn", names=", ".join(hidden)))
    if figure is not None:
        parts.append("\n".join(figure.table.notes))
    if page.caveats:
        heading = SAY.text("listed", heading=PRINTED.text("caveats"))
        parts.append("\n".join([heading, *(f"- {caveat}" for caveat in page.caveats)]))
    for way in page.ways:
        lines = (
            SAY.text("known", measure=way.measure, version=way.version),
            *(SAY.text(name, words=words) for name, words in _facts(way) if words),
            *way.notes,
        )
        parts.append("\n".join(lines))
    return "\n\n".join(part for part in parts if part)


def _facts(way: Way) -> tuple[tuple[str, str], ...]:
    return ("counted", way.counted), ("out_of", way.denominator), ("recorded", way.recorded), ("source", way.source)
