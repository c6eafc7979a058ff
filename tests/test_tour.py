"""The tour of the tutorial: its pictures are there and small, and its commands and made-up people exist."""

import re
import tomllib
from pathlib import Path

import typer

import lanthorn
from lanthorn.cli.app import app

DOCS = Path(__file__).parents[1] / "docs"
TOUR = (DOCS / "tutorial" / "first-ten-minutes.md").read_text(encoding="utf-8")
PEOPLE = Path(lanthorn.__file__).parent / "casework" / "demonstration" / "data" / "people.toml"
LARGEST = 120_000
"""Bytes of a picture: nine of them come with every clone."""


def test_every_picture_of_the_tour_is_there_and_small_and_none_lies_about():
    shown = set(re.findall(r"!\[[^\]]+\]\(\.\./images/(tour-[^)]+)\)", TOUR))
    assert len(shown) >= 8
    assert shown == {path.name for path in (DOCS / "images").glob("tour-*.png")}
    assert all((DOCS / "images" / name).stat().st_size < LARGEST for name in shown)


def test_every_command_of_the_tour_is_one():
    known = typer.main.get_command(app).commands
    used = re.findall(r"^\s*lanthorn (\S+)", TOUR, re.MULTILINE)
    assert len(used) >= 2
    assert set(used) <= set(known)


def test_whoever_the_tour_asks_you_to_be_can_sign_in_to_the_demonstration():
    people = {row["name"] for row in tomllib.loads(PEOPLE.read_text(encoding="utf-8"))["user"]}
    named = re.findall(r"(?:You are|come back as) \*\*([^*]+)\*\*", TOUR)
    assert len(named) == 4
    assert set(named) <= people


def test_the_tour_shows_an_analyst_a_social_worker_a_chair_and_the_oversight_body():
    headings = re.findall(r"^## (.+)$", TOUR, re.MULTILINE)
    assert headings[:4] == ["The analyst", "The social worker", "The chair of the panel", "The oversight body"]
