"""What an intake did, in counts and file names; nothing in it could name a child.

Whoever shows it brings the layout.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from lanthorn.intake.walking import NotUsed


class Change(StrEnum):
    """What a file did to its slot."""

    NEW = "new"
    REPLACED = "replaced"
    """It took the place of an earlier version of itself, or of itself as read by an earlier mapping."""
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class FileLine:
    """One file, or one sheet of a workbook, and what became of its rows."""

    file: str
    slot: str
    recognised_as: str
    authority: str
    """Of a care return: the GSS code that the folders or the options say, or "not stated". Else empty."""
    year: str
    """Of a care return: its year, or "not stated". Else empty."""
    encoding: str
    rows: int
    accepted: int
    rejected: int
    noted: int
    """Values of accepted rows that were left out as impossible, or kept as recorded because no code list has them."""
    change: Change
    rows_before: int | None = None
    """The rows of the version it replaced."""
    unread: tuple[str, ...] = ()
    """Headings that nothing is read from."""

    @property
    def change_in_words(self) -> str:
        """The change as a table says it: "replaced (8 rows before)"."""
        return self.change.value if self.rows_before is None else f"{self.change} ({self.rows_before:,} rows before)"


@dataclass(frozen=True)
class Shift:
    """A slot loaded earlier of which other rows stand now, because what they refer to or repeat has changed."""

    slot: str
    accepted_before: int
    accepted: int


@dataclass(frozen=True)
class IntakeReport:
    """The result of one intake."""

    files: tuple[FileLine, ...]
    not_used: tuple[NotUsed, ...]
    version: int
    """The version of the records in force."""
    is_new_version: bool
    """False where the files were in the store already, and nothing was written."""
    ledger: Path
    """The ledger of rejected rows of that version (Parquet). It holds identifying values."""
    notes: Path
    """The notes on values of that version (Parquet). They hold identifying values."""
    shifts: tuple[Shift, ...] = ()
    rejected_by_reason: Mapping[str, int] = field(default_factory=dict)
    """Reason to rejected rows, over all that is loaded, the most frequent first."""

    @property
    def rows(self) -> int:
        """Rows in the files of this run."""
        return sum(line.rows for line in self.files)

    @property
    def accepted(self) -> int:
        """Accepted rows of the files of this run."""
        return sum(line.accepted for line in self.files)

    @property
    def rejected(self) -> int:
        """Rejected rows of the files of this run."""
        return sum(line.rejected for line in self.files)

    @property
    def noted(self) -> int:
        """Noted values in the files of this run."""
        return sum(line.noted for line in self.files)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of `lines`."""
        return ("File", "Encoding", "Rows", "Accepted", "Rejected", "Noted", "Change")

    @property
    def lines(self) -> list[tuple[str | int, ...]]:
        """One row a file, for a table: texts and counts under `headings`.

        The file is named by its slot, which says what it was recognised as, its year and authority, and its name.
        """
        return [
            (
                line.slot,
                line.encoding,
                line.rows,
                line.accepted,
                line.rejected,
                line.noted,
                line.change.value,
            )
            for line in self.files
        ]

    @property
    def lines_by_kind(self) -> list[tuple[str | int, ...]]:
        """One row a kind of file: kind, files, rows, accepted, rejected, noted. Short, however many files there are."""
        kinds: dict[str, list[FileLine]] = {}
        for line in self.files:
            kinds.setdefault(line.recognised_as, []).append(line)
        return [
            (
                kind,
                len(lines),
                sum(line.rows for line in lines),
                sum(line.accepted for line in lines),
                sum(line.rejected for line in lines),
                sum(line.noted for line in lines),
            )
            for kind, lines in sorted(kinds.items())
        ]
