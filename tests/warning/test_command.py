"""`lanthorn warn` on a small synthetic London: what is shown on the screen and in the file is protected."""

import csv

import pytest
from typer import Typer
from typer.testing import CliRunner

from lanthorn.cli.warn import warn
from lanthorn.evidence import Store
from lanthorn.intake import take_in
from lanthorn.synthetic import generate


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    made = generate(tmp_path_factory.mktemp("london") / "london", seed=5, scale=0.03)
    opened = Store.open(tmp_path_factory.mktemp("store") / "store", create=True)
    take_in([file for file in made.files if "police" in file.parts], opened)
    return opened


def _run(*arguments: object):
    app = Typer(pretty_exceptions_enable=False)
    app.command()(warn)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def _recorded(file) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as source:
        return [row["Recorded"] for row in csv.DictReader(source) if row["Local authority"]]


def test_small_counts_do_not_leave_unless_it_is_asked_for_by_name(store, tmp_path):
    result = _run("--store", store.folder, "--as-of", "2015-03-31", "--out", tmp_path / "warnings.csv")
    assert result.exit_code == 0, result.output
    counts = _recorded(tmp_path / "warnings.csv")
    assert len(counts) == 66
    assert "c" in counts
    assert not {"1", "2", "3", "4"} & set(counts)
    _run("--store", store.folder, "--as-of", "2015-03-31", "--out", tmp_path / "own.csv", "--unprotected")
    assert {"1", "2", "3", "4"} & set(_recorded(tmp_path / "own.csv"))


def test_what_cannot_be_warned_of_is_said_with_the_reason(store):
    result = _run("--store", store.folder, "--as-of", "2015-03-31")
    assert "No early warning on flagged offences for March 2015" in result.output
    assert "flags for child sexual exploitation exist only since October 2013" in result.output
