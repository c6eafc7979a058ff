"""Words for figures: phrases that are true of the protected figure within a documented tolerance, lists, labels.

The phrases with their tolerances, and the labels as they stand within a sentence, are data of the voice in use.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from lanthorn.measures import Estimate, dimension
from lanthorn.profile.estimates import Standing
from lanthorn.profile.sentences import spoken, templates

NON_BREAKING_SPACE = "\u00a0"

_FIGURES = templates(
    "figures", none="", every="", below_one="", above_ninety_nine="", percent="number", interval="low high",
    at_least="share", at_most="share", estimated="share low high", pair="first last",
)  # fmt: skip


@dataclass(frozen=True)
class Phrase:
    """Words that may stand for a share within a tolerance."""

    words: str
    share: float
    tolerance: float

    def true_of(self, share: float) -> bool:
        """Whether the words may be used of that share."""
        return abs(share - self.share) <= self.tolerance


def phrases() -> tuple[Phrase, ...]:
    """Every phrase of the voice in use, from the smallest share to the largest."""
    rows: list[dict[str, object]] = spoken("phrases")["phrase"]  # type: ignore[assignment]  # TOML's array of tables
    return tuple(Phrase(str(row["words"]), float(str(row["share"])), float(str(row["tolerance"]))) for row in rows)


def proportion(share: float) -> str:
    """The words for a share between 0 and 1: the nearest phrase that is true of it, else the share in per cent."""
    if share in (0, 1):
        return _FIGURES.text("every" if share else "none")
    fitting = [phrase for phrase in phrases() if phrase.true_of(share)]
    if fitting:
        return min(fitting, key=lambda phrase: abs(share - phrase.share)).words
    return percent(share)


def percent(share: float) -> str:
    """A share between 0 and 1 in whole per cent; never 0% or 100% of what is neither."""
    number = f"{share * 100:.0f}"
    if number == "0" and share > 0:
        return _FIGURES.text("below_one")
    if number == "100" and share < 1:
        return _FIGURES.text("above_ninety_nine")
    return _FIGURES.text("percent", number=number)


def percent_interval(estimate: Estimate) -> str:
    """The ends of a share's interval in per cent ("68% to 72%"), with as many decimals as tell them apart."""
    for decimals in range(4):
        low, high = _end(estimate.low, decimals), _end(estimate.high, decimals)
        told_apart = float(low) < float(high)
        if told_apart and (float(low) > 0 or estimate.low == 0) and (float(high) < 100 or estimate.high == 1):
            break
    return _FIGURES.text("interval", low=low, high=high)


def _end(share: float, decimals: int) -> str:
    return f"{share * 100:.0f}" if share in (0, 1) else f"{share * 100:.{decimals}f}"


def say_share(share: Estimate | None, standing: Standing) -> str | None:
    """A share in words, as what it is: a phrase, a bound in per cent, or an estimate with its interval."""
    if share is None:
        return None
    return proportion(share.value) if standing is Standing.RECORDED else say_percent(share, standing)


def say_percent(share: Estimate | None, standing: Standing) -> str | None:
    """A share in per cent, as what it is. A bound is rounded so that it stays true."""
    if share is None:
        return None
    if standing in (Standing.AT_LEAST, Standing.AT_MOST) and 0 < share.value < 1:
        return _bound(share.value, standing)
    if standing is Standing.ESTIMATED:
        low, high = (f"{end * 100:.0f}" for end in (share.low, share.high))
        return _FIGURES.text("estimated", share=percent(share.value), low=low, high=high)
    return percent(share.value)


def _bound(share: float, standing: Standing) -> str:
    name, towards = ("at_least", floor) if standing is Standing.AT_LEAST else ("at_most", ceil)
    number = f"{towards(round(share * 100, 9))}"
    if number in ("0", "100"):
        number = f"{towards(round(share * 1000, 9)) / 10:.1f}"
    return _FIGURES.text(name, share=_FIGURES.text("percent", number=number))


def within_a_sentence(name: str, value: str) -> str:
    """A dimension's value as it stands within a sentence: "phone call", "Territorial Policing boroughs", "Newham"."""
    labels = spoken("labels")
    own = _table(labels, "within_a_sentence").get(f"{name}.{value}")
    if own is not None:
        return str(own)
    label = dimension(name).say(value)
    return label if name in _names(labels) else label[:1].lower() + label[1:]


def column_label(name: str, value: str) -> str:
    """A dimension's value as a narrow column or bar is headed: the voice's own, else the dimension's label."""
    return str(_table(spoken("labels"), "short").get(f"{name}.{value}") or dimension(name).say(value))


def field_label(name: str) -> str:
    """A field of the records in words: "Date of birth"."""
    return str(_table(spoken("labels"), "fields").get(name) or capital(name.replace("_", " ")))


def records_label(table: str) -> str:
    """A table of the records as a sentence says it: "police records of flagged offences"."""
    return str(_table(spoken("labels"), "records").get(table) or table.replace("_", " "))


def rows_label(table: str) -> str:
    """A table of the records as a list of rows names it: "flagged crimes"."""
    return str(_table(spoken("labels"), "tables").get(table) or table.replace("_", " "))


def _table(labels: dict[str, object], name: str) -> dict[str, object]:
    table = labels.get(name)
    return table if isinstance(table, dict) else {}


def _names(labels: dict[str, object]) -> Sequence[str]:
    named = labels.get("names")
    return named if isinstance(named, list) else ()


def capital(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def listing(parts: Sequence[str]) -> str:
    """Join as prose does: "a", "a and b", "a, b and c"."""
    if len(parts) <= 1:
        return "".join(parts)
    return _FIGURES.text("pair", first=", ".join(parts[:-1]), last=parts[-1])


def plural(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 child", "1,852 children"."""
    return f"{number:,}{NON_BREAKING_SPACE}{one if number == 1 else many}"
