"""`lanthorn protect` and `lanthorn attack`: what they print, and that nothing that discloses is written."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from lanthorn.cli import attack as attack_file
from lanthorn.cli import protect as protect_file
from lanthorn.disclosure import read_publication
from lanthorn.errors import BadFileError

app = typer.Typer()
app.command("attack")(attack_file.attack)
app.command("protect")(protect_file.protect)

DESCRIPTION = """
title = "Children by place"
[protect]
singletons = false
[[tables]]
file = "places.csv"
dimensions = ["place"]
counts = { children = "children" }
[[facts]]
says = "a is below four"
range = { of = { count = "children", place = "a" }, to = 3 }
"""
TABLE = "place,children\na,3\nb,8\nc,30\ntotal,41\n"


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "true").mkdir()
    (tmp_path / "true" / "publication.toml").write_text(DESCRIPTION)
    (tmp_path / "true" / "places.csv").write_text(TABLE)
    return tmp_path / "true"


def run(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_protect_writes_what_withstands_an_attack_and_says_what_it_left_out(folder, tmp_path):
    result = run("protect", folder, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "Left out: a is below four" in result.output
    assert (tmp_path / "out" / "places.csv").read_text() == "place,children\na,[c]\nb,[c]\nc,30\ntotal,41\n"
    assert "protect" not in (tmp_path / "out" / "publication.toml").read_text()
    assert run("attack", tmp_path / "out").exit_code == 0


def test_attack_names_the_cell_and_what_gives_it_away_but_not_the_count(folder, tmp_path):
    (folder / "places.csv").write_text("place,children\na,[c]\nb,17\nc,30\ntotal,50\n")
    (folder / "publication.toml").write_text(DESCRIPTION.split("[[facts]]")[0])
    result = run("attack", folder)
    assert result.exit_code == 1
    assert "1 counts hidden or rounded: 0 protected, 1 disclosed (1 exactly, 0 nearly), 0 undecided." in result.output
    assert "Disclosed exactly: table places, place a, children." in result.output
    assert "place b, children: shown as 17" in result.output
    assert " 3" not in result.output.replace("shown as 30", "")


def test_attack_says_all_of_it_to_machines(folder, tmp_path):
    (folder / "places.csv").write_text("place,children\na,[c]\nb,[c]\nc,30\ntotal,41\n")
    (folder / "publication.toml").write_text(DESCRIPTION.split("[[facts]]")[0])
    result = CliRunner().invoke(app, ["attack", str(folder), "--json"])
    found = json.loads(result.stdout)
    assert found["passes"] is True
    assert found["findings"][0]["cells"] == [{"table": "places", "row": "place a", "column": "children"}]
    assert (found["findings"][0]["least"], found["findings"][0]["greatest"]) == (0, 11)


def test_two_publications_are_attacked_together(folder, tmp_path):
    run("protect", folder, "--out", tmp_path / "one")
    (folder / "places.csv").write_text("place,children\nb,8\n")
    (folder / "publication.toml").write_text(DESCRIPTION.split("[[facts]]")[0])
    assert run("attack", tmp_path / "one").exit_code == 0
    assert run("attack", tmp_path / "one", folder).exit_code == 1


def test_what_cannot_be_protected_is_not_written(folder, tmp_path):
    (folder / "places.csv").write_text("place,children\na,1\ntotal,1\n")
    (folder / "publication.toml").write_text(
        'title = "t"\n[protect]\nmethod = "rounding"\nbase = 2\n' + DESCRIPTION.split("singletons = false")[1]
    )
    result = run("protect", folder, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()


def test_a_wrong_description_is_one_message(folder, tmp_path):
    (folder / "places.csv").write_text(TABLE.replace("30", "thirty"))
    result = run("protect", folder, "--out", tmp_path / "out")
    assert isinstance(result.exception, BadFileError)
    assert str(result.exception).startswith("table places.csv, row 4, column children: found 'thirty'")
    assert not (tmp_path / "out").exists()


def test_an_option_that_means_nothing_is_an_error(folder, tmp_path):
    (folder / "publication.toml").write_text(DESCRIPTION.replace("singletons", "singeltons"))
    result = run("protect", folder, "--out", tmp_path / "out")
    assert "[protect]: found 'singeltons'" in str(result.exception)


def test_a_folder_that_holds_something_is_not_written_into(folder, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    assert run("protect", folder, "--out", tmp_path / "out").exit_code == 1
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_what_is_written_reads_back_as_a_publication(folder, tmp_path):
    run("protect", folder, "--out", tmp_path / "out")
    assert read_publication(tmp_path / "out").method == "suppression"
