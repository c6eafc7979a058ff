"""The casework made ready beside a demonstration: a database with a made-up partnership, in a process of its own.

Django takes its settings once a process, so that whoever makes several ready must not share one.
"""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from lanthorn.errors import LanthornError

_DATABASE = "casework.sqlite3"
_SERVE = "from lanthorn.cli.app import main; main()"


def can_be_made_ready() -> bool:
    """Whether the casework's web parts are installed."""
    return find_spec("django") is not None


def make_ready(folder: Path) -> None:
    """Make a new database with made-up people in the folder; what an earlier demonstration left there is replaced.

    Raises LanthornError where the folder holds something else, and where the casework cannot be made ready.
    """
    if folder.exists():
        if any(folder.iterdir()) and not (folder / _DATABASE).is_file():
            raise LanthornError(f"{folder} holds something else than a casework. Give another folder for --out.")
        shutil.rmtree(folder)
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "LANTHORN_CASEWORK_"))}
    done = subprocess.run(  # noqa: S603  # this program itself, with a folder that the user named
        [sys.executable, "-c", _SERVE, "serve", "--folder", str(folder), "--prepare"],
        env=own,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise LanthornError(f"The casework could not be made ready in {folder}: {done.stderr.strip()}")
