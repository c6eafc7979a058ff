"""`lanthorn intake casework`: take the casework's record tables into a store, from its server or from files."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from lanthorn.cli.intake import intake, show, write_ledger_of
from lanthorn.cli.screen import say_next, working
from lanthorn.errors import LanthornError
from lanthorn.evidence import Store
from lanthorn.intake import take_in
from lanthorn.intake.casework_server import take_in_from_server

TOKEN = "LANTHORN_CASEWORK_TOKEN"  # noqa: S105 - the name of the variable, and no token
"""Environment variable with the token, where no file has it."""


class FilesUnlessNamed(TyperGroup):
    """`lanthorn intake FOLDER` is `lanthorn intake files FOLDER`: whoever takes files in need not say so."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As the library's, with "files" put before what names neither a kind of intake nor asks for help."""
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named or not args else ["files", *args])


intake_app = typer.Typer(
    name="intake",
    cls=FilesUnlessNamed,
    help="Take agencies' files in (`lanthorn intake FOLDER`), or the casework's records (`lanthorn intake casework`).",
    no_args_is_help=True,
)
intake_app.command("files")(intake)


@intake_app.command()
def casework(
    store: Annotated[Path, typer.Option(help="The store to take them into; a new one is made where there is none.")],
    folder: Annotated[
        Path | None, typer.Argument(help="Folder that `manage.py export_records` wrote, where there is no server.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="The casework's address: https://casework.example.")] = None,
    token_file: Annotated[
        Path | None, typer.Option(help=f"File that holds the token alone. Default: the variable {TOKEN}.")
    ] = None,
    ledger: Annotated[Path | None, typer.Option(help="Write the rejected rows to this CSV file.")] = None,
) -> None:
    """Take in the record tables of the casework, which name no child: from its server, or from a folder.

    The token is made by an administrator of the casework. It is never given as an option: others could read it there.

    Example: lanthorn intake casework --url https://casework.example --token-file token --store store
    """
    if (folder is None) == (url is None):
        raise LanthornError(
            "Say where the casework's records come from: a folder, or --url with a token. "
            "Files of agencies in a folder named casework: lanthorn intake ./casework."
        )
    with working("Taking the casework's records in") as progress:
        opened = Store.open(store, create=True)
        if url is not None:
            report = take_in_from_server(url, _token(token_file), opened, progress=progress)
        else:
            assert folder is not None  # noqa: S101 - one of the two is there
            report = take_in([folder], opened, progress=progress)
    show(report)
    write_ledger_of(opened, ledger)
    say_next(f"lanthorn link --store {store}")


def _token(file: Path | None) -> str:
    if file is None:
        token = os.environ.get(TOKEN, "").strip()
        if not token:
            raise LanthornError(f"There is no token. Give --token-file, or set the variable {TOKEN}.")
        return token
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise LanthornError(f"The file {file} cannot be read as a text that holds a token.") from fault
