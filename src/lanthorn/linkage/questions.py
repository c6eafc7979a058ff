"""The two published shares that rest on links: of how many victims it is true, by whichever records are one child.

Given record tables and a table `member` (record_id, unit: the child a record is about, by the links or by the truth);
gives back the victims of a period and, for each pair of victim and child with records of the other source, whether
those records say yes. The definitions are those of the measures `missing.history` and `missing.care`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from lanthorn.errors import LanthornError
from lanthorn.records import CARE_CHILD, CARE_EPISODE, INVOLVEMENT, MISSING_REPORT, OFFENCE
from lanthorn.vocabulary import Period

MONTHS_LOOKED_BACK = 12
"""How far before a victim's first report a missing report counts: the briefing's twelve months."""


@dataclass(frozen=True)
class Question:
    """One yes or no asked of each victim, and the records of another source that answer it."""

    id: str
    asked: str
    """As a reviewer is asked it, of one child and the day of the first report."""
    source: str
    """The record table of the other source, whose records are linked to victims."""
    needs: tuple[str, ...]
    facts: str
    """SQL for the facts of the other source: record_id, began_on and ended_on."""
    holds: str
    """SQL condition on `fact` and `victim` under which a fact makes the answer yes."""


MISSING_HISTORY = Question(
    id="missing.history",
    asked=f"Was the child reported missing to police in the {MONTHS_LOOKED_BACK} months before this day "
    "(the day itself not counted)?",
    source=MISSING_REPORT.name,
    needs=(OFFENCE.name, INVOLVEMENT.name, MISSING_REPORT.name),
    facts="""
        select 'missing_report:' || report_reference as record_id,
            reported_at::date as began_on, reported_at::date as ended_on
        from missing_report
    """,
    holds="fact.began_on < victim.reported_on"
    f" and fact.began_on >= victim.reported_on - interval {MONTHS_LOOKED_BACK} month",
)

# Each return repeats open episodes of the year before; the latest return that has an episode is to be believed.
MISSING_CARE = Question(
    id="missing.care",
    asked="Was the child looked after by a London authority on this day?",
    source=CARE_CHILD.name,
    needs=(OFFENCE.name, INVOLVEMENT.name, CARE_CHILD.name, CARE_EPISODE.name),
    facts="""
        select 'care_child:' || care_authority || '|' || child_id as record_id, began_on, ended_on
        from care_episode
        qualify return_year = max(return_year) over (partition by care_authority, child_id, began_on)
    """,
    holds="fact.began_on <= victim.reported_on and (fact.ended_on is null or fact.ended_on > victim.reported_on)",
)

QUESTIONS: Mapping[str, Question] = {question.id: question for question in (MISSING_HISTORY, MISSING_CARE)}


def question_of(name: str) -> Question:
    """The question of that name. Raises LanthornError where there is none."""
    if name not in QUESTIONS:
        raise LanthornError(f"No linked share is named {name!r}; there are: {', '.join(QUESTIONS)}.")
    return QUESTIONS[name]


def answerable(tables: Mapping[str, Path]) -> tuple[Question, ...]:
    """The questions for which all record tables are there."""
    return tuple(question for question in QUESTIONS.values() if set(question.needs) <= set(tables))


def open_records(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Path]) -> None:
    """Make the record tables views of the connection."""
    for name, path in tables.items():
        connection.read_parquet(str(path)).create_view(name)


def make_victims(connection: duckdb.DuckDBPyConnection, period: Period | None) -> None:
    """Make `victim` (unit, reported_on, first_record_id, ethnicity, sex): each victim of the period, once.

    Sex and ethnicity are those first recorded. Without a period, every flagged offence there is counts.
    """
    within = "" if period is None else f"and reported_on between date '{period.start}' and date '{period.end}'"
    connection.execute(_VICTIMS.format(within=within))


def make_facts(connection: duckdb.DuckDBPyConnection, question: Question) -> None:
    """Make `fact` (unit, began_on, ended_on): what the other source records of each child."""
    connection.execute(
        f"create or replace temp table fact as select unit, began_on, ended_on "  # noqa: S608 - own queries only
        f"from ({question.facts}) join member using (record_id)"
    )


def share_by_links(connection: duckdb.DuckDBPyConnection, question: Question) -> float | None:
    """The share of victims of whom the answer is yes, where one unit is one child; None without victims."""
    make_facts(connection, question)
    found = connection.execute(f"""
        select avg(exists (select 1 from fact where fact.unit = victim.unit and {question.holds})::integer) from victim
    """).fetchall()  # noqa: S608 - own queries only
    return None if found[0][0] is None else float(found[0][0])


_VICTIMS = """
    create or replace temp table victim as
    with involved as (
        select unit, record_id, reported_on, sex, ethnicity, reported_on || '|' || record_id as place
        from (
            select *, 'involvement:' || offence_reference || '|' || person_number as record_id
            from involvement where role = 'victim'
        ) join offence using (offence_reference) join member using (record_id)
        where (flag_category is not null or flagged_on is not null) {within}
    )
    select unit, min(reported_on) as reported_on, arg_min(record_id, place) as first_record_id,
        arg_min(sex, place) filter (sex in ('female', 'male')) as sex,
        arg_min(ethnicity, place) filter (ethnicity is not null) as ethnicity
    from involved group by unit order by unit
"""
