"""A synthetic London in one call: people, then events, then what each agency recorded, then the truth beside it.

Given a folder, a seed, a scale and financial years, writes the agencies' files and the truth, and says where.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from lanthorn import __version__
from lanthorn.errors import LanthornError
from lanthorn.records import CASEWORK
from lanthorn.synthetic import truth
from lanthorn.synthetic.care import Episodes, Stays, episodes_of, stays_of
from lanthorn.synthetic.care_records import Returns, care_record_ids, returns_of, year_returns
from lanthorn.synthetic.casework import Casework, Seen, casework_of
from lanthorn.synthetic.chance import Ints
from lanthorn.synthetic.clock import Window, as_day, window_of
from lanthorn.synthetic.exploitation import Offences, offences_of
from lanthorn.synthetic.households import NONE, People, people_of
from lanthorn.synthetic.missing import Spells, spells_of
from lanthorn.synthetic.places import places
from lanthorn.synthetic.police_records import Extract, missing_extract, offence_extract, person_extract, rows_of_year
from lanthorn.synthetic.population import known_children
from lanthorn.synthetic.reports import share_reports
from lanthorn.synthetic.suspects import suspects_of, witnesses_of
from lanthorn.synthetic.writing import UTF_8, UTF_8_WITH_MARK, WINDOWS_1252, write_csv

QUOTED = ("cse_offences.csv", "cse_persons.csv")
"""Files of the crime system, which puts every value in quotation marks."""

ENCODINGS = {
    "cse_offences.csv": UTF_8,
    "cse_persons.csv": WINDOWS_1252,
    "missing_reports.csv": UTF_8_WITH_MARK,
    "header.csv": UTF_8,
    "episodes.csv": UTF_8,
    "missing.csv": UTF_8,
    **{f"{table.name}.csv": UTF_8 for table in CASEWORK},
}


@dataclass(frozen=True)
class Generated:
    """What was written: the agencies' files, the folder of the truth, and how many of each thing there are."""

    out: Path
    files: tuple[Path, ...]
    truth: Path
    counts: dict[str, int]


@dataclass
class _London:
    """The true people and events of the window."""

    window: Window
    people: People
    stays: Stays
    episodes: Episodes
    offences: Offences
    spells: Spells


def generate(
    out: Path,
    *,
    seed: int = 1,
    scale: float = 1.0,
    years: Sequence[str] = ("2013-14", "2014-15"),
    progress: Callable[[str], None] | None = None,
) -> Generated:
    """Write a synthetic London below `out`: ``agencies/`` for the profile, ``truth/`` for evaluation alone.

    `scale` multiplies the population; the same seed, scale and years give the same bytes. `progress` is told what
    is being done. What an earlier run wrote there is replaced. Raises LanthornError for a scale that is not above
    zero, for years that are not financial years, and for a folder with agencies' files that no earlier run wrote.
    """
    if not scale > 0:
        raise LanthornError(f"The scale is {scale}: expected a number above zero, 1 for the whole of London.")
    say = progress or (lambda _: None)
    window = window_of(years)
    out = Path(out)
    truth_folder = _fresh(out)
    labels = [period.label for period in window.years]
    truth.write_parameters(
        truth_folder, {"seed": seed, "scale": scale, "years": labels, "version": __version__, "encodings": ENCODINGS}
    )

    say("Drawing children, families, lives and events")
    london = _people_and_events(seed, window, scale)
    say("Writing what police recorded")
    offence_rows, reference = offence_extract(seed, london.offences)
    suspects = suspects_of(seed, london.people.known, london.offences)
    person_rows = person_extract(
        seed,
        london.people,
        london.stays,
        london.episodes,
        london.offences,
        reference,
        suspects,
        witnesses_of(seed, london.offences),
    )
    missing_rows = missing_extract(seed, london.people, london.spells)
    kinds = {"cse_offences": offence_rows, "cse_persons": person_rows, "missing_reports": missing_rows}
    files, rows = _write_police(out, window, kinds)
    say("Writing what children's social care recorded")
    returns = returns_of(seed, london.people, london.stays, london.episodes, london.spells)
    care_files, looked_after = _write_returns(out, window, returns)
    of_crimes = _about_children(person_rows, rows["cse_persons"])
    of_missing = _about_children(missing_rows, rows["missing_reports"])
    of_care = (care_record_ids(returns, looked_after), looked_after)
    say("Writing what the partnership's casework recorded")
    seen = _seen(london, person_rows, missing_rows, rows, of_care)
    casework = casework_of(
        seed, window, scale, london.people, london.offences, london.spells, suspects, seen
    )  # fmt: skip
    casework_files = _write_casework(out, casework)
    say("Writing the truth beside it")
    records = [of_crimes, of_missing, of_care]
    known = truth.write_record_child(truth_folder, records)
    truth.write_persons(truth_folder, london.people, known)
    truth.write_events(truth_folder, london.people, london.offences, london.spells, london.stays)
    truth.write_cases(truth_folder, casework.reference, casework.child, casework.severity)
    counts = {
        "flagged offences": len(rows["cse_offences"]),
        "persons in them": len(rows["cse_persons"]),
        "missing reports": len(rows["missing_reports"]),
        "children looked after": len(looked_after),
        "children known to an agency": len(known),
        "cases of the partnership": len(casework.child),
    }
    return Generated(out, (*files, *care_files, *casework_files), truth_folder, counts)


