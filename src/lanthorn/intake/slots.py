"""Where a file stands in the store: its slot, made of what its path says (year, authority) and its name.

A later file in the same slot replaces the earlier one. Folders that say nothing leave no trace, so the same files
stand in the same slots wherever they were copied to.
"""

from dataclasses import dataclass
from os.path import expanduser
from pathlib import Path

from lanthorn.errors import LanthornError
from lanthorn.vocabulary import find_authority, parse_period

NOT_STATED = "not stated"


@dataclass(frozen=True)
class PathSays:
    """What the folders of a path say; an empty text where they do not."""

    year: str = ""
    authority: str = ""


def path_says(path: Path) -> PathSays:
    """The year ("2014-15") and the authority (a GSS code) that folders of the path name, the nearest one first.

    The user's own folder is passed over: whoever is called Kent does not make every return one of Kent.
    """
    year = authority = ""
    folder_of_file = path.absolute().parent
    home = Path(expanduser("~"))
    below = folder_of_file.relative_to(home) if folder_of_file.is_relative_to(home) else folder_of_file
    for folder in reversed(below.parts):
        year = year or (folder if _is_year(folder) else "")
        authority = authority or find_authority(folder) or ""
    return PathSays(year, authority)


def slot(extract: str, says: PathSays, name: str) -> str:
    """The slot of a file: "ssda903-header/2014-15/E09000033/header.csv"."""
    return "/".join(part for part in (extract, says.year, says.authority, name) if part)


def chosen_authority(recorded: str) -> str:
    """The GSS code for what the user gave. Raises LanthornError when it is no authority."""
    code = find_authority(recorded)
    if code is None:
        raise LanthornError(f"{recorded!r} is no authority known here. Give a GSS code such as E09000025, or its name.")
    return code


def chosen_year(recorded: str) -> str:
    """The year the user gave. Raises LanthornError when it is none."""
    if not _is_year(recorded.strip()):
        raise LanthornError(f"{recorded!r} is not the year of a return. Give a financial year such as 2014-15.")
    return recorded.strip()


def _is_year(text: str) -> bool:
    if len(text) != len("2014-15"):
        return False
    try:
        return parse_period(text).label == text
    except LanthornError:
        return False
