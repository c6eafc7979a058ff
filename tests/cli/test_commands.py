"""The commands as a user meets them: what they print, where, and with which exit status."""

import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer

from lanthorn.cli import app as command_line
from lanthorn.cli.app import app, main
from lanthorn.evidence import Layer, Store

LONGEST_BREAK = 5
"""Days from a working day to the next one at the most: over Christmas or Easter."""
GROUP = typer.main.get_command(app)
COMMANDS = sorted(GROUP.commands)


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: object) -> tuple[int, str, str]:
    """Run `lanthorn WORDS…`: the exit status, what it printed, and what it said beside."""
    monkeypatch.setattr(sys, "argv", ["lanthorn", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


@pytest.fixture
def lanthorn(capsys, monkeypatch):
    return lambda *words: run(capsys, monkeypatch, *words)


def _leaves(command: Any, name: str) -> list[tuple[str, Any]]:
    if hasattr(command, "commands"):
        return [leaf for child, entry in command.commands.items() for leaf in _leaves(entry, f"{name} {child}")]
    return [(name, command)]


@pytest.mark.parametrize(("name", "command"), _leaves(GROUP, "lanthorn"))
def test_every_command_explains_itself_with_an_example(name: str, command: Any):
    assert f"Example: {name}" in (command.help or "")
    assert all(getattr(entry, "help", None) for entry in command.params)


def test_several_years_are_drawn_as_the_example_writes_them(lanthorn, tmp_path: Path):
    words = ("synth", "--out", tmp_path, "--scale", "0.01", "--years", "2014-15", "2015-16")
    assert lanthorn(*words)[0] == 0
    assert {path.name for path in (tmp_path / "agencies" / "police").iterdir()} == {"2014-15", "2015-16"}
    assert lanthorn("synth", "2014-15", "--out", tmp_path)[0] == 2


def test_a_store_that_is_not_there_is_one_message_and_status_1(lanthorn, tmp_path: Path):
    status, out, err = lanthorn("profile", "--store", tmp_path / "none", "--period", "2014-15", "--out", tmp_path)
    assert status == 1
    assert "is not a Lanthorn store" in err
    assert "Traceback" not in out + err


def test_a_period_that_is_none_says_what_was_expected(lanthorn, tmp_path: Path):
    Store.open(tmp_path / "store", create=True)
    status, _, err = lanthorn("profile", "--store", tmp_path / "store", "--period", "2014", "--out", tmp_path / "out")
    assert status == 1
    assert "expected a financial year such as 2014-15" in err


def test_a_bad_file_is_named_and_nothing_is_taken_in(lanthorn, tmp_path: Path):
    bad = tmp_path / "export.csv"
    bad.write_text("Nothing,Known\n1,2\n", encoding="utf-8")
    status, _, err = lanthorn("intake", bad, "--store", tmp_path / "store")
    assert status == 1
    assert "export.csv" in err
    assert Store.open(tmp_path / "store", create=True).current(Layer.RECORDS) is None


def test_a_fault_of_the_program_shows_its_place_and_no_value(lanthorn, tmp_path: Path, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise ValueError("could not convert 'Amy Example 1999-05-02'")

    monkeypatch.setattr("lanthorn.cli.synth.generate", fails)
    status, out, err = lanthorn("synth", "--out", tmp_path / "london")
    assert status == 70
    assert "ValueError in test_commands.py" in err
    assert "Amy" not in out + err


def test_with_the_trace_asked_for_the_fault_is_shown_whole(tmp_path: Path, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise ValueError("the whole message")

    monkeypatch.setattr("lanthorn.cli.synth.generate", fails)
    monkeypatch.setattr(sys, "argv", ["lanthorn", "synth", "--out", str(tmp_path)])
    monkeypatch.setenv(command_line.TRACE, "1")
    with pytest.raises(ValueError, match="the whole message"):
        main()


def _meeting_of_tomorrow(database: Path) -> bool:
    """Whether the agenda of a meeting on the next working day is released."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute('SELECT "on" FROM panels_meeting WHERE released_at IS NOT NULL').fetchall()
    days = [date.fromisoformat(row[0]) for row in rows]
    return any(0 < (day - date.today()).days <= LONGEST_BREAK for day in days)


@pytest.mark.slow
def test_the_demonstration_goes_the_whole_way(lanthorn, tmp_path: Path):
    status, out, _ = lanthorn("demo", "--out", tmp_path, "--scale", "0.1", "--seed", "3")
    assert status == 0
    assert "What the briefing of June 2015 said" in out
    page = tmp_path / "briefing" / "profile.html"
    assert str(page) in out.replace("\n", "")
    assert "Synthetic data" in page.read_text(encoding="utf-8")
    assert lanthorn("attack", tmp_path / "briefing" / "publication")[0] == 0
    assert "Children to consider, by reason" in out
    assert (tmp_path / "to-consider" / "children.csv").is_file()
    assert _meeting_of_tomorrow(tmp_path / "casework" / "casework.sqlite3")
    assert f"lanthorn serve --folder {tmp_path / 'casework'}" in out.replace("\n", " ")
    status, out, _ = lanthorn("explain", "missing.history", "--store", tmp_path / "store")
    assert status == 0
    assert "Denominator" in out
    assert "SHA-256" in out


@pytest.mark.slow
def test_the_demonstration_can_be_run_again_in_the_same_folder(lanthorn, tmp_path: Path):
    words = ("demo", "--out", tmp_path, "--scale", "0.05")
    assert lanthorn(*words)[0] == 0
    assert lanthorn(*words)[0] == 0
