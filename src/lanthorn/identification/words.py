"""The words of a reason, as the person who decides reads them."""

from collections.abc import Mapping
from datetime import date

from lanthorn.identification.definition import Rule
from lanthorn.vocabulary.periods import say_day


def say_reason(rule: Rule, parameters: Mapping[str, object], events: int, first: date, last: date) -> str:
    """The rule's reason with its parameters, how often and when: "Reported missing 4 times, from 3 May to …"."""
    said = {name: _say(value) for name, value in parameters.items()}
    said |= {"times": say_times(events, first, last), "first": say_day(first), "last": say_day(last)}
    return rule.reason.format_map(said)


def say_times(events: int, first: date, last: date) -> str:
    """How often and when: "once, on 3 May 2014"; "twice, from 3 May 2014 to 9 June 2014"."""
    often = {1: "once", 2: "twice"}.get(events, f"{events} times")
    when = f"on {say_day(first)}" if first == last else f"from {say_day(first)} to {say_day(last)}"
    return f"{often}, {when}"


def _say(value: object) -> str:
    if isinstance(value, date):
        return say_day(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)
