"""Every rule there is: the built-in ones, and those of the user's own files.

A file of the user's own is Python that assigns `rule = Rule(...)` or `rules = [Rule(...), ...]`. It is code, and is
run: use only files you would run.
"""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from lanthorn.errors import BadDefinitionError
from lanthorn.identification.builtin import builtin_rules
from lanthorn.identification.definition import Rule
from lanthorn.own_file import declared_in


def rules(files: Iterable[Path] = ()) -> tuple[Rule, ...]:
    """The built-in rules and those of the given files. Raises BadDefinitionError for a file that is not sound."""
    found = (*builtin_rules(), *(rule for file in files for rule in declared_in(file, Rule)))
    seen: set[str] = set()
    for rule in found:
        if rule.id in seen:
            raise BadDefinitionError(f"Two rules are named {rule.id!r}. Give yours another id.")
        seen.add(rule.id)
    return found


def read_parameters(file: Path) -> Mapping[str, Mapping[str, object]]:
    """Parameters of an area's own from a TOML file: a table per rule id, `["missing.often"]`, with name = value.

    Raises BadDefinitionError where the file is missing, is no TOML, or holds something else than tables.
    """
    if not file.is_file():
        raise BadDefinitionError(f"{file}: there is no such file of parameters.")
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadDefinitionError(f"{file}: not a TOML file: {fault}") from fault
    for name, values in found.items():
        if not isinstance(values, dict):
            raise BadDefinitionError(
                f'{file}: {name!r} stands alone. Expected a table per rule, e.g. ["missing.often"].'
            )
        if any(isinstance(value, dict) for value in values.values()):
            raise BadDefinitionError(f'{file}: put the id of the rule in quotation marks, e.g. ["missing.often"].')
    return found
