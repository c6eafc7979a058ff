"""The reference page of the built-in rules, made from what the rules declare."""

from datetime import date

from lanthorn.identification.builtin import builtin_rules
from lanthorn.identification.definition import Parameter, Rule
from lanthorn.records import TABLE_BY_NAME

_HEAD = """# Rules of identification

The built-in rules by which `lanthorn identify` brings a child to a person's attention, each with its reason, source and
numbers. Made from `lanthorn.identification` by `docs/generate.py`.

A rule is a reason to look. It gives no score, and a person decides what follows.
"""


def rules_page() -> str:
    """The page in Markdown."""
    return "\n".join([_HEAD, *(_rule(rule) for rule in builtin_rules())])


def _rule(rule: Rule) -> str:
    lines = [
        f"## `{rule.id}` – {rule.name}\n",
        f"> {rule.reason}\n",
        f"Version {rule.version}. Source: {rule.source}.\n",
    ]
    if rule.why_never:
        return "\n".join([*lines, f"Cannot be asked: {rule.why_never}.\n"])
    needs = ", ".join(f"`{name}`" for name in rule.needs if name in TABLE_BY_NAME or name != "child")
    linked = " and the links between records" if "child" in rule.needs else ""
    lines.append(f"Needs {needs}{linked}.\n")
    if rule.valid_from or rule.valid_to:
        lines.append(f"In force from {rule.valid_from or 'ever'} to {rule.valid_to or 'now'}.\n")
    lines.append("| number | value | why |\n| --- | --- | --- |")
    lines += [_parameter(name, parameter) for name, parameter in rule.parameters.items()]
    lines.append("")
    if rule.caveats:
        lines += [*(f"- {caveat}" for caveat in rule.caveats), ""]
    return "\n".join(lines)


def _parameter(name: str, parameter: Parameter) -> str:
    value = parameter.default
    said = ", ".join(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, date) else value
    return f"| `{name}` | {said} | {parameter.reason} |"
