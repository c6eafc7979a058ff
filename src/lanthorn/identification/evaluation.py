"""How well the rules find the children they are meant to find, where the truth is known: on a synthetic London.

Given a store, the folder of the truth and the days on which a list would have been made; gives precision, recall and
lead time for each rule and for all together. Nothing in this room but this module reads the truth.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from lanthorn.errors import LanthornError
from lanthorn.evidence import Layer, Store, connect, duckdb_connection, open_tables
from lanthorn.identification.catalogue import rules as all_rules
from lanthorn.identification.considering import considered_of
from lanthorn.identification.definition import Rule
from lanthorn.identification.intervals import share
from lanthorn.identification.scores import ALL_RULES, Evaluation, GroupScore, Lead, Score
from lanthorn.vocabulary import codes

DAYS_AROUND = 365
"""A child counts as exploited where a concern is first reported from so long before the first list to so long after
the last: before it, the child should be shown for what is known; after it, the list would have come in time."""


def month_ends(last: date, months: int) -> tuple[date, ...]:
    """The last days of so many whole months by a day, in order: that day itself where it is the last of its month."""
    first_of_next = (last + timedelta(days=1)).replace(day=1)
    ends = []
    for _ in range(months):
        end = first_of_next - timedelta(days=1)
        ends.append(end)
        first_of_next = end.replace(day=1)
    return tuple(reversed(ends))


def evaluate(
    store: Store,
    truth: Path,
    days: Sequence[date],
    *,
    rules: Sequence[Rule] | None = None,
    parameters: Mapping[str, Mapping[str, object]] | None = None,
) -> Evaluation:
    """Make the list of each day and compare all of them with the truth (`person.parquet`, `record_child.parquet`).

    A linked child is the person that most of its records are about. Links are those of the store, made from all its
    records, so that a list of an early day is linked a little better than it could have been then. Raises
    LanthornError where the truth is missing or is that of other records.
    """
    for name in ("person", "record_child"):
        if not (truth / f"{name}.parquet").is_file():
            raise LanthornError(f"{truth} holds no {name}.parquet. Give the folder of the truth of a synthetic London.")
    chosen = tuple(all_rules() if rules is None else rules)
    links, records = store.need_fresh(Layer.LINKS, Layer.RECORDS), store.need(Layer.RECORDS)
    tables = open_tables({**records.tables(), "child": links.table("child")}, connect())
    shown = []
    not_asked: dict[str, str] = {}
    for day in days:
        considered = considered_of(tables, day, rules=chosen, parameters=parameters)
        not_asked |= {asked.rule.id: asked.why_not for asked in considered.asked if asked.why_not}
        pairs = considered.reasons.select(["child_id", "rule"])
        shown.append(pairs.append_column("day", pa.repeat(pa.scalar(day, pa.date32()), pairs.num_rows)))
    with duckdb_connection() as connection:
        connection.register("shown", pa.concat_tables(shown))
        for name, path in {**records.tables(), "child": links.table("child")}.items():
            connection.read_parquet(str(path)).create_view(name)
        for name in ("person", "record_child"):
            connection.read_parquet(str(truth / f"{name}.parquet")).create_view(name)
        window = {"first": min(days) - timedelta(days=DAYS_AROUND), "last": max(days) + timedelta(days=DAYS_AROUND)}
        _judge(connection, window, has_offences={"offence", "involvement"} <= set(records.tables()))
        [(children, exploited, never)] = connection.execute(_COUNTED).fetchall()
        if not children:
            raise LanthornError(f"{truth} names none of the store's records: it is the truth of other records.")
        named = {rule.id: rule.name for rule in chosen if rule.id not in not_asked} | {
            ALL_RULES: ALL_RULES.capitalize()
        }
        scores = tuple(_score(connection, rule, name, exploited, never) for rule, name in named.items())
        groups = tuple(_groups(connection))
    return Evaluation(tuple(days), scores, groups, children, exploited, never, not_asked)


def _judge(connection: duckdb.DuckDBPyConnection, window: Mapping[str, date], *, has_offences: bool) -> None:
    connection.execute(_IDENTITY)
    connection.execute(_FIRST_FLAG if has_offences else _NO_FLAGS)
    connection.execute(_PERSONS, window)
    connection.execute(_FIRST_SHOWN, {"all": ALL_RULES})


def _score(connection: duckdb.DuckDBPyConnection, rule: str, name: str, exploited: int, never: int) -> Score:
    [(shown, found, unflagged)] = connection.execute(_SCORE, {"rule": rule}).fetchall()
    [(flagged, before, low, median, high)] = connection.execute(_LEAD, {"rule": rule}).fetchall()
    return Score(
        rule=rule,
        name=name,
        shown=shown,
        exploited=found,
        precision=share(found, shown),
        recall=share(found, exploited),
        never_flagged_shown=unflagged,
        never_flagged_recall=share(unflagged, never),
        lead=Lead(flagged, before, low, median, high) if flagged else None,
    )


def _groups(connection: duckdb.DuckDBPyConnection) -> Iterator[GroupScore]:
    for sex in codes("sex").codes:
        yield _group_score(connection, "Sex", sex.label, "sex", [sex.code])
    for group in codes("ethnic_group").codes:
        members = [code.code for code in codes("ethnicity").codes if code.group == group.code]
        yield _group_score(connection, "Ethnicity", group.label, "ethnicity", members)


def _group_score(
    connection: duckdb.DuckDBPyConnection, dimension: str, label: str, column: str, members: list[str]
) -> GroupScore:
    given = {"members": members, "all": ALL_RULES}
    [(exploited, shown, found)] = connection.execute(_GROUP.format(column=column), given).fetchall()
    return GroupScore(dimension, label, exploited, shown, share(found, shown), share(found, exploited))


_IDENTITY = """
    create table identity as
    select child_id, arg_min(person_id, -records || person_id) as person_id
    from (select child_id, person_id, count(*) as records from child join record_child using (record_id) group by all)
    group by child_id
