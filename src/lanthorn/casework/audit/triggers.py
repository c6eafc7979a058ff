"""The database's own refusal to change or remove events, in the words of SQLite and of PostgreSQL.

The head may only move to the next event. Erasing a subject's key is an update of that key alone, and is allowed.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

KEPT = ("audit_auditevent", "audit_eventsubject")
HEAD = "audit_audithead"
KEYS = "audit_subjectkey"


def create_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place."""
    _run(connection, _create_sqlite() if connection.vendor == "sqlite" else _create_postgresql())


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for undoing the migration and for emptying a test's database only."""
    _run(connection, _drop_sqlite() if connection.vendor == "sqlite" else _drop_postgresql())


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _create_sqlite() -> list[str]:
    statements = [
        f"create trigger {table}_no_{verb} before {verb} on {table} "
        f"begin select raise(abort, 'the audit is never changed'); end"
        for table in KEPT
        for verb in ("update", "delete")
    ]
    statements += [
        f"create trigger {table}_no_delete before delete on {table} "
        f"begin select raise(abort, 'the audit is never changed'); end"
        for table in (HEAD, KEYS)
    ]
    return [
        *statements,
        f"create trigger {HEAD}_only_forward before update on {HEAD} when new.sequence <> old.sequence + 1 "
        f"begin select raise(abort, 'the head of the audit only moves to the next event'); end",
    ]


def _drop_sqlite() -> list[str]:
    names = [f"{table}_no_{verb}" for table in KEPT for verb in ("update", "delete")]
    names += [f"{HEAD}_no_delete", f"{KEYS}_no_delete", f"{HEAD}_only_forward"]
    return [f"drop trigger if exists {name}" for name in names]


def _create_postgresql() -> list[str]:
    refuse = (
        "create or replace function audit_refuse() returns trigger language plpgsql as "
        "$$ begin raise exception 'the audit is never changed'; end $$"
    )
    statements = [
        f"create trigger {table}_no_{verb} before {verb} on {table} for each {each} execute function audit_refuse()"
        for table in KEPT
        for verb, each in (("update", "row"), ("delete", "row"), ("truncate", "statement"))
    ]
    statements += [
        f"create trigger {table}_no_{verb} before {verb} on {table} for each {each} execute function audit_refuse()"
        for table in (HEAD, KEYS)
        for verb, each in (("delete", "row"), ("truncate", "statement"))
    ]
    return [
        refuse,
        *statements,
        f"create trigger {HEAD}_only_forward before update on {HEAD} for each row "
        f"when (new.sequence <> old.sequence + 1) execute function audit_refuse()",
    ]


def _drop_postgresql() -> list[str]:
    pairs = [(table, f"{table}_no_{verb}") for table in KEPT for verb in ("update", "delete", "truncate")]
    pairs += [(table, f"{table}_no_{verb}") for table in (HEAD, KEYS) for verb in ("delete", "truncate")]
    pairs.append((HEAD, f"{HEAD}_only_forward"))
    return [f"drop trigger if exists {name} on {table}" for table, name in pairs]
