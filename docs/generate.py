"""Writes the reference pages that are made from the code: `python docs/generate.py`.

A test compares them with what stands here, so a page cannot fall behind.
"""

from pathlib import Path
from typing import Any

import typer

from lanthorn.cli.app import app
from lanthorn.identification.reference import rules_page
from lanthorn.profile.reference import measures_page
from lanthorn.records import TABLES, Field
from lanthorn.vocabulary import codes

REFERENCE = Path(__file__).parent / "reference"


def records_page() -> str:
    """Every table of records with its fields."""
    parts = [
        "# Records and the store\n",
        "What one row is, per table. `lanthorn intake` turns agencies' files into these tables; everything after reads "
        "nothing else. Made from `lanthorn.records` by `docs/generate.py`.\n",
        "A row whose **required** field is missing or impossible is rejected and stands in the ledger. In any other "
        "field an impossible value is left out, the row is kept, and the ledger notes what was found.\n",
    ]
    for table in TABLES:
        parts.append(f"## {table.name}\n")
        parts.append(f"{table.meaning}. From {table.agency}. Key: {', '.join(f'`{name}`' for name in table.key)}.")
        if table.refers_to:
            parts.append(f"Refers to `{table.refers_to}`; a row that refers to nothing is rejected.")
        parts.append("\n| field | kind | required | meaning |\n| --- | --- | --- | --- |")
        parts += [_field_row(field) for field in table.fields]
        parts.append("")
    return "\n".join(parts)


def _field_row(field: Field) -> str:
    kind = field.kind.value + (f" ({len(codes(field.codes).codes)} codes of `{field.codes}`)" if field.codes else "")
    meaning = field.meaning + (" · identifies a person" if field.identifying else "")
    return f"| `{field.name}` | {kind} | {'yes' if field.required else ''} | {meaning} |"


def commands_page() -> str:
    """Every command with its help text, as `--help` prints it."""
    root = typer.main.get_command(app)
    parts = ["# Commands\n", "What `--help` says, made by `docs/generate.py`.\n"]
    parts += _command(root, "lanthorn")
    return "\n".join(parts)


def _command(command: Any, name: str) -> list[str]:
    context = command.make_context(name, [], resilient_parsing=True)
    parts = [f"## {name}\n", f"{(command.help or '').strip()}\n"]
    shown = [entry for entry in command.get_params(context) if not getattr(entry, "hidden", False)]
    if shown:
        parts.append("| option | meaning |\n| --- | --- |")
        for entry in shown:
            # The order in which the library keeps -h and --help differs from run to run.
            flags = ", ".join(f"`{flag}`" for flag in (*sorted(entry.opts, key=len), *entry.secondary_opts))
            needed = " Required." if entry.required else ""
            parts.append(f"| {flags} | {getattr(entry, 'help', None) or ''}{needed} |")
        parts.append("")
    if hasattr(command, "list_commands"):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None and not found.hidden:
                parts += _command(found, f"{name} {child}")
    return parts


PAGES = {
    "records.md": records_page,
    "commands.md": commands_page,
    "measures.md": measures_page,
    "identification-rules.md": rules_page,
}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
        print(REFERENCE / name)


if __name__ == "__main__":
    main()
