"""Code lists with dates of validity.

Given the name of a list (``"investigating_unit"``), gives back its codes in the order in which they are shown.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from lanthorn.errors import BadDefinitionError
from lanthorn.vocabulary import _files

UNKNOWN = "unknown"
"""The value every measure uses for what is missing, not stated or not in the code list. It is never dropped."""


@dataclass(frozen=True)
class Code:
    """One code: what it is called, when it may be used, where it comes from."""

    code: str
    label: str
    short_label: str
    valid_from: date | None
    valid_to: date | None
    source: str
    group: str = ""

    def valid_on(self, when: date) -> bool:
        """Whether the code may be used for something that happened on that date."""
        return (self.valid_from is None or self.valid_from <= when) and (self.valid_to is None or when <= self.valid_to)


@dataclass(frozen=True)
class CodeList:
    """A named list of codes, in the order in which tables and charts show them."""

    name: str
    codes: tuple[Code, ...]

    @cached_property
    def by_code(self) -> dict[str, Code]:
        """Code to its entry."""
        return {entry.code: entry for entry in self.codes}

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def label(self, code: str) -> str:
        """The full label; "Not known" for unknown; the code itself where it is not in the list."""
        if code == UNKNOWN:
            return "Not known"
        return self.by_code[code].label if code in self.by_code else code

    def short_label(self, code: str) -> str:
        """The label for a narrow place, under the same rules as `label`."""
        if code == UNKNOWN:
            return "Not known"
        return self.by_code[code].short_label if code in self.by_code else code


@cache
def codes(name: str) -> CodeList:
    """The code list of that name. Raises BadDefinitionError when there is none."""
    path = f"codes/{name}.csv"
    if not _files.exists(path):
        raise BadDefinitionError(f"There is no code list named {name!r} in the vocabulary.")
    return CodeList(
        name,
        tuple(
            Code(
                code=row["code"],
                label=row["label"],
                short_label=row["short_label"],
                valid_from=_files.day(row["valid_from"]),
                valid_to=_files.day(row["valid_to"]),
                source=row["source"],
                group=row.get("group") or "",
            )
            for row in _files.read_rows(path)
        ),
    )
