"""Definitions of the user's own, from a Python file that assigns one of them or a list of them.

Such a file is code, and is run: a user gives only what they would run themselves.
"""

from pathlib import Path
from runpy import run_path
from typing import TypeVar

from lanthorn.errors import BadDefinitionError

Kind = TypeVar("Kind")


def declared_in(file: Path, kind: type[Kind]) -> list[Kind]:
    """What a file declares of a kind: `measure = Measure(...)` or `measures = [Measure(...), ...]`, for example.

    Raises BadDefinitionError, with the file's name, where it is missing, fails, or declares none.
    """
    one, many = kind.__name__.lower(), f"{kind.__name__.lower()}s"
    if not file.is_file():
        raise BadDefinitionError(f"{file}: there is no such file of {many}.")
    try:
        names = run_path(str(file))
    except BadDefinitionError as fault:
        raise BadDefinitionError(f"{file}: {fault}") from fault
    except (Exception, SystemExit) as fault:
        raise BadDefinitionError(f"{file}: running it failed with {type(fault).__name__}: {fault}") from fault
    found = [names[one]] if one in names else list(names.get(many, []))
    if not found or not all(isinstance(entry, kind) for entry in found):
        raise BadDefinitionError(
            f"{file}: expected `{one} = {kind.__name__}(...)` or `{many} = [{kind.__name__}(...), ...]`."
        )
    return found
