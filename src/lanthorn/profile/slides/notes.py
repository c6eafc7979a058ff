"""A slide's notes: given a page and perhaps a figure, gives what its speaker should know and may be asked."""

from lanthorn.profile.content import Figure, Page
from lanthorn.profile.slides.native_charts import left_out


def page_notes(page: Page, figure: Figure | None) -> str:
    """The question, what stands behind the finding, how it is known and what it does not say."""
    parts = [f"Question: {page.question}", "\n".join(paragraph.text for paragraph in page.paragraphs)]
    if figure is not None and figure.chart is not None:
        parts.append(f"The chart: {figure.chart.alt}")
        hidden = [f"{name}: {symbol}" for name, symbol in left_out(figure.chart).items()]
        if hidden:
            parts.append(f"Not drawn in the chart: {', '.join(hidden)}.")
    if figure is not None:
        parts.append("\n".join(figure.table.notes))
    if page.caveats:
        parts.append("\n".join(["What this does not say:", *(f"- {caveat}" for caveat in page.caveats)]))
    for way in page.ways:
        lines = (
            f"How we know this: {way.measure}, version {way.version}",
            f"What is counted: {way.counted}",
            f"Out of: {way.denominator}",
            f"How far recorded: {way.recorded}",
            f"Source: {way.source}",
            *way.notes,
        )
        parts.append("\n".join(line for line in lines if not line.endswith(": ")))
    return "\n\n".join(part for part in parts if part)
