"""The files of one run, each with its slot and its fingerprints, and what is wrong with those that are none.

All faulty files are found before any is complained of, so that a user mends them in one go.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lanthorn.errors import BadFileError
from lanthorn.evidence import fingerprint_file, fingerprint_text
from lanthorn.intake.extract import Extract
from lanthorn.intake.recognition import Recognised, recognise
from lanthorn.intake.slots import NOT_STATED, PathSays, path_says, slot
from lanthorn.intake.walking import NotUsed
from lanthorn.records import Table

CHECKS_VERSION = 1
"""Raised by one whenever the readers or the checks come to another result for the same file."""


@dataclass(frozen=True)
class Source:
    """One file, or one sheet of a workbook, on its way into the store."""

    recognised: Recognised
    slot: str
    says: PathSays
    sha256: str

    @property
    def extract(self) -> Extract:
        """The kind of file it is."""
        return self.recognised.extract

    @property
    def given(self) -> dict[str, str]:
        """The values that its folders or the options give to its rows, by field."""
        values = {"care_authority": self.says.authority, "return_year": self.says.year}
        return {name: values[name] or NOT_STATED for name in self.extract.from_folders}

    @property
    def part(self) -> str:
        """The fingerprint of what will be made of it: the same bytes read in the same way make the same part."""
        given = [f"{name}={value}" for name, value in sorted(self.given.items())]
        reading = reading_of(self.extract.table)
        return fingerprint_text(reading, self.sha256, self.recognised.sheet, self.extract.fingerprint(), *given)


def reading_of(table: Table) -> str:
    """The fingerprint of how files become rows of that table, apart from the mapping."""
    return fingerprint_text(str(CHECKS_VERSION), repr(table))


def survey(
    paths: Sequence[Path], extracts: Sequence[Extract], defaults: PathSays, tell: Callable[[str], None]
) -> tuple[list[Source], list[NotUsed], list[BadFileError]]:
    """What each file is, in the order of the slots; what of the files is not used; and what is wrong with the rest.

    `defaults` stand where the folders of a care return do not say its authority or year.
    """
    sources: dict[str, Source] = {}
    not_used: list[NotUsed] = []
    faults: list[BadFileError] = []
    tell(f"Looking at {paths[0].name if len(paths) == 1 else f'{len(paths):,} files'}")
    for path in paths:
        try:
            recognised, unused = recognise(path, extracts)
            sha256 = fingerprint_file(path)
        except BadFileError as fault:
            faults.append(fault)
            continue
        except OSError as fault:
            faults.append(BadFileError(f"{path} cannot be opened ({fault.strerror})."))
            continue
        not_used += unused
        for entry in recognised:
            source = _placed(entry, defaults, sha256)
            other = sources.setdefault(source.slot, source)
            if other is source:
                continue
            if other.sha256 == sha256:
                not_used.append(NotUsed(entry.file, f"the same as {other.recognised.file}"))
            else:
                faults.append(_clash(source, other))
    return [sources[name] for name in sorted(sources)], not_used, faults


def _placed(entry: Recognised, defaults: PathSays, sha256: str) -> Source:
    says = path_says(entry.path)
    if entry.extract.from_folders:
        says = replace(says, year=says.year or defaults.year, authority=says.authority or defaults.authority)
    return Source(entry, slot(entry.extract.name, says, entry.path.name), says, sha256)


def _clash(source: Source, other: Source) -> BadFileError:
    return BadFileError(
        f"{source.recognised.file} and {other.recognised.file} are both {source.slot}, and differ. Expected one file: "
        "give them different names, or put each into a folder named after its year (2014-15) or authority."
    )


def together(faults: Sequence[BadFileError]) -> BadFileError:
    """One error that names every faulty file."""
    if len(faults) == 1:
        return BadFileError(f"{faults[0]} Nothing has been taken in.")
    listed = "\n".join(f"- {fault}" for fault in faults)
    return BadFileError(f"{len(faults)} files cannot be taken in, so nothing has been:\n{listed}")
