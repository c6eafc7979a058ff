"""The review file: borderline pairs that a person judges as the same child, different children, or unsure.

Given a store with links; writes the pairs nearest to the threshold that nobody has judged yet, and reads the file back
into decisions. The file names records and says in what they agree; names and dates of birth stay in the agencies'
systems, where the reviewer opens both records.
"""

from pathlib import Path

import duckdb

from lanthorn.errors import BadFileError
from lanthorn.evidence import Layer, Store, duckdb_connection
from lanthorn.linkage.comparisons import COMPARISONS
from lanthorn.linkage.decisions import JUDGEMENTS, SAME, UNSURE, Decision, decisions_in, record_decisions
from lanthorn.linkage.parameters import parameters
from lanthorn.linkage.spreadsheet import Sheet, choice, read_sheet, write_sheet

LEFT, RIGHT, JUDGEMENT, REASON = "Record", "Other record", "Same child?", "Reason"
_WEIGHT, _JOINED = "Match weight (bits)", "Joined at present"

_ABOUT = (
    (
        "What to do",
        "Each row is two records that may be of one child. Open both in the systems they come from, and write in the "
        f"column {JUDGEMENT!r}: same, different or unsure; and in {REASON!r} in a few words why, without any name.",
    ),
    (
        "What it does",
        "Your judgement wins over the computer's, now and in every later run. Unsure takes an earlier judgement of "
        "this pair back. Rows left empty are not judged.",
    ),
)


def write_review(store: Store, path: Path) -> int:
    """Write the undecided borderline pairs (.xlsx or .csv), nearest to the threshold first; returns how many.

    Raises StoreError where there are no links in force, BadFileError for another kind of file.
    """
    decided = [decision.pair for decision in decisions_in(store) if decision.judgement != UNSURE]
    with duckdb_connection() as connection:
        rows = _borderline(connection, store, decided)
    headings = (LEFT, RIGHT, *_agreements(), _WEIGHT, _JOINED, JUDGEMENT, REASON)
    lines = [[*row, "", ""] for row in rows]
    write_sheet(path, Sheet(_ABOUT, headings, lines, {JUDGEMENT: JUDGEMENTS}, (JUDGEMENT, REASON)))
    return len(lines)


def record_review(store: Store, path: Path, reviewer: str) -> int:
    """Read a review file back and record its decisions; returns how many are new. Follow them with `link`.

    Raises BadFileError, and records nothing, where a record is not in the store, a judgement is none of the three or
    lacks its reason.
    """
    name = " ".join(reviewer.split())
    if not name:
        raise BadFileError("A reviewer must be named: their decisions are recorded under that name.")
    filled = read_sheet(path, (LEFT, RIGHT, JUDGEMENT, REASON))
    decisions = []
    for row, cells in filled.rows:
        judgement = choice(path, row, JUDGEMENT, cells[JUDGEMENT], JUDGEMENTS)
        if not judgement:
            continue
        reason = " ".join(cells.get(REASON, "").split())
        if judgement != UNSURE and not reason:
            raise BadFileError(
                f"{path}, row {row}, {REASON}: found nothing; expected a few words on why the records are "
                f"{'of the same child' if judgement == SAME else 'of different children'}. Nothing has been recorded."
            )
        decisions.append(Decision(cells[LEFT], cells[RIGHT], judgement, name, reason))
    _need_records(store, path, decisions)
    return record_decisions(store, decisions)


def _need_records(store: Store, path: Path, decisions: list[Decision]) -> None:
    records = sorted({record for decision in decisions for record in decision.pair})
    with duckdb_connection() as connection:
        connection.read_parquet(str(store.need(Layer.LINKS).table("child"))).create_view("child")
        strangers = connection.execute(
            "select unnest($records::varchar[]) except select record_id from child", {"records": records}
        ).fetchall()
    if strangers:
        raise BadFileError(
            f"{path} names {len(strangers)} records that are not among the linked ones of this store: expected the "
            "review file as it was written. Nothing has been recorded."
        )


def _agreements() -> tuple[str, ...]:
    return tuple(comparison.name.replace("_", " ").capitalize() for comparison in COMPARISONS)


def _borderline(
    connection: duckdb.DuckDBPyConnection, store: Store, decided: list[tuple[str, str]]
) -> list[tuple[str, ...]]:
    links, chosen = store.need_fresh(Layer.LINKS, Layer.RECORDS), parameters()
    for name in ("link", "child"):
        connection.read_parquet(str(links.table(name))).create_view(name)
    levels = ", ".join(f"coalesce(link.{comparison.name}, 'not recorded')" for comparison in COMPARISONS)
    return connection.execute(
        f"""
        select record_id_l, record_id_r, {levels}, printf('%.1f', link.match_weight),
            case when l.child_id = r.child_id then 'yes' else 'no' end
        from link join child l on l.record_id = record_id_l join child r on r.record_id = record_id_r
        where link.match_weight between $lowest and $highest and not apart and decision is null
            and {_DECIDES_SOMETHING}
            and (record_id_l || ' ' || record_id_r) not in (select unnest($decided::varchar[]))
        -- Of two children one pair is asked, the most alike; of a child, the weakest link that holds it together.
        qualify row_number() over (
            partition by least(l.child_id, r.child_id), greatest(l.child_id, r.child_id)
            order by case when l.child_id = r.child_id then link.match_weight else -link.match_weight end,
                record_id_l, record_id_r
        ) = 1
        order by abs(link.match_weight - $joined), record_id_l, record_id_r limit $most
        """,  # noqa: S608 - own columns only
        {
            "lowest": chosen.review_lowest_match_weight,
            "highest": chosen.review_highest_match_weight,
            "joined": chosen.joined_match_weight,
            "decided": [" ".join(pair) for pair in decided],
            "most": chosen.review_most_pairs,
        },
    ).fetchall()


# A weak pair of two records that stronger links join anyhow is no question to put to anybody.
_DECIDES_SOMETHING = "(l.child_id <> r.child_id or link.match_weight >= $joined)"
