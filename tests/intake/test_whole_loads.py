"""Whole loads: a synthetic London from its folder, and a real return's layout as others made it."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from lanthorn.evidence import Layer, Store
from lanthorn.synthetic import generate
from lanthorn.synthetic.generate import ENCODINGS
from tests.intake.files import rows_of, take

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "ssda903"


def data_rows(path: Path) -> int:
    with path.open(encoding=ENCODINGS.get(path.name, "utf-8"), newline="") as source:
        return sum(1 for row in csv.reader(source) if row) - 1


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return generate(tmp_path_factory.mktemp("london"), seed=3, scale=0.05)


@pytest.fixture(scope="module")
def taken(made, tmp_path_factory):
    store = Store.open(tmp_path_factory.mktemp("loaded") / "store", create=True)
    return store, take(store, made.out / "agencies")


@pytest.mark.slow
class TestASyntheticLondon:
    def test_every_file_and_every_row_of_it_is_accounted_for(self, made, taken):
        _, report = taken
        assert {line.file: line.rows for line in report.files} == {str(path): data_rows(path) for path in made.files}
        assert report.accepted + report.rejected == report.rows == sum(map(data_rows, made.files))
        assert report.not_used == ()

    def test_the_agencies_errors_leave_few_rows_out(self, taken):
        _, report = taken
        assert 0 < report.rejected < 0.005 * report.rows

    def test_every_return_stands_under_its_authority_and_year(self, made, taken):
        store, _ = taken
        returns = {(path.parent.name, path.parent.parent.name) for path in made.files if path.name == "header.csv"}
        found = rows_of(store, "care_child", "DISTINCT care_authority", "return_year")
        assert set(found) <= returns
        assert len(found) >= 0.9 * len(returns)

    def test_loading_it_again_file_by_file_changes_nothing(self, made, taken):
        store, report = taken
        assert not take(store, *made.files).is_new_version
        assert store.need(Layer.RECORDS).number == report.version


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="needs the sample returns in ../shared/samples/ssda903")
class TestSampleReturn:
    """The folder as it is: a return, the beginnings of another whose names bear a year, and their specifications."""

    @pytest.fixture
    def report(self, store):
        return take(store, SAMPLES, today=date(2024, 1, 1))

    def test_the_2675_children_of_the_return_are_there(self, store, report):
        counts = Counter(source for (source,) in rows_of(store, "care_child", "source"))
        assert counts["ssda903-header/header.csv"] == 2_675
        assert {line.slot: line.rejected for line in report.files if line.rejected} == {
            "ssda903-header/SSDA903_2020_header.csv": 3
        }

    def test_children_described_twice_in_the_odd_file_stand_once_and_in_the_ledger(self, store, report):
        assert report.rejected_by_reason == {"repeats an earlier row": 3}
        assert rows_of(store, "reject", "DISTINCT source") == [("ssda903-header/SSDA903_2020_header.csv",)]

    def test_all_episodes_and_absences_refer_to_a_child(self, store, report):
        assert len(rows_of(store, "care_episode")) == data_rows(SAMPLES / "episodes.csv") + 5
        assert len(rows_of(store, "care_absence")) == data_rows(SAMPLES / "missing.csv")

    def test_what_is_not_used_is_named_with_the_reason(self, report):
        reasons = {Path(entry.file).name: entry.reason for entry in report.not_used}
        assert reasons["uasc.csv"] == "SSDA903 uasc: nothing is asked of it"
        assert reasons["SSDA903_schema_2017.yml"] == "neither CSV nor XLSX"
