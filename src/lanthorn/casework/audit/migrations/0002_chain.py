"""The head of the chain, before the first event, and the triggers that keep what is written."""

from typing import Any

from django.db import migrations

from lanthorn.casework.audit.chain import GENESIS, head_seal
from lanthorn.casework.audit.triggers import create_triggers, drop_triggers


def begin(apps: Any, schema_editor: Any) -> None:
    """Make the head, and guard it."""
    apps.get_model("audit", "AuditHead").objects.create(id=1, sequence=0, hash=GENESIS, seal=head_seal(0, GENESIS))
    create_triggers(schema_editor.connection)


def undo(apps: Any, schema_editor: Any) -> None:
    """Take the guard away. Refused where there are events: an audit is not undone by a migration."""
    if apps.get_model("audit", "AuditEvent").objects.exists():
        raise RuntimeError("There are events in the audit: this migration is not undone.")
    drop_triggers(schema_editor.connection)
    apps.get_model("audit", "AuditHead").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(begin, undo)]
