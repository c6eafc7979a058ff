"""Loading again, correcting a file, and dying half way: what stands in the store is always a whole version."""

import multiprocessing
import os
import shutil
import signal
from datetime import date

import pytest

from lanthorn.errors import StoreError
from lanthorn.evidence import Layer, Store
from lanthorn.intake import Change, parts
from tests.intake.files import TODAY, rows_of, tables, take, write

FIRST = "Crime Ref | Date Reported\nA1 | 01/05/2014\nA2 | never"
CORRECTED = "Crime Ref | Date Reported\nA1 | 01/05/2014\nA2 | 02/05/2014\nA3 | 03/05/2014"


def test_the_same_file_again_changes_nothing_and_is_said_to(store, tmp_path):
    file = write(tmp_path / "offences.csv", "police-offences", FIRST)
    first = take(store, file)
    again = take(store, file)
    assert (first.version, first.is_new_version) == (1, True)
    assert (again.version, again.is_new_version) == (1, False)
    assert again.files[0].change is Change.UNCHANGED
    assert (again.rows, again.accepted, again.rejected) == (2, 1, 1)


def test_the_same_file_on_another_day_or_from_another_folder_changes_nothing(store, tmp_path):
    take(store, write(tmp_path / "here" / "offences.csv", "police-offences", FIRST))
    moved = write(tmp_path / "there" / "offences.csv", "police-offences", FIRST)
    assert not take(store, moved, today=date(2020, 1, 1)).is_new_version


def test_a_corrected_file_replaces_its_earlier_version_and_is_said_to(store, tmp_path):
    file = tmp_path / "offences.csv"
    take(store, write(file, "police-offences", FIRST))
    report = take(store, write(file, "police-offences", CORRECTED))
    line = report.files[0]
    assert (line.change, line.rows_before, line.rows) == (Change.REPLACED, 2, 3)
    assert line.change_in_words == "replaced (2 rows before)"
    assert rows_of(store, "offence", "offence_reference") == [("A1",), ("A2",), ("A3",)]
    assert rows_of(store, "reject") == []


def test_another_mapping_reads_the_same_file_anew(store, tmp_path):
    file = write(tmp_path / "offences.csv", "police-offences", FIRST)
    take(store, file)
    mapping = tmp_path / "own.toml"
    mapping.write_text(
        '[[extract]]\nname = "police-offences"\ntable = "offence"\ndates = ["%d/%m/%Y"]\n'
        '[extract.columns]\noffence_reference = "Crime Ref"\nreported_on = "Date Reported"\n',
        encoding="utf-8",
    )
    assert take(store, file, mapping=mapping).files[0].change is Change.REPLACED


def test_files_of_earlier_runs_stay(store, tmp_path):
    take(store, write(tmp_path / "a.csv", "police-offences", "Crime Ref | Date Reported\nA1 | 01/05/2014"))
    report = take(store, write(tmp_path / "b.csv", "police-offences", "Crime Ref | Date Reported\nB1 | 01/05/2014"))
    assert rows_of(store, "offence", "offence_reference") == [("A1",), ("B1",)]
    assert [line.file for line in report.files] == [str(tmp_path / "b.csv")]


def test_what_was_replaced_goes_with_the_version_that_had_it(store, tmp_path):
    file = tmp_path / "offences.csv"
    take(store, write(file, "police-offences", FIRST))
    (first,) = store.parts.iterdir()
    take(store, write(file, "police-offences", CORRECTED))
    assert first in store.parts.iterdir()
    shutil.rmtree(store.version(Layer.RECORDS, 1).folder)
    take(store, write(tmp_path / "more.csv", "police-offences", "Crime Ref | Date Reported\nB1 | 01/05/2014"))
    assert first not in store.parts.iterdir()


def test_after_going_back_to_an_earlier_version_files_can_be_taken_in(store, tmp_path):
    file = tmp_path / "offences.csv"
    take(store, write(file, "police-offences", FIRST))
    take(store, write(file, "police-offences", CORRECTED))
    (store.folder / "records" / "CURRENT").write_text("1\n", encoding="ascii")
    report = take(store, write(tmp_path / "b.csv", "police-offences", "Crime Ref | Date Reported\nB1 | 01/05/2014"))
    assert report.version == 3
    assert rows_of(store, "offence", "offence_reference") == [("B1",), ("A1",)]


def test_the_manifest_says_what_was_read_and_how(store, tmp_path):
    take(store, write(tmp_path / "offences.csv", "police-offences", FIRST))
    manifest = store.need(Layer.RECORDS).manifest
    (entry,) = manifest.inputs
    assert (entry.slot, entry.file) == ("police-offences/offences.csv", "offences.csv")
    assert (entry.rows, entry.accepted, entry.rejected) == (2, 1, 1)
    assert len(entry.sha256) == len(manifest.parameters["mapping"]) == 64
    assert (entry.details["encoding"], entry.details["extract"]) == ("UTF-8", "police-offences")
    assert manifest.rows == {"offence": 1, "reject": 1, "field_note": 0}


def test_a_lost_part_is_an_error_that_says_which_file_to_take_in_again(store, tmp_path):
    lost = write(tmp_path / "a.csv", "police-offences", FIRST)
    take(store, lost)
    for part in store.parts.iterdir():
        part.unlink()
    other = write(tmp_path / "b.csv", "police-offences", "Crime Ref | Date Reported\nB1 | 01/05/2014")
    with pytest.raises(StoreError, match=r"police-offences/a\.csv is gone.*Take a\.csv in again"):
        take(store, other)
    take(store, lost, other)
    assert rows_of(store, "offence", "offence_reference") == [("A1",), ("B1",)]


def _take_and_die(folder, file, stage):
    def die(saying):
        if saying.startswith(stage):
            os.kill(os.getpid(), signal.SIGKILL)

    take(Store.open(folder), file, progress=die)


@pytest.mark.parametrize("stage", ["Looking", "Reading", "Checking", "Putting together", "Writing the ledger"])
def test_a_run_that_dies_leaves_the_last_whole_version(store, tmp_path, stage):
    file = tmp_path / "offences.csv"
    take(store, write(file, "police-offences", FIRST))
    before = tables(store)
    write(file, "police-offences", CORRECTED)
    dying = multiprocessing.get_context("spawn").Process(target=_take_and_die, args=(store.folder, file, stage))
    dying.start()
    dying.join()
    assert dying.exitcode == -signal.SIGKILL
    assert (store.need(Layer.RECORDS).number, tables(store)) == (1, before)
    report = take(store, file)
    assert (report.version, report.accepted) == (2, 3)
    assert {path.suffix for path in store.parts.iterdir()} == {".parquet"}
    assert sorted(path.name for path in (store.folder / "records").iterdir()) == ["0001", "0002", "CURRENT"]


def test_rows_that_do_not_add_up_are_a_fault_of_the_program_and_nothing_is_written(store, tmp_path, monkeypatch):
    whole = parts.checked
    monkeypatch.setattr(parts, "checked", lambda *given: f"SELECT * FROM ({whole(*given)}) WHERE source_row > 2")
    with pytest.raises(RuntimeError, match="2 rows were read and 1 checked"):
        take(store, write(tmp_path / "offences.csv", "police-offences", FIRST), today=TODAY)
    assert store.current(Layer.RECORDS) is None
    assert list(store.parts.iterdir()) == []
