"""The parts of `publication.toml`, each as its object and back."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.publication.counts import TOTAL, Count, Dimension, count_of
from lanthorn.disclosure.publication.facts import Fact, Order, Range, Relation, Share
from lanthorn.disclosure.publication.model import How, Rounding
from lanthorn.disclosure.publication.rule import Rule, Zeros


def only(entry: Mapping[str, Any], known: Iterable[str], where: str, required: Iterable[str] = ()) -> None:
    """Raise PublicationError for a key that means nothing or one that is missing."""
    known = tuple(known)
    for name in entry:
        if name not in known:
            raise PublicationError(f"{where}: found {name!r}; known are {', '.join(known)}")
    for name in required:
        if name not in entry:
            raise PublicationError(f"{where}: {name!r} is missing")


def texts(found: Any, what: str) -> tuple[str, ...]:
    """A list of texts. Raises PublicationError for anything else."""
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise PublicationError(f"{what}: found {found!r}, expected a list of texts")
    return tuple(found)


def rule_from(entry: Mapping[str, Any]) -> Rule:
    """The [rule]."""
    only(entry, ("threshold", "zeros", "width", "percent"), "[rule]")
    try:
        return Rule(
            threshold=int(entry.get("threshold", 5)),
            zeros=Zeros(entry.get("zeros", Zeros.MAY_BE_HIDDEN)),
            width=int(entry["width"]) if "width" in entry else None,
            percent=int(entry.get("percent", 10)),
        )
    except (TypeError, ValueError) as error:
        raise PublicationError(f"[rule]: {error}") from None


def rule_to(rule: Rule) -> dict[str, Any]:
    """The [rule] as it is written."""
    entry: dict[str, Any] = {"threshold": rule.threshold, "zeros": str(rule.zeros), "width": rule.required_width}
    return entry | {"percent": rule.percent}


def dimension_from(name: str, entry: Mapping[str, Any], parents: dict[str, str], levels: dict[str, str]) -> Dimension:
    """One of [dimensions], with what its hierarchy file says."""
    known = ("values", "total", "hierarchy", "adds_up", "complete")
    only(entry, known, f"[dimensions.{name}]")
    return Dimension(
        name,
        values=texts(entry.get("values", []), f"the values of {name}"),
        total=str(entry.get("total", TOTAL)),
        parents=parents,
        levels=levels,
        adds_up=bool(entry.get("adds_up", True)),
        complete=bool(entry.get("complete", True)),
        hierarchy=str(entry.get("hierarchy", "")),
    )


def dimension_to(dimension: Dimension) -> dict[str, Any]:
    """One of [dimensions] as it is written: only what is not as usual."""
    entry: dict[str, Any] = {"total": dimension.total}
    if dimension.values:
        entry["values"] = list(dimension.values)
    if dimension.parents:
        entry["hierarchy"] = dimension.hierarchy or f"{dimension.name}.hierarchy.csv"
    return entry | {name: False for name in ("adds_up", "complete") if not getattr(dimension, name)}


def rounding_from(entry: Mapping[str, Any]) -> Rounding:
    """One of [[rounding]]."""
    only(entry, ("base", "how", "tables", "columns", "where", "small_hidden"), "[[rounding]]", required=("base",))
    try:
        how = How(entry.get("how", How.NEAREST))
    except ValueError:
        raise PublicationError(f"[[rounding]]: found {entry['how']!r}; known are {', '.join(How)}") from None
    where = {
        str(name): frozenset(texts(fitting, f"the rounding of {name}"))
        for name, fitting in entry.get("where", {}).items()
    }
    tables = frozenset(texts(entry.get("tables", []), "the tables of a rounding"))
    columns = frozenset(texts(entry.get("columns", []), "the columns of a rounding"))
    return Rounding(int(entry["base"]), how, tables, columns, where, bool(entry.get("small_hidden", True)))


def rounding_to(rounding: Rounding) -> dict[str, Any]:
    """One of [[rounding]] as it is written."""
    entry: dict[str, Any] = {"base": rounding.base, "how": str(rounding.how)}
    for name in ("tables", "columns"):
        if getattr(rounding, name):
            entry[name] = sorted(getattr(rounding, name))
    if rounding.where:
        entry["where"] = {name: sorted(fitting) for name, fitting in sorted(rounding.where.items())}
    return entry if rounding.small_hidden else entry | {"small_hidden": False}


def relation_from(text: Any) -> Relation:
    """One of `relations`."""
    try:
        return Relation.parse(str(text))
    except ValueError as error:
        raise PublicationError(f"relations: {error}") from None


def fact_from(entry: Mapping[str, Any]) -> Fact:
    """One of [[facts]]: a share, an order or a range."""
    only(entry, ("says", "share", "order", "range"), "[[facts]]", required=("says",))
    says = str(entry["says"])
    kinds = [name for name in ("share", "order", "range") if name in entry]
    if len(kinds) != 1:
        raise PublicationError(f"the fact {says!r} must be exactly one of share, order and range")
    try:
        readers: dict[str, Callable[[str, Mapping[str, Any]], Fact]] = {
            "share": _share,
            "order": _order,
            "range": _range,
        }
        return readers[kinds[0]](says, entry[kinds[0]])
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, PublicationError):
            raise
        raise PublicationError(f"the fact {says!r} cannot be read: {error!r}") from None


def _share(says: str, entry: Mapping[str, Any]) -> Share:
    only(entry, ("of", "among", "from", "to", "below"), f"the fact {says!r}", required=("of", "among", "from", "to"))
    low, high = (
        Fraction(Decimal(str(entry[end]))) if _plain(entry[end]) else Fraction(entry[end]) for end in ("from", "to")
    )
    return Share(says, _counts(entry["of"]), _counts(entry["among"]), low, high, bool(entry.get("below", False)))


def _plain(number: Any) -> bool:
    return not isinstance(number, str) or "/" not in number


def _order(says: str, entry: Mapping[str, Any]) -> Order:
    only(entry, ("groups", "strictly"), f"the fact {says!r}", required=("groups",))
    return Order(says, tuple(_counts(group) for group in entry["groups"]), bool(entry.get("strictly", False)))


def _range(says: str, entry: Mapping[str, Any]) -> Range:
    only(entry, ("of", "from", "to"), f"the fact {says!r}", required=("of",))
    low, high = (int(entry[end]) if end in entry else None for end in ("from", "to"))
    return Range(says, _counts(entry["of"]), low, high)


def _counts(entry: Any) -> tuple[Count, ...]:
    entries = entry if isinstance(entry, list) else [entry]
    return tuple(count_of(str(one["count"]), {k: str(v) for k, v in one.items() if k != "count"}) for one in entries)


def fact_to(fact: Fact) -> dict[str, Any]:
    """One of [[facts]] as it is written."""
    if isinstance(fact, Share):
        ends = {"from": str(fact.low), "to": str(fact.high)} | ({"below": True} if fact.below else {})
        return {"says": fact.says, "share": {"of": _entries(fact.parts), "among": _entries(fact.whole)} | ends}
    if isinstance(fact, Order):
        strictly = {"strictly": True} if fact.strictly else {}
        return {"says": fact.says, "order": {"groups": [_entries(group) for group in fact.groups]} | strictly}
    bounds = {name: end for name, end in (("from", fact.low), ("to", fact.high)) if end is not None}
    return {"says": fact.says, "range": {"of": _entries(fact.counts)} | bounds}


def _entries(counts: tuple[Count, ...]) -> list[dict[str, str]]:
    return [{"count": count.population} | dict(sorted(count.where)) for count in counts]
