"""A back-up is of one moment, and comes back as what it was: the records, the audit to its head, and what guards it."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lanthorn.casework.tests.serving import Installation, own_installation

COUNT = """
from django.apps import apps
for model in apps.get_models():
    print(model._meta.db_table, model._base_manager.count())
"""
TAMPER = """
from django.db import DatabaseError, connection
for statement in ("delete from audit_auditevent", "update audit_audithead set sequence = 1"):
    try:
        connection.cursor().execute(statement)
    except DatabaseError as refusal:
        print("refused")
"""
TABLES = "from django.db import connection; print(connection.introspection.table_names())"
ANOTHER_EVENT = """
from django.db import transaction
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.recording import Actor, record
with transaction.atomic():
    record(Operation.CONFIGURATION, "test", Actor())
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with own_installation(tmp_path_factory.mktemp("running")) as made:
        made.manage("migrate", "-v0")
        made.manage("load_demonstration")
        yield made


@pytest.fixture
def empty(tmp_path: Path, running: Installation) -> Iterator[Installation]:
    """Another machine, which was given the keys."""
    with own_installation(tmp_path / "restored") as made:
        made.folder.mkdir()
        for key in running.folder.glob("*.key"):
            shutil.copy(key, made.folder)
        yield made


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, running: Installation) -> Path:
    made = Path(running.manage("back_up", str(tmp_path_factory.mktemp("kept") / "of-today")).strip())
    running.run(ANOTHER_EVENT)
    return made


def test_what_is_restored_has_every_row_and_the_same_head(
    running: Installation, empty: Installation, kept: Path
) -> None:
    rows = empty.manage("restore", str(kept)) and empty.run(COUNT)
    assert "cases_case 0" not in rows
    later = running.run(COUNT)
    events = int(re.search(r"audit_auditevent (\d+)", rows)[1])  # type: ignore[index] # or fail
    assert rows == later.replace(f"audit_auditevent {events + 1}", f"audit_auditevent {events}")
    head = json.loads(empty.manage("audit_head"))
    described = json.loads(kept.with_suffix(".json").read_text())
    assert (head["sequence"], head["hash"]) == (events, described["hash"])
    assert json.loads(running.manage("audit_head"))["sequence"] == events + 1, "it went on after the back-up"


def test_what_is_restored_is_guarded_and_goes_on(empty: Installation, kept: Path) -> None:
    empty.manage("restore", str(kept))
    assert empty.run(TAMPER).split() == ["refused", "refused"]
    empty.run(ANOTHER_EVENT)
    empty.manage("audit_verify")
    assert empty.manage("migrate", "--check") == ""


def test_a_back_up_that_was_changed_is_not_restored(empty: Installation, kept: Path, tmp_path: Path) -> None:
    changed = Path(shutil.copy(kept, tmp_path))
    shutil.copy(kept.with_suffix(".json"), tmp_path)
    with changed.open("r+b") as opened:
        opened.seek(-1, 2)
        last = opened.read(1)
        opened.seek(-1, 2)
        opened.write(bytes([last[0] ^ 1]))
    done = empty.try_to_manage("restore", str(changed))
    assert done.returncode != 0
    assert "is not what was written" in done.stderr
    assert empty.run(TABLES).strip() == "[]"


def test_nothing_is_restored_over_records(running: Installation, kept: Path) -> None:
    done = running.try_to_manage("restore", str(kept))
    assert done.returncode != 0
    assert "has tables already" in done.stderr


def test_a_back_up_is_read_by_this_service_only_and_a_failed_one_leaves_nothing(
    running: Installation, kept: Path, tmp_path: Path
) -> None:
    assert {file.stat().st_mode & 0o777 for file in kept.parent.iterdir()} == {0o600}
    assert sorted(file.suffix for file in kept.parent.iterdir())[-1] != ".unfinished"
    in_the_way = tmp_path / "a-file"
    in_the_way.touch()
    assert running.try_to_manage("back_up", str(in_the_way)).returncode != 0
