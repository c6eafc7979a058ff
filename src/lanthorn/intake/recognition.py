"""Which kind of file a file is, by its header row and not by its name.

Given a path and the extracts known, gives back what is to be read of it: the file, or some sheets of a workbook.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lanthorn.errors import BadFileError
from lanthorn.intake import csv_reader, workbook
from lanthorn.intake.encodings import find_encoding
from lanthorn.intake.extract import Extract, plain
from lanthorn.intake.ssda903 import NOT_USED
from lanthorn.intake.walking import NotUsed

WORKBOOK = "XLSX"
"""Stands where a text file has its encoding."""

_OTHER_DIVIDERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


@dataclass(frozen=True)
class Recognised:
    """A file, or one sheet of a workbook, whose header row fits an extract."""

    path: Path
    sheet: str
    """The sheet's name; empty for a CSV file."""
    encoding: str
    headings: tuple[str, ...]
    extract: Extract

    @property
    def file(self) -> str:
        """The file as the user knows it, with the sheet where it is one of a workbook."""
        return f"{self.path} [{self.sheet}]" if self.sheet else str(self.path)


def recognise(path: Path, extracts: Sequence[Extract]) -> tuple[list[Recognised], list[NotUsed]]:
    """What is to be read of a file, and what of it is not used.

    Raises BadFileError where the file cannot be read, where it fits no extract (naming the nearest and the headings
    it lacks), fits two alike, or has a heading twice. No message quotes the file's own first row: in a file without
    headings, that row is a person's.
    """
    if not workbook.looks_like_workbook(path):
        encoding = find_encoding(path)
        headings = csv_reader.read_header(path, encoding)
        extract = _extract_of(headings, extracts, str(path))
        if extract is not None:
            return [Recognised(path, "", encoding, tuple(headings), extract)], []
        kind = _known_but_unused(headings)
        if kind:
            return [], [NotUsed(str(path), f"SSDA903 {kind}: nothing is asked of it")]
        raise BadFileError(_fits_nothing(str(path), headings, extracts))
    return _recognise_sheets(path, extracts)


def _recognise_sheets(path: Path, extracts: Sequence[Extract]) -> tuple[list[Recognised], list[NotUsed]]:
    headers = workbook.read_headers(path)
    found, not_used = [], []
    for sheet, headings in headers.items():
        where = f"{path} [{sheet}]"
        extract = _extract_of(headings, extracts, where)
        kind = _known_but_unused(headings)
        if extract is not None:
            found.append(Recognised(path, sheet, WORKBOOK, tuple(headings), extract))
        elif kind:
            not_used.append(NotUsed(where, f"SSDA903 {kind}: nothing is asked of it"))
        else:
            not_used.append(NotUsed(where, "a sheet that fits no kind of file known here"))
    names = [entry.extract.name for entry in found]
    for name in names:
        if names.count(name) > 1:
            sheets = " and ".join(repr(entry.sheet) for entry in found if entry.extract.name == name)
            raise BadFileError(f"{path}: the sheets {sheets} are both {name}. Put their rows into one sheet.")
    if not found and not any(map(_known_but_unused, headers.values())):
        sheet, headings = min(headers.items(), key=lambda entry: _distance(_nearest(entry[1], extracts), entry[1]))
        raise BadFileError(_fits_nothing(f"{path} [{sheet}]", headings, extracts))
    return found, not_used


def _extract_of(headings: Sequence[str], extracts: Sequence[Extract], where: str) -> Extract | None:
    """The extract that a header row fits; of several, the one that reads most of its columns."""
    fitting = [extract for extract in extracts if not extract.missing_from(headings)]
    if not fitting:
        return None
    most = max(len(extract.positions(headings)) for extract in fitting)
    best = [extract for extract in fitting if len(extract.positions(headings)) == most]
    if len(best) > 1:
        raise BadFileError(
            f"{where} could be {' or '.join(extract.name for extract in best)}. Expected it to fit one of them: "
            "map a column in one that the other's files do not have."
        )
    present = [plain(heading) for heading in headings]
    for heading in best[0].columns.values():
        if present.count(plain(heading)) > 1:
            raise BadFileError(
                f"{where} has the heading {heading!r} {present.count(plain(heading))} times. Expected it once: "
                "which of these columns is meant cannot be told."
            )
    return best[0]


def _known_but_unused(headings: Sequence[str]) -> str:
    present = {heading.strip().upper() for heading in headings}
    return next((kind for kind, telling in NOT_USED.items() if telling <= present), "")


def _distance(extract: Extract, headings: Sequence[str]) -> float:
    return len(extract.missing_from(headings)) / len(extract.columns)


def _nearest(headings: Sequence[str], extracts: Sequence[Extract]) -> Extract:
    return min(extracts, key=lambda extract: _distance(extract, headings))


def _fits_nothing(where: str, headings: Sequence[str], extracts: Sequence[Extract]) -> str:
    if len(headings) == 1:
        for divider, words in _OTHER_DIVIDERS.items():
            if divider in headings[0]:
                return f"{where}: the headings seem to be divided by {words}. Expected commas."
    nearest = _nearest(headings, extracts)
    lacking = nearest.missing_from(headings)
    if not nearest.positions(headings):
        known = ", ".join(extract.name for extract in extracts)
        return f"{where}: the first row has no heading of any kind of file known here. Expected one of {known}."
    return (
        f"{where} fits no kind of file known here. Nearest is {nearest.name}, of which it lacks "
        f"the heading{'s' if len(lacking) > 1 else ''} {', '.join(map(repr, lacking))}."
    )
