"""How a publication is to be protected: read from the [protect] part of its `publication.toml`, or given by a program.

It is never written with what is published: the secret of cell keys and the rules on contributors would help a reader.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.protection.requirements import PrimaryRules
from lanthorn.disclosure.protection.solver import STEPS
from lanthorn.disclosure.publication import Count, Method, count_of


@dataclass(frozen=True)
class Options:
    """One method for the whole publication, and what it needs."""

    method: Method = Method.SUPPRESSION
    rules: PrimaryRules = field(default_factory=PrimaryRules)
    keep: frozenset[Count] = frozenset()
    """Counts that a headline needs: hidden only where there is no other way, and then said."""
    weights: Mapping[Count, int] = field(default_factory=dict)
    """How much more it costs to hide a count than another of the same number; 1 where left out."""
    also_hide: frozenset[Count] = frozenset()
    """Counts hidden whatever they are."""
    never_hide: frozenset[Count] = frozenset()
    """Counts that readers know already, so that hiding them would protect nobody; unsafe ones are hidden even so."""
    singletons: bool = True
    """Whether the one unit of a count of 1, who knows it, must not learn another hidden count from it."""
    exact_up_to: int = 5000
    """Linked cells up to which the least loss of information is sought; beyond, a good choice with its gap."""
    steps: int = STEPS
    """Of the simplex method, for each group of linked cells: what is found by then is used, with its gap."""
    seconds: float = 300.0
    """For all of it, where steps take long. The report says if time ran out: another run may then choose otherwise."""
    base: int = 5
    """For rounding."""
    secret: str = ""
    """For cell keys: the same secret gives the same change to the same count, in every table and edition."""
    parameters: Path | None = None
    """For cell keys: a parameters table of one's own."""


_KNOWN = (
    "method", "dominance", "p_percent", "group_dimensions", "keep", "also_hide", "singletons", "exact_up_to", "steps",
    "seconds", "base", "secret", "parameters",
)  # fmt: skip


def read_options(folder: Path) -> Options:
    """The [protect] part of a publication's description; the usual options where there is none."""
    try:
        description = tomllib.loads((Path(folder) / "publication.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PublicationError(f"publication.toml cannot be read: {error}") from None
    entry = description.get("protect", {})
    for name in entry:
        if name not in _KNOWN:
            raise PublicationError(f"[protect]: found {name!r}; known are {', '.join(_KNOWN)}")
    try:
        return _options(entry, Path(folder))
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, PublicationError):
            raise
        raise PublicationError(f"[protect] cannot be read: {error}") from None


def _options(entry: Mapping[str, Any], folder: Path) -> Options:
    usual = Options()
    dominance = entry.get("dominance")
    rules = PrimaryRules(
        dominance=(int(dominance["n"]), int(dominance["k"])) if dominance else None,
        p_percent=int(entry["p_percent"]) if "p_percent" in entry else None,
        group_dimensions=frozenset(entry.get("group_dimensions", ())),
    )
    return Options(
        method=Method(entry.get("method", usual.method)),
        rules=rules,
        keep=_counts(entry.get("keep", ())),
        also_hide=_counts(entry.get("also_hide", ())),
        singletons=bool(entry.get("singletons", usual.singletons)),
        exact_up_to=int(entry.get("exact_up_to", usual.exact_up_to)),
        steps=int(entry.get("steps", usual.steps)),
        seconds=float(entry.get("seconds", usual.seconds)),
        base=int(entry.get("base", usual.base)),
        secret=str(entry.get("secret", "")),
        parameters=folder / entry["parameters"] if "parameters" in entry else None,
    )


def _counts(entries: Any) -> frozenset[Count]:
    return frozenset(
        count_of(str(one["count"]), {k: str(v) for k, v in one.items() if k != "count"}) for one in entries
    )
