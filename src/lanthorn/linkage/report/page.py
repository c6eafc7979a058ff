"""The report as one HTML file that needs nothing beside it: no script, no font, no network.

Given a store with links; writes how the links came about: weights, pairs explained, distribution, sizes, changes. It
names records, and levels of agreement; no name, date of birth or postcode of anybody stands in it.
"""

import math
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, select_autoescape
from markupsafe import Markup

from lanthorn.evidence import Layer, Store
from lanthorn.linkage.decisions import applicable, decisions_in
from lanthorn.linkage.estimate import estimate_quality
from lanthorn.linkage.report import charts, figures
from lanthorn.linkage.report.waterfall import typical_pairs, waterfall

_TEMPLATES = files("lanthorn.linkage.report") / "templates"


def write_report(store: Store, path: Path, *, pairs: Sequence[tuple[str, str]] = ()) -> None:
    """Write the report on the links in force; `pairs` names records to be explained, else typical ones are.

    Raises LanthornError where a pair is not among the links, StoreError where there are none. Nothing is written then.
    """
    path.write_text(render_report(store, pairs=pairs), encoding="utf-8")


def render_report(store: Store, *, pairs: Sequence[tuple[str, str]] = ()) -> str:
    """The report's HTML."""
    links = store.need_fresh(Layer.LINKS, Layer.RECORDS)
    stated = links.manifest.parameters
    model: dict[str, Any] | None = stated["model"]
    explained = [waterfall(store, *pair) for pair in (pairs or typical_pairs(store))] if model else []
    spread, sizes = figures.spread(store), figures.sizes(store)
    environment = Environment(autoescape=select_autoescape(default=True), undefined=StrictUndefined)
    environment.filters["signed"] = _signed
    environment.filters["percent"] = _percent
    template = environment.from_string((_TEMPLATES / "links.html.j2").read_text(encoding="utf-8"))
    return template.render(
        style=Markup((_TEMPLATES / "links.css").read_text(encoding="utf-8")),  # noqa: S704 - the room's own file
        version=links.number,
        created=links.manifest.created,
        stated=stated,
        quality=estimate_quality(store),
        levels=model["levels"] if model else [],
        prior_odds=round(1 / model["prior"]) if model else None,
        weights_chart=_drawn(charts.weights_chart(model["levels"])) if model else None,
        explained=[(pair, _drawn(charts.waterfall_chart(pair))) for pair in explained],
        spread=spread,
        odds=[_odds(bar.low) for bar in spread],
        spread_chart=_drawn(charts.spread_chart(spread, stated["joined_match_weight"])) if spread else None,
        sizes=sizes,
        sizes_chart=_drawn(charts.sizes_chart(sizes)),
        changes=figures.changes(store),
        conflicts=applicable(decisions_in(store)).conflicts,
        most_changes=figures.MOST_CHANGES_SHOWN,
    )


def _drawn(svg: str) -> Markup:
    """An SVG that screen readers pass over: what it shows is said by the words and the table beside it."""
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704 - drawn by us


def _signed(bits: float) -> str:
    return f"{bits:+.1f}".replace("-", "\u2212")


def _percent(share: float) -> str:
    """A probability that does not round to certainty."""
    return "above 99.9%" if 0.999 < share < 1 else "below 0.1%" if 0 < share < 0.001 else f"{share:.1%}"


def _odds(bits: float) -> str:
    """Odds in words: "16 to 1", "1 to 32"."""
    size = f"{2 ** abs(bits):,.0f}" if abs(bits) < 20 else f"10^{math.floor(abs(bits) * math.log10(2))}"
    return f"{size} to 1" if bits >= 0 else f"1 to {size}"
