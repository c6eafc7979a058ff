"""Which files the user means: the files given, and those in the folders given.

A folder is walked to its depths. Hidden files and the lock files of spreadsheet programs are passed over in silence;
files of other formats are passed over by name.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from lanthorn.errors import BadFileError, LanthornError

SUFFIXES = frozenset({".csv", ".xlsx", ".xlsm", ".xls"})
"""What is read from a folder. Old Excel files (.xls) are among them so that they are refused, not overlooked."""

_OTHER_FORMAT = "neither CSV nor XLSX"


@dataclass(frozen=True)
class NotUsed:
    """A file, or a sheet of a workbook, that nothing was taken from, and why."""

    file: str
    reason: str


def find_files(given: Sequence[Path]) -> tuple[list[Path], list[NotUsed]]:
    """The files to read, each once and in the order of their paths, and those in folders that are not read.

    Raises BadFileError for a path that does not exist, LanthornError where there is no file to read at all.
    """
    found: dict[Path, Path] = {}
    others: dict[Path, NotUsed] = {}
    for path in given:
        if path.is_dir():
            for file in _walk(path):
                if file.suffix.lower() in SUFFIXES:
                    found.setdefault(file.resolve(), file)
                else:
                    others.setdefault(file.resolve(), NotUsed(str(file), _OTHER_FORMAT))
        elif path.is_file():
            found.setdefault(path.resolve(), path)
        else:
            raise BadFileError(f"There is no file or folder {path}. Nothing has been taken in.")
    if not found:
        looked_in = ", ".join(str(path) for path in given) or "nothing"
        raise LanthornError(f"There is no CSV or XLSX file to take in. Looked in: {looked_in}.")
    return [found[path] for path in sorted(found)], [others[path] for path in sorted(others.keys() - found.keys())]


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, followlinks=True, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        _refuse_circles(Path(place))
        for name in sorted(files):
            if not name.startswith((".", "~$")):
                yield Path(place) / name


def _refuse(fault: OSError) -> NoReturn:
    raise BadFileError(f"The folder {fault.filename} cannot be read ({fault.strerror}). Nothing has been taken in.")


def _refuse_circles(folder: Path) -> None:
    """Raises BadFileError for a folder that lies within itself by way of a link."""
    if folder.is_symlink() and folder.resolve() in {above.resolve() for above in folder.absolute().parents}:
        raise BadFileError(f"{folder} is a link to a folder that it lies in. Nothing has been taken in.")
