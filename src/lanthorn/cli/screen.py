"""What the commands put on the screen: progress, tables and errors.

Results go to standard output, progress and errors to standard error, so that output can be piped.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)

_SECONDS_BETWEEN_LINES = 2.0
"""So that a log is not filled by work that goes on file by file."""


def say(text: str = "") -> None:
    """One line of result, as it is (no markup)."""
    OUT.print(escape(text))


def say_error(text: str) -> None:
    """An error message."""
    ERR.print(f"[bold red]Error:[/] {escape(text)}")


def say_next(text: str) -> None:
    """What the user can do next."""
    OUT.print(f"[bold]Next:[/] {escape(text)}")


@contextmanager
def working(what: str) -> Iterator[Callable[[str], None]]:
    """Show that long work goes on; the block is given a function that says which step it has come to.

    On a terminal one line changes in place; elsewhere a step is a line, at most one in `_SECONDS_BETWEEN_LINES`. Ends
    with the seconds it took.
    """
    begun = monotonic()
    if ERR.is_terminal:
        with ERR.status(escape(what)) as status:
            yield lambda step: status.update(escape(f"{what}: {step}"))
    else:
        yield _line_by_line()
    ERR.print(f"[green]✓[/] {escape(what)} [dim]({monotonic() - begun:.1f} s)[/]")


def _line_by_line() -> Callable[[str], None]:
    last = 0.0

    def show(step: str) -> None:
        nonlocal last
        if monotonic() - last >= _SECONDS_BETWEEN_LINES:
            last = monotonic()
            ERR.print(escape(f"  {step}"))

    return show


def say_table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: Sequence[int] = ()
) -> None:
    """A table of texts; the columns whose places are in `numeric` are set to the right."""
    table = Table(title=escape(title), box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for place, column in enumerate(columns):
        table.add_column(escape(column), justify="right" if place in numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    OUT.print(table)
