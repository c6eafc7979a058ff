"""The built-in rules: their words and numbers from `data/rules.toml`, their code from the modules beside this one."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from lanthorn.identification.builtin import concern, flags, missing
from lanthorn.identification.definition import Parameter, Parameters, Rule
from lanthorn.identification.linked import Linked

_EVIDENCE: Mapping[str, Callable[[Linked, Parameters], Any]] = {
    "missing.often": missing.often,
    "missing.long": missing.for_long,
    "missing.no_return": missing.not_known_to_be_back,
    "missing.placed_elsewhere": missing.from_placement_elsewhere,
    "missing.not_in_return": missing.not_in_the_return,
    "offence.repeat": flags.repeat_victim,
    "offence.no_flag": flags.exploitation_without_a_flag,
    "flag.no_open_case": flags.no_open_case,
    "flag.looked_after": flags.looked_after_and_flagged,
    "concern.same_child": concern.named_again_with_the_child,
    "concern.other_child": concern.named_with_another_child,
}


@cache
def builtin_rules() -> tuple[Rule, ...]:
    """Every built-in rule, in the order in which they are shown."""
    declared = tomllib.loads((files("lanthorn.identification") / "data" / "rules.toml").read_text(encoding="utf-8"))
    return tuple(_rule(entry, declared["common"]) for entry in declared["rule"])


def _rule(entry: dict[str, Any], common: dict[str, Any]) -> Rule:
    never = entry.get("why_never", "")
    declared = {} if never else {**common, **entry.get("parameters", {})}
    return Rule(
        id=entry["id"],
        version=entry["version"],
        name=entry["name"],
        reason=entry["reason"],
        source=entry["source"],
        needs=tuple(entry["needs"]),
        evidence=None if never else _EVIDENCE[entry["id"]],
        parameters={name: _parameter(**values) for name, values in declared.items()},
        caveats=tuple(entry.get("caveats", ())),
        valid_from=entry.get("valid_from"),
        valid_to=entry.get("valid_to"),
        why_never=never,
    )


def _parameter(default: int | str | date | list[str], reason: str) -> Parameter:
    return Parameter(tuple(default) if isinstance(default, list) else default, reason)
