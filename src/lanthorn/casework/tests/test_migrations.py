"""Every table can be taken away again and put back, app by app, on both databases; but never an audit with events."""

from collections.abc import Iterator

import pytest

from lanthorn.casework.tests.serving import Installation, own_installation

# Run in one process of its own: what the database is, down to nothing, and what it is once all is put back.
THERE_AND_BACK = """
from django.apps import apps
from django.core.management import call_command
from django.db import connection

def described():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("select name, sql from sqlite_master where name not like 'sqlite%' order by name")
        else:
            cursor.execute("select table_name || '.' || column_name, data_type || is_nullable from information_schema"
                           ".columns where table_schema = 'public' union all select conname, pg_get_constraintdef(oid)"
                           " from pg_constraint where connamespace = 'public'::regnamespace union all select indexname,"
                           " indexdef from pg_indexes where schemaname = 'public' union all select tgname,"
                           " pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by 1, 2")
        return cursor.fetchall()

own = [app.label for app in apps.get_app_configs() if app.name.startswith("lanthorn.casework")]
with_migrations = [label for label in own if apps.get_models() and __import__("importlib").util.find_spec(
    apps.get_app_config(label).name + ".migrations")]
call_command("migrate", verbosity=0)
before = described()
for label in with_migrations:
    call_command("migrate", label, "zero", verbosity=0)
left = [name for name in connection.introspection.table_names() if name.partition("_")[0] in own]
print("left:", *left)
call_command("migrate", verbosity=0)
changed = set(map(tuple, before)) ^ set(map(tuple, described()))
print("changed:", *sorted({name for name, _ in changed}))
print("apps:", len(with_migrations))
"""


@pytest.fixture
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with own_installation(tmp_path_factory.mktemp("migrations")) as made:
        yield made


def test_every_app_goes_to_zero_and_back_to_the_same_tables(installation: Installation) -> None:
    said = dict(line.split(":", 1) for line in installation.run(THERE_AND_BACK).splitlines())
    assert said["left"].strip() == ""
    assert said["changed"].strip() == ""
    assert int(said["apps"]) > 20


def test_an_audit_with_events_is_not_undone(installation: Installation) -> None:
    installation.manage("migrate", "-v0")
    installation.manage("change_keys")
    done = installation.try_to_manage("migrate", "audit", "zero")
    assert done.returncode != 0
    assert "There are events in the audit" in done.stderr
    installation.manage("audit_verify")
