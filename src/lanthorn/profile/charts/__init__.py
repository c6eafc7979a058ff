"""Charts and maps of the briefing: given a chart of the content model, gives an inline, accessible SVG.

Drawn by Vega-Altair and vl-convert, without a browser and without the network.
"""

import hashlib
from typing import Any

from lanthorn.profile.charts.bars import draw_bars
from lanthorn.profile.charts.boundary_map import draw_boundary_map
from lanthorn.profile.charts.canvas import Canvas
from lanthorn.profile.charts.columns import draw_columns
from lanthorn.profile.charts.flows import draw_flows
from lanthorn.profile.charts.multiples import draw_small_multiples
from lanthorn.profile.charts.pyramid import draw_pyramid
from lanthorn.profile.charts.shares import draw_share_bars
from lanthorn.profile.charts.svg import to_svg
from lanthorn.profile.charts.theme import BESIDE, NARROW, WIDE
from lanthorn.profile.charts.tiles import draw_tile_map
from lanthorn.profile.content import Chart, ChartKind

__all__ = ["BESIDE", "NARROW", "WIDE", "chart_svg", "draw"]

_DRAWN_BY = {
    ChartKind.BARS: draw_bars,
    ChartKind.PAIRS: draw_bars,
    ChartKind.COLUMNS: draw_columns,
    ChartKind.PYRAMID: draw_pyramid,
    ChartKind.TILE_MAP: draw_tile_map,
    ChartKind.FLOWS: draw_flows,
    ChartKind.SHARE_BARS: draw_share_bars,
    ChartKind.SMALL_MULTIPLES: draw_small_multiples,
}


def draw(chart: Chart, *, boundaries: dict[str, Any] | None = None, width: int = WIDE) -> Canvas:
    """The chart laid out on a canvas `width` pixels wide, before anything is drawn.

    Raises ValueError for a boundary map without boundaries or a chart without marks, and BadFileError for boundaries
    that have none of the chart's authorities.
    """
    if not chart.marks:
        raise ValueError(f"The chart {chart.title!r} has no marks.")
    if chart.kind is not ChartKind.BOUNDARY_MAP:
        return _DRAWN_BY[chart.kind](chart, width)
    if boundaries is None:
        raise ValueError(f"The map {chart.title!r} needs boundaries.")
    return draw_boundary_map(chart, width, boundaries)


def chart_svg(
    chart: Chart, *, boundaries: dict[str, Any] | None = None, width: int = WIDE, identity: str | None = None
) -> str:
    """The chart as inline SVG text, with its title and alternative text inside.

    `identity` begins every id in the picture, and so must differ from chart to chart of one document; without it, a
    fingerprint of the chart is taken. Raises as `draw` does.
    """
    canvas = draw(chart, boundaries=boundaries, width=width)
    if identity is None:
        identity = f"chart-{hashlib.sha256(repr((chart, width)).encode()).hexdigest()[:12]}"
    return to_svg(canvas.specification(), identity, chart.title, chart.alt)
