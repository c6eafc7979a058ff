"""A list is handed in on a page by whoever may, signed in anew: taken in whole, or refused with file, row and field."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lanthorn.casework.access import uploads
from lanthorn.casework.audit.chain import verify
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.considered import handing_in
from lanthorn.casework.considered.models import ConsideredChild, ConsideredList, ConsideredReason
from lanthorn.casework.considered.tests.lists import missing, rows_of, write
from lanthorn.casework.demonstration.loading import Loaded

As = Callable[..., Client]
PAGE = "/considered/hand-in"
CHILDREN = (missing("MP1", "MP2"), missing("MP8"))


def files_of(folder: Path) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(file.name, file.read_bytes()) for file in sorted(folder.iterdir())]


def kept() -> int:
    return sum(model._base_manager.count() for model in (ConsideredList, ConsideredChild, ConsideredReason))


def test_the_front_door_hands_a_list_in_and_its_children_wait(world: Loaded, as_user: As, tmp_path: Path) -> None:
    client = as_user("front_door", again=True)
    answer = client.post(PAGE, {"given": files_of(write(tmp_path, *CHILDREN))}, follow=True)
    text = answer.content.decode()
    assert "2 children on the list = 2 to consider + 0 decided before" in text
    assert "Missing report MP8" in text
    assert AuditEvent.objects.filter(act="considered:hand_in", user_id=world.users["front_door"].pk).exists()
    assert verify().faults == ()


def test_a_contact_point_hands_in_and_is_led_to_what_they_may_see(world: Loaded, as_user: As, tmp_path: Path) -> None:
    answer = as_user("contact_point", again=True).post(PAGE, {"given": files_of(write(tmp_path, *CHILDREN))})
    assert (answer.status_code, answer["Location"]) == (302, "/considered/groups")


def test_nobody_else_hands_in_and_whoever_may_signs_in_anew_first(world: Loaded, as_user: As, tmp_path: Path) -> None:
    files = {"given": files_of(write(tmp_path, *CHILDREN))}
    for key in ("nurse", "social_worker", "chair", "teacher"):
        assert as_user(key, again=True).post(PAGE, files).status_code == 403
    stale = as_user("front_door").post(PAGE, files)
    assert (stale.status_code, "sign-in/again" in stale["Location"]) == (302, True), stale["Location"]
    assert kept() == 0


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (("reasons", "reason", "a\x00b"), "reasons.parquet, row 1, &#x27;reason&#x27;: holds a sign"),
        (("evidence", "happened_on", date(2026, 4, 1)), "evidence.parquet, row 1, &#x27;happened_on&#x27;: after"),
        (("children", "child_id", ""), "children.parquet, row 1, &#x27;child_id&#x27;: blank"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_so_is_named_and_nothing_is_taken_in(
    world: Loaded, as_user: As, tmp_path: Path, spoilt: tuple[str, str, Any], said: str
) -> None:
    table, column, value = spoilt
    rows: dict[str, Any] = rows_of(*CHILDREN)
    rows[table][0] |= {column: value}
    answer = as_user("front_door", again=True).post(PAGE, {"given": files_of(write(tmp_path, **rows))})
    text = answer.content.decode()
    assert said in text
    assert "Nothing was taken in." in text
    assert kept() == 0


def test_a_hostile_file_is_refused_and_neither_its_name_nor_its_text_is_repeated(
    world: Loaded, as_user: As, tmp_path: Path
) -> None:
    client = as_user("front_door", again=True)
    files = files_of(write(tmp_path, *CHILDREN))
    hostile = SimpleUploadedFile("children.parquet", b"PAR1<script>alert(1)</script>Katherine")
    swapped = [*(one for one in files if one.name != "children.parquet"), hostile]
    text = client.post(PAGE, {"given": swapped}).content.decode()
    assert "children.parquet: expected a Parquet file that lanthorn identify wrote" in text
    assert "alert(1)" not in text
    odd = SimpleUploadedFile("../../<script>alert(2).parquet", b"x")
    text = client.post(PAGE, {"given": [odd]}).content.decode()
    assert "None of the files is one of a list" in text
    assert "alert(2)" not in text
    assert kept() == 0


def test_a_list_without_one_of_its_files_or_with_one_twice_is_refused(
    world: Loaded, as_user: As, tmp_path: Path
) -> None:
    client = as_user("front_door", again=True)
    write(tmp_path, *CHILDREN)
    without = [one for one in files_of(tmp_path) if one.name != "records.parquet"]
    assert "records.parquet: there is no such file" in client.post(PAGE, {"given": without}).content.decode()
    twice = [*files_of(tmp_path), files_of(tmp_path)[0]]
    assert "was given twice" in client.post(PAGE, {"given": twice}).content.decode()
    assert "Choose the files of the list" in client.post(PAGE, {}).content.decode()
    assert kept() == 0


def test_the_same_list_is_not_taken_in_twice(world: Loaded, as_user: As, tmp_path: Path) -> None:
    client = as_user("front_door", again=True)
    write(tmp_path, *CHILDREN)
    client.post(PAGE, {"given": files_of(tmp_path)})
    before = kept()
    assert "was taken in before" in client.post(PAGE, {"given": files_of(tmp_path)}).content.decode()
    assert kept() == before


def test_files_that_are_too_large_are_refused(
    world: Loaded, as_user: As, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_user("front_door", again=True)
    write(tmp_path, *CHILDREN)
    monkeypatch.setattr(handing_in, "MOST_BYTES", 100)
    assert "The files are larger than" in client.post(PAGE, {"given": files_of(tmp_path)}).content.decode()
    monkeypatch.setattr(uploads, "MOST_BYTES", 100)
    assert client.post(PAGE, {"given": files_of(tmp_path)}).status_code == 400, "refused before any of it is read"
    assert kept() == 0
