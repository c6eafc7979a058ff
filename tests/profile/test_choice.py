"""A profile.toml chooses pages, their order, names, marking, logo and threshold; it changes no figure."""

import base64
import io
from pathlib import Path

import pikepdf
import pptx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from lanthorn.cli.app import app
from lanthorn.errors import BadDefinitionError, BadFileError
from lanthorn.profile.choice import Choice, chosen, read_choice
from lanthorn.profile.formats import rendered
from lanthorn.vocabulary import parse_period
from tests.profile.sample_briefing import sample_briefing

BRIEFING = sample_briefing()
IDS = [page.id for page in BRIEFING.pages]
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def choice_of(folder: Path, text: str) -> Choice:
    path = folder / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return read_choice(path)


def test_pages_stand_in_the_order_asked_for_with_their_key_figures(tmp_path: Path):
    made = chosen(BRIEFING, choice_of(tmp_path, 'pages = ["victim.age_sex", "definition"]'))
    assert [page.id for page in made.pages] == ["victim.age_sex", "definition"]
    assert [headline.figure for headline in made.headlines] == ["9 in 10"]


def test_pages_can_be_left_out(tmp_path: Path):
    made = chosen(BRIEFING, choice_of(tmp_path, 'leave_out = ["response.aims"]'))
    assert [page.id for page in made.pages] == IDS[:-1]


def test_names_marking_and_threshold_are_taken(tmp_path: Path):
    text = 'title = "Our profile"\narea = "Newham"\nmarking = "OFFICIAL"\nthreshold = 10'
    choice = choice_of(tmp_path, text)
    made = chosen(BRIEFING, choice)
    assert (made.title, made.area, made.marking, choice.threshold) == ("Our profile", "Newham", "OFFICIAL", 10)


def test_an_empty_file_chooses_the_whole_briefing(tmp_path: Path):
    assert chosen(BRIEFING, choice_of(tmp_path, "")) == BRIEFING


@given(st.lists(st.sampled_from(IDS), unique=True, min_size=1))
def test_no_page_is_changed_by_choosing(names: list[str]):
    made = chosen(BRIEFING, Choice(pages=tuple(names)))
    assert all(page in BRIEFING.pages for page in made.pages)
    assert set(made.headlines) <= set(BRIEFING.headlines)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('page = ["definition"]', "found the keys page, expected only title, area"),
        ('pages = "definition"', "pages is 'definition', expected a list of page ids"),
        ('pages = ["definition", "definition"]', "definition more than once"),
        ('pages = ["definition"]\nleave_out = ["flows"]', "expected one of them"),
        ("threshold = 0", "threshold is 0, expected a whole number of 1 or more"),
        ("threshold = true", "threshold is True"),
        ('threshold = "5"', "threshold is '5'"),
        ("title = 7", "title is 7, expected a text"),
        ('logo = "logo.png"', "no logo_words"),
        ('compare = "last year"', "compare: 'last year' is not a period"),
        ("authority = 7", "authority is 7, expected a text"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_was_expected(tmp_path: Path, text: str, words: str):
    with pytest.raises(BadDefinitionError, match=r"profile\.toml") as caught:
        choice_of(tmp_path, text)
    assert words in str(caught.value)


def test_the_period_to_compare_with_and_the_authority_are_read(tmp_path: Path):
    assert choice_of(tmp_path, 'compare = "2013-14"').compare == parse_period("2013-14")
    assert choice_of(tmp_path, 'authority = "Newham"').authority == "Newham"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--compare", "2013-14", "--each-authority"], "expected one of them"),
        (["--authority", "Camelot"], "'Camelot' is no authority"),
        (["--compare", "last year"], "'last year' is not a period"),
    ],
)
def test_what_the_command_cannot_do_it_refuses_before_it_opens_anything(tmp_path: Path, options: list[str], words: str):
    out = tmp_path / "out"
    ran = CliRunner().invoke(
        app, ["profile", "--store", str(tmp_path / "none"), "--period", "2014-15", "--out", str(out), *options]
    )
    assert ran.exit_code != 0
    assert words in " ".join((ran.output + str(ran.exception)).split())
    assert not out.exists()


def test_a_page_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path):
    with pytest.raises(BadDefinitionError, match=r"found volume; the briefing has definition, volume\.category"):
        chosen(BRIEFING, choice_of(tmp_path, 'pages = ["volume"]'))


@pytest.mark.parametrize("content", [b"GIF89a", b"<svg onload='alert(1)'/>", b"", PNG + b"0" * 500_000])
def test_a_logo_that_is_no_small_picture_is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "logo.png").write_bytes(content)
    with pytest.raises(BadFileError, match="no PNG or JPEG of at most 500 kB"):
        choice_of(tmp_path, 'logo = "logo.png"\nlogo_words = "Newham Council"')


def test_files_that_cannot_be_read_are_refused_by_name(tmp_path: Path):
    with pytest.raises(BadFileError, match=r"none\.toml cannot be read"):
        read_choice(tmp_path / "none.toml")
    with pytest.raises(BadFileError, match=r"profile\.toml is not TOML"):
        choice_of(tmp_path, "pages = [")
    with pytest.raises(BadFileError, match=r"none\.png cannot be read"):
        choice_of(tmp_path, 'logo = "none.png"\nlogo_words = "Newham Council"')


def test_the_logo_stands_on_the_first_page_with_its_words(tmp_path: Path):
    (tmp_path / "logo.png").write_bytes(PNG)
    text = 'logo = "logo.png"\nlogo_words = "Newham Council"\npages = ["definition"]'
    made = chosen(BRIEFING, choice_of(tmp_path, text))
    html = rendered(made, "html").decode()
    assert (
        f'<img class="logo" src="data:image/png;base64,{base64.b64encode(PNG).decode()}" alt="Newham Council">' in html
    )
    assert "img-src data:" in html
    with pikepdf.open(io.BytesIO(rendered(made, "pdf"))) as paper:
        told = [str(each.Alt) for each in paper.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert "Newham Council" in told
    first = pptx.Presentation(io.BytesIO(rendered(made, "pptx"))).slides[0]
    described = [shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in first.shapes]
    assert "Newham Council" in described
