"""`lanthorn diff`: what changed between two briefings."""

from pathlib import Path
from typing import Annotated

import typer

from lanthorn.cli.screen import say
from lanthorn.profile.machine import diff as compare


def diff(
    before: Annotated[Path, typer.Argument(help="The earlier briefing's JSON file.")],
    after: Annotated[Path, typer.Argument(help="The later briefing's JSON file.")],
) -> None:
    """Tell what changed between two briefings: figures, definitions, words, data versions, pages.

    Example: lanthorn diff march/profile.json june/profile.json
    """
    say(compare(before, after).as_text().rstrip())
