"""The one verb of this room: the linked records and a day in, children to consider with their reasons out.

Every rule is asked of the records as they stood at the end of the day; then those who are no children any more, and
those about whom people have decided and nothing new has happened, are left out.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pyarrow.compute as pc

from lanthorn.errors import BadDefinitionError
from lanthorn.evidence import Layer, Store, connect, duckdb_connection, open_tables
from lanthorn.identification.catalogue import rules as all_rules
from lanthorn.identification.considered import CHILDREN, EVIDENCE, REASONS, RECORDS, Asked, Considered
from lanthorn.identification.decisions import DECIDED, checked, lay_beside
from lanthorn.identification.definition import EVIDENCE_COLUMNS, Parameters, Rule
from lanthorn.identification.linked import Linked
from lanthorn.identification.people import homes
from lanthorn.identification.words import say_reason
from lanthorn.records import TABLE_BY_NAME
from lanthorn.vocabulary.periods import say_day

_MEANINGS = {
    "health_presentation": "Presentations of children to health services",
    "child": "The links between records of one child",
}
"""What a table that is not one of the agencies' records holds, in words."""


def consider(
    store: Store,
    as_of: date,
    *,
    rules: Sequence[Rule] | None = None,
    parameters: Mapping[str, Mapping[str, object]] | None = None,
    decided: Any = None,
    tables: Mapping[str, Any] | None = None,
) -> Considered:
    """Ask every rule which children a person should consider on a day, and why.

    `rules` are the built-in ones where none are given; `parameters` maps the id of a rule to values in place of its
    defaults. `decided` is an Arrow table with the columns of `DECIDED`: a child and rule decided by the day are left
    out unless a record behind the reason is new since. Where a decision says which records were seen (`records`), new
    is any other; else any that happened on a later day. `tables` are Arrow tables beside those of the store, for
    rules of an area's own.

    The same store and arguments give the same tables. Raises StoreError where the links are missing or stale,
    BadDefinitionError for a rule or parameter that is not sound, BadFileError for decisions that are not.
    """
    links, records = store.need_fresh(Layer.LINKS, Layer.RECORDS), store.need(Layer.RECORDS)
    connection = connect()
    opened = open_tables({**records.tables(), "child": links.table("child")}, connection)
    for name, table in (tables or {}).items():
        opened[name] = connection.create_table(name, table)
    return considered_of(
        opened,
        as_of,
        rules=rules,
        parameters=parameters,
        decided=decided,
        versions=(records.number, links.number),
    )


def considered_of(
    tables: Mapping[str, ibis.Table],
    as_of: date,
    *,
    rules: Sequence[Rule] | None = None,
    parameters: Mapping[str, Mapping[str, object]] | None = None,
    decided: Any = None,
    versions: tuple[int, int] = (0, 0),
) -> Considered:
    """The same for tables that are open already: the records, and `child` from linkage."""
    chosen = tuple(all_rules() if rules is None else rules)
    in_force = _in_force(chosen, parameters or {})
    linked = Linked(tables, as_of)
    why_not = {rule.id: _why_not(rule, linked) for rule in chosen}
    found = [_evidence(rule, in_force[rule.id], linked) for rule in chosen if not why_not[rule.id]]
    evidence = pa.concat_tables(found) if found else EVIDENCE.empty_table().select(["rule", *EVIDENCE_COLUMNS])
    with duckdb_connection() as connection:
        _register(connection, linked, evidence, chosen)
        unknown = lay_beside(connection, checked(DECIDED.empty_table() if decided is None else decided))
        connection.execute(_SEEN)
        connection.register("home", homes(linked))
        kept = connection.execute(_EVIDENCE).to_arrow_table().cast(EVIDENCE)
        reasons = _with_words(connection.execute(_REASONS).to_arrow_table(), chosen, in_force)
        children = connection.execute(_CHILDREN).to_arrow_table().cast(CHILDREN)
        records = connection.execute(_RECORDS).to_arrow_table().cast(RECORDS)
        [(adults, quiet)] = connection.execute(_LEFT_OUT).fetchall()
        counts = dict(connection.execute("select rule, count(*) from kept_reason group by all").fetchall())
    return Considered(
        as_of=as_of,
        records_version=versions[0],
        links_version=versions[1],
        asked=tuple(Asked(rule, in_force[rule.id], why_not[rule.id], counts.get(rule.id, 0)) for rule in chosen),
        children=children,
        reasons=reasons,
        evidence=kept,
        records=records,
        adults_left_out=adults,
        decided_left_out=quiet,
        decisions_not_understood=unknown,
    )


def _in_force(chosen: Sequence[Rule], given: Mapping[str, Mapping[str, object]]) -> dict[str, Parameters]:
    unknown = sorted(set(given) - {rule.id for rule in chosen})
    if unknown:
        known = ", ".join(rule.id for rule in chosen)
        raise BadDefinitionError(f"Parameters are given for {unknown[0]!r}, which is no rule. Rules: {known}.")
    return {rule.id: rule.in_force(given.get(rule.id, {})) for rule in chosen}


