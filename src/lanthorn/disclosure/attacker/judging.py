"""When a hidden count is known to be hidden well enough, or known not to be.

Given an inner interval (both ends shown by a table) and an outer one (proven). The true interval lies between them, and
a verdict is given only where it is the same for all that do.
"""

from typing import NamedTuple

from lanthorn.disclosure.attacker.knowledge import Concealment
from lanthorn.disclosure.attacker.report import Verdict
from lanthorn.disclosure.publication import Kind, Rule


class Interval(NamedTuple):
    """Whole numbers from `low` to `high`; None: no end."""

    low: int
    high: int | None


def judge(
    rule: Rule, kind: Kind, concealment: Concealment, inner: Interval | None, outer: Interval
) -> tuple[Verdict | None, str]:
    """The verdict and, where disclosed, how nearly the count is known; None where more must be found out.

    A rounded count is disclosed only where it may be small and is known too nearly: its size was never a secret.
    """
    if concealment is Concealment.ROUNDED and outer.low >= rule.threshold and kind is Kind.COUNTS:
        return Verdict.PROTECTED, ""
    if inner is None:
        return None, ""
    if inner == outer:
        why = _too_near(rule, kind, inner)
        if why == "exactly" and concealment is Concealment.ROUNDED and not rule.narrow(*inner):
            why = ""
        return (Verdict.DISCLOSED, why) if why else (Verdict.PROTECTED, "")
    if inner.high is None or inner.low == inner.high:
        return (Verdict.PROTECTED, "") if inner.high is None else (None, "")
    if kind is Kind.AMOUNTS:
        return (Verdict.PROTECTED, "") if not _too_near(rule, kind, inner) else (None, "")
    small_possible = outer.low < rule.threshold and (outer.high is None or outer.high >= rule.lowest_small)
    if not small_possible or inner.high - inner.low >= rule.required_width:
        return Verdict.PROTECTED, ""
    return None, ""


def _too_near(rule: Rule, kind: Kind, interval: Interval) -> str:
    low, high = interval
    if kind is Kind.COUNTS:
        return rule.gives_away(low, high)
    if high is None:
        return ""
    if low == high:
        return "exactly"
    return "nearly" if 100 * (high - low) < rule.percent * high else ""
