"""`lanthorn serve`: the casework on this machine, with made-up people.

Given a folder for its database and keys; migrates it, loads the made-up partnership and serves it until stopped.
"""

import os
from pathlib import Path
from typing import Annotated

import typer

from lanthorn.errors import LanthornError


def serve(
    folder: Annotated[Path, typer.Option(help="Where the database and the keys are kept.")] = Path("lanthorn-casework"),
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    prepare: Annotated[bool, typer.Option("--prepare", help="Make the database ready, and stop.")] = False,
) -> None:
    """Start the casework with made-up people, on this machine only, and print who can sign in.

    Example: lanthorn serve --port 8000
    """
    os.environ["LANTHORN_CASEWORK_FOLDER"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "lanthorn.casework.settings.development"
    try:
        import django
        from django.core.management import call_command
    except ModuleNotFoundError as missing:
        raise LanthornError("The casework needs its web parts: pip install 'lanthorn[web]'.") from missing
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_demonstration")
    if prepare:
        return
    typer.echo(f"Open http://127.0.0.1:{port}/demonstration to choose a made-up person. Stop with Ctrl+C.")
    call_command("runserver", f"127.0.0.1:{port}", use_reloader=False, skip_checks=False)