def _why_not(rule: Rule, linked: Linked) -> str:
    """Why a rule cannot be asked; empty where it can."""
    if rule.evidence is None:
        return rule.why_never
    if not rule.valid_on(linked.as_of):
        since = f" from {say_day(rule.valid_from)}" if rule.valid_from else ""
        until = f" until {say_day(rule.valid_to)}" if rule.valid_to else ""
        return f"it is in force{since}{until}"
    missing = linked.missing_tables(rule.needs)
    if missing:
        words = [
            TABLE_BY_NAME[name].meaning if name in TABLE_BY_NAME else _MEANINGS.get(name, name) for name in missing
        ]
        return f"it needs records that have not been loaded: {'; '.join(words)}"
    return ""


def _evidence(rule: Rule, parameters: Parameters, linked: Linked) -> Any:
    """The records that meet a rule, each once. Raises BadDefinitionError where the rule gives back something else."""
    assert rule.evidence is not None  # noqa: S101  # `_why_not` has turned the others away
    try:
        expression = rule.evidence(linked, parameters).select(*EVIDENCE_COLUMNS).distinct()
    except duckdb.Error as fault:
        raise _failed(rule, fault) from fault
    except Exception as fault:
        raise BadDefinitionError(f"Rule {rule.id}: its expression is not sound: {fault}") from fault
    try:
        found = expression.to_pyarrow()
        found = found.cast(pa.schema([EVIDENCE.field(name) for name in EVIDENCE_COLUMNS]))
    except Exception as fault:
        raise _failed(rule, fault) from fault
    if any(column.null_count for column in found.columns):
        raise BadDefinitionError(f"Rule {rule.id}: gives back rows without a child, an event, a record or a day.")
    latest = pc.max(found["happened_on"]).as_py()
    if latest is not None and latest > linked.as_of:
        raise BadDefinitionError(f"Rule {rule.id}: gives back a record of after the day that is asked about.")
    return found.add_column(0, "rule", pa.repeat(pa.scalar(rule.id, pa.string()), found.num_rows))


def _failed(rule: Rule, fault: Exception) -> BadDefinitionError:
    """What is told when an engine fails: its own message can hold values of records, so only its kind."""
    return BadDefinitionError(f"Rule {rule.id}: asking it failed with {type(fault).__name__}.")


def _register(connection: duckdb.DuckDBPyConnection, linked: Linked, evidence: Any, chosen: Sequence[Rule]) -> None:
    connection.register("found", evidence)
    connection.register("child", linked.table("child").to_pyarrow())
    children = evidence.num_rows > 0
    adults = linked.adults.to_pyarrow() if children else pa.table({"child_id": pa.array([], pa.string())})
    connection.register("adult", adults)
    order = {"id": [rule.id for rule in chosen], "place": list(range(len(chosen)))}
    connection.register("rule", pa.table(order, schema=pa.schema({"id": pa.string(), "place": pa.int64()})))
    connection.register("as_of", pa.table({"day": pa.array([linked.as_of], pa.date32())}))


def _with_words(reasons: Any, chosen: Sequence[Rule], in_force: Mapping[str, Parameters]) -> Any:
    by_id = {rule.id: rule for rule in chosen}
    rows = reasons.to_pylist()
    for row in rows:
        rule = by_id[row["rule"]]
        row |= {"version": rule.version, "name": rule.name, "source": rule.source}
        row["reason"] = say_reason(rule, in_force[rule.id], row["events"], row["first_on"], row["latest_on"])
    return pa.Table.from_pylist(rows, schema=REASONS)


_SEEN = """
    create table weighed as
    select found.*, place, decision.child_id is null
        or not (list_contains(seen, record_id) or coalesce(happened_on <= seen_until, false)) as is_new
    from found join rule on rule.id = found.rule left join decision using (child_id, rule)
    where child_id not in (select child_id from adult);
    create table kept_reason as
    select child_id, rule, place, count(distinct event_id) as events,
        min(happened_on) as first_on, max(happened_on) as latest_on
    from weighed group by child_id, rule, place having bool_or(is_new);
    create table kept_child as
    select child_id, max(latest_on) as latest_on from kept_reason group by child_id;
"""

_EVIDENCE = """
    select child_id, rule, event_id, record_id, happened_on, is_new
    from weighed join kept_reason using (child_id, rule, place) join kept_child using (child_id)
    order by kept_child.latest_on desc, child_id, place, happened_on, event_id, record_id
"""

_REASONS = """
    select child_id, rule, events, first_on, kept_reason.latest_on, decided_on, decision
    from kept_reason join kept_child using (child_id) left join decision using (child_id, rule)
    order by kept_child.latest_on desc, child_id, place
"""

_CHILDREN = """
    select child_id, kept_child.latest_on, list(rule order by place) as rules,
        bool_or(decided_on is not null) as decided_before, any_value(authority) as authority
    from kept_child join kept_reason using (child_id) left join decision using (child_id, rule)
        left join home using (child_id)
    group by child_id, kept_child.latest_on
    order by kept_child.latest_on desc, child_id
"""

_RECORDS = """
    select child_id, record_id from child join kept_child using (child_id)
    order by kept_child.latest_on desc, child_id, record_id
"""

_LEFT_OUT = """
    select (select count(distinct child_id) from found where child_id in (select child_id from adult)),
        (select count(distinct child_id) from weighed where child_id not in (select child_id from kept_child))
"""
