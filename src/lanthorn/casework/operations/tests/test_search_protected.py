"""Files that were kept are searched for every protected address; what is found is named by its file alone."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.people.models import Address


@pytest.fixture
def lines(world: Loaded) -> str:
    found = Address._base_manager.filter(protected=True).first()
    assert found is not None
    return str(found.lines)


def test_a_file_in_which_a_protected_address_stands_is_named_and_the_address_is_not(lines: str, tmp_path: Path) -> None:
    (tmp_path / "clean.log").write_text("a line of nobody\n")
    (tmp_path / "export.csv").write_text(f"1,{'  '.join(lines.upper().split())}\n")
    with pytest.raises(CommandError) as refusal:
        call_command("search_protected", str(tmp_path), stdout=StringIO())
    assert "export.csv" in str(refusal.value)
    assert "clean.log" not in str(refusal.value)
    assert lines.split()[0] not in str(refusal.value).replace(str(tmp_path), "")
    event = AuditEvent.objects.filter(act="operations.search_protected", operation="disclosure").get()
    assert event.subjects.count() == 1


def test_where_none_stands_the_number_of_files_is_said(lines: str, tmp_path: Path) -> None:
    (tmp_path / "clean.log").write_text("a line of nobody\n")
    said = StringIO()
    call_command("search_protected", str(tmp_path / "clean.log"), stdout=said)
    assert "Searched 1 files" in said.getvalue()


def test_a_file_that_cannot_be_read_is_an_error(world: Loaded, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("search_protected", str(tmp_path / "away"), stdout=StringIO())
