"""The report's charts as SVG: drawn by Vega-Altair without a browser, in colours that hold for every reader.

Each chart says in words beside it what it shows; the numbers stand in a table as well.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt
import vl_convert

from lanthorn.linkage.report.figures import Bar, Size
from lanthorn.linkage.report.waterfall import Waterfall

FOR, AGAINST, NEITHER, INK = "#1d70b8", "#b45309", "#8a9299", "#0b0c0c"
_FONT = "Arial, Helvetica, sans-serif"
_WIDTH, _BAR = 430, 20
_SIGN = alt.Scale(domain=["for", "against", "sum"], range=[FOR, AGAINST, INK])


def weights_chart(levels: Sequence[dict[str, Any]]) -> str:
    """Each level of each comparison as a bar: to the right it speaks for one child, to the left against."""
    rows = [
        {
            "row": f"{place:02d}",
            "level": f"{_words(level['comparison'])}: {level['level']}",
            "bits": level["match_weight"],
            "sign": "for" if level["match_weight"] > 0 else "against",
        }
        for place, level in enumerate(levels)
    ]
    return _svg(_bars(rows, "Match weight in bits: one more doubles the odds"))


def waterfall_chart(pair: Waterfall) -> str:
    """The steps from the prior to the pair's weight, one below the other."""
    rows, reached = [], 0.0
    for place, step in enumerate(pair.steps):
        rows.append(
            {
                "row": f"{place:02d}",
                "level": f"{step.what}: {step.level}",
                "from": reached,
                "to": reached + step.bits,
                "bits": step.bits,
                "sign": "for" if step.bits >= 0 else "against",
            }
        )
        reached += step.bits
    rows.append(
        {
            "row": "99",
            "level": "together",
            "from": 0.0,
            "to": pair.match_weight,
            "bits": pair.match_weight,
            "sign": "sum",
        }
    )
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("level:N", sort=[row["level"] for row in rows], title=None, axis=_LABELS)
    )
    bars = base.mark_bar(height=_BAR - 6).encode(
        x=alt.X("from:Q", title="Match weight in bits, step by step"),
        x2="to:Q",
        color=alt.Color("sign:N", scale=_SIGN, legend=None),
    )
    rule = alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=INK).encode(x="zero:Q")
    return _svg((bars + rule).properties(width=_WIDTH, height=_BAR * len(rows)))


def spread_chart(bars: Sequence[Bar], joined_match_weight: float) -> str:
    """How many pairs lie in each range of match weights; the line is where pairs begin to be joined."""
    ends = alt.Scale(domain=[bars[0].low, bars[-1].high], nice=False)
    line = (
        alt.Chart(alt.Data(values=[{"at": joined_match_weight}]))
        .mark_rule(color=INK, strokeDash=[5, 3], size=2)
        .encode(x="at:Q")
    )
    panels = []
    for kind, colour in (("joined", FOR), ("apart", AGAINST)):
        rows = [{"low": bar.low, "high": bar.high, "pairs": getattr(bar, kind)} for bar in bars]
        columns = (
            alt.Chart(alt.Data(values=rows))
            .mark_bar(color=colour, stroke="white", strokeWidth=0.5)
            .encode(
                x=alt.X("low:Q", bin="binned", title="Match weight in bits" if kind == "apart" else None, scale=ends),
                x2="high:Q",
                y=alt.Y(
                    "pairs:Q",
                    title=f"{'Joined' if kind == 'joined' else 'Kept apart'} (squeezed scale)",
                    scale=alt.Scale(type="symlog"),
                    axis=alt.Axis(values=[0, 10, 100, 1000, 10_000, 100_000, 1_000_000], format=",d"),
                ),
            )
        )
        panels.append((columns + line).properties(width=640, height=130))
    return _svg(alt.vconcat(*panels))


def sizes_chart(sizes: Sequence[Size]) -> str:
    """How many children have how many records."""
    rows = [{"records": size.words, "children": size.children} for size in sizes]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("records:N", sort=[row["records"] for row in rows], title="Records of one child", axis=_LABELS),
        x=alt.X("children:Q", title="Children", axis=alt.Axis(format=",d", tickMinStep=1)),
    )
    numbers = base.mark_text(align="left", dx=4, color=INK).encode(text=alt.Text("children:Q", format=",d"))
    return _svg((base.mark_bar(color=FOR, height=_BAR - 6) + numbers).properties(width=_WIDTH, height=_BAR * len(rows)))


_LABELS = alt.Axis(labelLimit=420, ticks=False, domain=False, labelPadding=8)


def _bars(rows: Sequence[dict[str, Any]], title: str) -> alt.LayerChart:
    base = alt.Chart(alt.Data(values=list(rows))).encode(
        y=alt.Y("level:N", sort=[row["level"] for row in rows], title=None, axis=_LABELS)
    )
    bars = base.mark_bar(height=_BAR - 6).encode(
        x=alt.X("bits:Q", title=title), color=alt.Color("sign:N", scale=_SIGN, legend=None)
    )
    rule = alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=INK).encode(x="zero:Q")
    return (bars + rule).properties(width=_WIDTH, height=_BAR * len(rows))


def _svg(chart: alt.LayerChart | alt.VConcatChart) -> str:
    styled = (
        chart.configure(font=_FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            labelFontSize=13,
            titleFontSize=13,
            titleFontWeight="normal",
            gridColor="#e5e7e9",
        )
        .configure_legend(labelFontSize=13, labelColor=INK)
    )
    return str(vl_convert.vegalite_to_svg(styled.to_dict()))


def _words(name: str) -> str:
    return name.replace("_", " ")
