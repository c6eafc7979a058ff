"""Sessions beside recorded need: which authority has none, what is hidden stays hidden, and what is no publication."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from lanthorn.casework.areas import authority_code
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.prevention.coverage import coverage_of
from lanthorn.casework.prevention.models import PreventionSession, RecordedNeed
from lanthorn.casework.prevention.need import read_need
from lanthorn.errors import BadFileError
from lanthorn.vocabulary import authorities

As = Callable[..., Client]
NEWHAM, BEXLEY, CAMDEN = "E09000025", "E09000004", "E09000007"
TODAY = date(2026, 11, 25)


def publish(folder: Path, **changed: str) -> Path:
    """A publication as the profile writes it: every authority with 12 of each, but those changed in `NEWHAM=[c]`."""
    names = {
        "place.offence-by-offence_authority": "offence_authority",
        "rate.children-by-home_authority": "home_authority",
        "missing.reports-by-authority": "authority",
        "missing.children-by-authority": "authority",
    }
    for name, column in names.items():
        rows = [f"{one.code},{changed.get(one.code, '12')}" for one in authorities()]
        text = "\n".join([f"{column},count", *rows, "unknown,4", "total,[c]"])
        (folder / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
    (folder / "publication.toml").write_text('title = "London, 1 April 2014 to 31 March 2015"\n', encoding="utf-8")
    return folder


def a_session(authority: str, day: date = date(2026, 2, 3), **changed: Any) -> PreventionSession:
    told: dict[str, Any] = {"audience": "children", "setting": "school", "reach": 30}
    return PreventionSession(authority=authority, held_on=day, **(told | changed))


def need_of(folder: Path) -> RecordedNeed:
    read = read_need(folder)
    return RecordedNeed(title=read.title, rows=read.rows)


def test_an_authority_with_recorded_need_and_no_session_stands_first(tmp_path: Path) -> None:
    need = need_of(publish(tmp_path, **{NEWHAM: "200", BEXLEY: "90"}))
    found = coverage_of(need, [a_session("Newham council"), a_session("Bexley", date(2025, 11, 25))], TODAY)
    assert found.places[0].label == "Bexley", "its session was a year and a day ago"
    assert found.places[-1].label == "Newham"
    assert (found.places[-1].sessions, found.places[-1].reach) == (1, 30)
    assert "Parents and carers" in found.places[-1].not_reached
    assert len(found.without) == len(authorities()) - 1


def test_a_count_that_the_publication_hides_stays_hidden_and_so_does_its_rate(tmp_path: Path) -> None:
    found = coverage_of(need_of(publish(tmp_path, **{CAMDEN: "[c]"})), [], TODAY)
    camden = next(one for one in found.places if one.label == "Camden")
    assert (camden.offences, camden.rate, camden.missing, camden.missing_children) == ("c", "c", "c", "c")
    assert found.places[-1] == camden, "where it stands tells nothing of the count"


def test_children_reported_missing_stand_beside_reports_and_not_in_their_place(tmp_path: Path) -> None:
    publish(tmp_path)
    children = [f"{one.code},{'7' if one.code == CAMDEN else '5'}" for one in authorities()]
    text = "\n".join(["authority,count", *children])
    (tmp_path / "missing.children-by-authority.csv").write_text(text + "\n", encoding="utf-8")
    need = need_of(tmp_path)
    camden = next(one for one in coverage_of(need, [], TODAY).places if one.code == CAMDEN)
    assert (camden.missing, camden.missing_children) == ("12", "7")
    for row in need.rows.values():
        del row["missing_children"]
    assert {one.missing_children for one in coverage_of(need, [], TODAY).places} == {"–"}, "never said to be nought"


def test_a_session_for_another_body_is_counted_apart(tmp_path: Path) -> None:
    found = coverage_of(need_of(publish(tmp_path)), [a_session("Three Rivers Housing Trust")], TODAY)
    assert (found.elsewhere, len(found.without)) == (1, len(authorities()))
    assert found.by_audience[0] == ("Children and young people", ((1, 30), (0, 0), (0, 0), (0, 0), (0, 0)))


@pytest.mark.parametrize(
    ("written", "code"),
    [("Riverside council", "E09000099"), ("London Borough of Newham", NEWHAM), ("A school", ""), (NEWHAM, NEWHAM)],
)
def test_an_authority_is_known_however_it_was_written(written: str, code: str) -> None:
    assert authority_code(written) == code


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("publication.toml", "title = 7", "expected a title"),
        ("publication.toml", "nothing", "expected the account"),
        ("missing.reports-by-authority.csv", "a,b\n1,2\n", "expected the columns authority and count"),
        ("missing.reports-by-authority.csv", f"authority,count\n{NEWHAM},many\n", "row 1 below the headings"),
        ("missing.reports-by-authority.csv", f"authority,count\n{NEWHAM},3\n", "no row for E09000001"),
    ],
)
def test_what_is_no_publication_is_refused_with_the_file_and_the_row(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    (publish(tmp_path) / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadFileError, match=said) as refused:
        read_need(tmp_path)
    assert name in str(refused.value)


def test_the_command_takes_it_in_and_the_page_shows_it_to_practitioners(
    world: Loaded, as_user: As, tmp_path: Path
) -> None:
    call_command("take_need", str(publish(tmp_path)), by=world.users["worker"].email)
    page = as_user("nurse").get("/prevention/coverage").content.decode()
    assert "London, 1 April 2014 to 31 March 2015" in page
    assert "No session was held for: Barking and Dagenham" in page
    assert as_user("administrator").get("/prevention/coverage").status_code == 403
    with pytest.raises(CommandError, match="may take it in"):
        call_command("take_need", str(tmp_path), by=world.users["administrator"].email)
    (tmp_path / "publication.toml").unlink()
    with pytest.raises(CommandError, match="no such file"):
        call_command("take_need", str(tmp_path), by=world.users["worker"].email)
    assert RecordedNeed._base_manager.count() == 1