"""

_FIRST_FLAG = """
    create table first_flag as
    select person_id, min(coalesce(flagged_on, reported_on)) as flagged_on
    from involvement join offence using (offence_reference)
        join record_child on record_id = 'involvement:' || offence_reference || '|' || person_number
    where role = 'victim' and (flag_category is not null or flagged_on is not null)
    group by person_id
"""

_NO_FLAGS = "create table first_flag (person_id varchar, flagged_on date)"

_PERSONS = """
    create table judged as
    select person_id, flagged_on,
        coalesce(exploitation_reported_on between $first and $last, false) as exploited
    from person left join first_flag using (person_id)
    where person_id in (select person_id from record_child join child using (record_id))
"""

_FIRST_SHOWN = """
    create table first_shown as
    select person_id, rule, min(day) as day from shown join identity using (child_id) group by all
    union all
    select person_id, $all, min(day) from shown join identity using (child_id) group by all
"""

_COUNTED = """
    select count(*), count(*) filter (exploited), count(*) filter (exploited and flagged_on is null) from judged
"""

_SCORE = """
    select count(*), count(*) filter (exploited), count(*) filter (exploited and flagged_on is null)
    from first_shown join judged using (person_id) where rule = $rule
"""

_LEAD = """
    select count(*), count(*) filter (flagged_on > day), quantile_cont(flagged_on - day, 0.25),
        quantile_cont(flagged_on - day, 0.5), quantile_cont(flagged_on - day, 0.75)
    from first_shown join judged using (person_id) where rule = $rule and exploited and flagged_on is not null
"""

_GROUP = """
    select count(*) filter (exploited), count(day), count(day) filter (exploited)
    from judged join person using (person_id)
        left join (select person_id, day from first_shown where rule = $all) using (person_id)
    where list_contains($members, {column})
"""