def _fresh(out: Path) -> Path:
    """Make room for a run: take away what an earlier run wrote, and only that; gives back the folder of the truth."""
    truth_folder, agencies = out / "truth", out / "agencies"
    if (agencies.exists() or truth_folder.exists()) and not truth.is_of_a_run(truth_folder):
        raise LanthornError(
            f"{out} holds a folder named agencies or truth that no earlier run of this generator wrote: "
            "expected an empty folder or an earlier synthetic London. Give another folder."
        )
    shutil.rmtree(agencies, ignore_errors=True)
    shutil.rmtree(truth_folder, ignore_errors=True)
    truth_folder.mkdir(parents=True)
    return truth_folder


def _people_and_events(seed: int, window: Window, scale: float) -> _London:
    known = known_children(seed, window, scale)
    partner = share_reports(seed, known)
    people = people_of(seed, known)
    stays = stays_of(seed, window, known, people.twin_of)
    episodes = episodes_of(seed, window, scale, people, stays)
    offences = offences_of(seed, window, known, partner)
    spells = spells_of(seed, window, people, stays, episodes)
    return _London(window, people, stays, episodes, offences, spells)


def _write_police(out: Path, window: Window, kinds: dict[str, Extract]) -> tuple[list[Path], dict[str, Ints]]:
    """Write each kind of file per year; gives back the paths and the numbers of the rows written of each kind."""
    files = []
    written: dict[str, list[Ints]] = {kind: [] for kind in kinds}
    for period in window.years:
        for kind, extract in kinds.items():
            columns, rows = rows_of_year(extract, as_day(period.start), as_day(period.end))
            name = f"{kind}.csv"
            path = out / "agencies" / "police" / period.label / name
            files.append(write_csv(path, columns, encoding=ENCODINGS[name], quoted=name in QUOTED))
            written[kind].append(rows)
    return files, {kind: np.concatenate(rows) for kind, rows in written.items()}


def _about_children(extract: Extract, rows: Ints) -> tuple[Any, Ints]:
    """Record ids and children of those rows that are about a child."""
    about = rows[extract.child[rows] != NONE]
    return extract.record_ids.take(pa.array(about)), extract.child[about]


def _write_returns(out: Path, window: Window, returns: Returns) -> tuple[list[Path], Ints]:
    """Write every authority's return of every year; gives back the paths and the children in any of them."""
    files, children = [], []
    for period in window.years:
        made = year_returns(returns, as_day(period.start), as_day(period.end))
        for code, one in zip(places().codes[: places().in_london], made, strict=True):
            folder = out / "agencies" / "social_care" / period.label / code
            parts = {"header.csv": one.header, "episodes.csv": one.episodes, "missing.csv": one.missing}
            files += [write_csv(folder / name, columns, encoding=ENCODINGS[name]) for name, columns in parts.items()]
            children.append(one.child)
    return files, np.unique(np.concatenate(children))


def _seen(london: _London, persons: Extract, missing: Extract, rows: dict[str, Ints], care: tuple[Any, Ints]) -> Seen:
    """The agencies' records about children, with their days; a return's child from the first day looked after."""
    kinds = ((persons, rows["cse_persons"]), (missing, rows["missing_reports"]))
    child, day, ids = [], [], []
    for extract, written in kinds:
        about = written[(extract.child[written] != NONE) & np.asarray(extract.record_ids.is_valid())[written]]
        child.append(extract.child[about])
        day.append(extract.reported[about])
        ids.append(extract.record_ids.take(pa.array(about)))
    care_ids, looked_after = care
    of_police = sum(map(len, child))
    every_child = np.concatenate([*child, looked_after])
    return Seen(
        child=every_child,
        day=np.concatenate([*day, london.stays.start[looked_after]]),
        record_id=pa.chunked_array([*ids, care_ids], pa.string()).combine_chunks(),
        of_police=np.arange(len(every_child)) < of_police,
    )


def _write_casework(out: Path, casework: Casework) -> list[Path]:
    """Write the casework's export: one file a table, as it stands on the window's last day."""
    folder = out / "agencies" / "casework"
    return [write_csv(folder / f"{name}.csv", columns) for name, columns in casework.tables.items()]
