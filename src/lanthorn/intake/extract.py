"""What one kind of file looks like and how it becomes records of one table.

An extract comes from a mapping file (`lanthorn.intake.mapping`), from the layout of the SSDA903 return
(`lanthorn.intake.ssda903`) or from that of the casework (`lanthorn.intake.casework`); everything after recognition
knows extracts only, and no format.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lanthorn.evidence import fingerprint_text
from lanthorn.records import Kind, Table
from lanthorn.vocabulary import codes

FROM_FOLDERS = ("care_authority", "return_year")
"""Fields that an SSDA903 file does not hold: they stand in the names of the folders, or in the options."""

ISO_DATES = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S")
ISO_MOMENTS = ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")
"""Always read, whatever the mapping says: they cannot be mistaken, and date cells of a workbook come as such."""

YES_NO_CODES = ("yes", "no")


@dataclass(frozen=True)
class Extract:
    """One kind of file."""

    name: str
    table: Table
    columns: Mapping[str, str]
    """Field name to the heading of its column."""
    blank: tuple[str, ...] = ("",)
    """What an agency writes for "nothing", compared without regard to case."""
    dates: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Field name to what the agency writes, to the code it stands for."""
    optional: frozenset[str] = frozenset()
    """Fields whose column a file may lack."""
    may_be_empty: bool = False
    """Whether a file of headings alone says that there was nothing to record, and is no failed export."""

    @property
    def from_folders(self) -> tuple[str, ...]:
        """The fields that come from the names of the folders and not from a column."""
        return tuple(name for name in FROM_FOLDERS if name in self.table.by_name and name not in self.columns)

    def missing_from(self, headings: Sequence[str]) -> list[str]:
        """The headings of this extract that a header row lacks, in the order of the table's fields."""
        present = {plain(heading) for heading in headings}
        return [
            heading
            for name, heading in self.columns.items()
            if name not in self.optional and plain(heading) not in present
        ]

    def positions(self, headings: Sequence[str]) -> dict[str, int]:
        """Field name to the number of its column in a header row, from nought."""
        found = {plain(heading): number for number, heading in enumerate(headings)}
        return {name: found[plain(heading)] for name, heading in self.columns.items() if plain(heading) in found}

    def unread(self, headings: Sequence[str]) -> list[str]:
        """The headings of a header row that no field is read from."""
        read = {plain(heading) for heading in self.columns.values()}
        return [heading for heading in headings if heading.strip() and plain(heading) not in read]

    def translations(self) -> list[tuple[str, str, str, int]]:
        """Field, what may be written, the code it stands for, and which counts first where two say the same.

        What the mapping says comes before the codes themselves.
        """
        found = []
        for entry in self.table.fields:
            found += [(entry.name, written, code, 0) for written, code in self.values.get(entry.name, {}).items()]
            own = known_codes(entry.kind, entry.codes)
            found += [(entry.name, code, code, 1) for code in own]
        return found

    def fingerprint(self) -> str:
        """Two extracts with the same fingerprint make the same records of the same file."""
        parts = [self.name, repr(self.table), self.columns, self.blank, self.dates, self.moments]
        return fingerprint_text(json.dumps([*parts, self.translations(), self.from_folders]))


def known_codes(kind: Kind, code_list: str) -> tuple[str, ...]:
    """The codes that a field of that kind can hold; none for a kind without codes."""
    if kind is Kind.YES_NO:
        return YES_NO_CODES
    return tuple(codes(code_list).by_code) if kind is Kind.CODE else ()


def plain(heading: str) -> str:
    """A heading as it is compared: without regard to case, any run of blanks and line breaks as one blank."""
    return " ".join(heading.split()).casefold()
