"""How likely the answer is yes for each victim, given how well each candidate's records match: at most one is right.

A child has one history in the other source or none, so the candidates compete: with odds 2^weight each against
"none of them", the posterior of candidate j is odds_j / (1 + sum of all odds). Given a store with links; gives back
`Posterior`, and draws of the answers from it.
"""

from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from lanthorn.errors import StoreError
from lanthorn.evidence import Layer, Store, duckdb_connection
from lanthorn.linkage.parameters import parameters
from lanthorn.linkage.questions import Question, make_facts, make_victims, open_records
from lanthorn.vocabulary import Period

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[Any]


@dataclass(frozen=True)
class Posterior:
    """One row a victim, in the order of child ids."""

    question: Question
    child_id: Texts
    first_record_id: Texts
    """The victim's record in the first offence of the period."""
    reported_on: Texts
    sex: Texts
    """NULL where not recorded; so is ethnicity."""
    ethnicity: Texts
    probability: Floats
    """That the answer is yes, by the model."""
    plug_in: Flags
    """Whether the links as they stand say yes."""
    has_candidate: Flags
    """Whether any compared pair could bring a yes: what blocking does not bring, no weight can save."""

    def __len__(self) -> int:
        return len(self.probability)

    @property
    def plug_in_share(self) -> float:
        """The share that the links as they stand give."""
        return float(np.mean(self.plug_in))

    def draws(self, rng: np.random.Generator, number: int) -> Flags:
        """Answers drawn from the posterior: one row a draw, one column a victim."""
        return np.asarray(rng.random((number, len(self))) < self.probability)


def posterior(store: Store, question: Question, period: Period | None = None) -> Posterior:
    """The posterior of each victim of the period, from the links in force.

    Raises StoreError where the links are older than the records or keep no candidate pairs.
    """
    links, records = store.need_fresh(Layer.LINKS, Layer.RECORDS), store.need(Layer.RECORDS)
    if "candidate" not in links.manifest.rows:
        raise StoreError(f"The links in {store.folder} keep no candidate pairs. Run `lanthorn link` again.")
    with duckdb_connection() as connection:
        open_records(connection, records.tables())
        for name in ("child", "candidate", "description"):
            connection.read_parquet(str(links.table(name))).create_view(f"stored_{name}")
        connection.execute("create view member as select record_id, child_id as unit from stored_child")
        make_victims(connection, period)
        make_facts(connection, question)
        return _of(connection, question)


def victim_records(store: Store, period: Period) -> list[str]:
    """The names of all victims' records in flagged offences of the period, in order, however they are linked."""
    with duckdb_connection() as connection:
        open_records(connection, store.need(Layer.RECORDS).tables())
        connection.execute(_EACH_RECORD_A_UNIT)
        make_victims(connection, period)
        return [str(row[0]) for row in connection.execute("select unit from victim order by unit").fetchall()]


def _of(connection: duckdb.DuckDBPyConnection, question: Question) -> Posterior:
    query = _POSTERIOR.format(source=question.source, holds=question.holds)
    found = connection.execute(query, {"joined": parameters().joined_match_weight}).fetchnumpy()

    def texts(name: str) -> Texts:
        return np.array([None if value is np.ma.masked else value for value in found[name]], dtype=object)

    return Posterior(
        question,
        child_id=texts("unit"),
        first_record_id=texts("first_record_id"),
        reported_on=np.asarray(found["reported_on"], dtype="datetime64[D]"),
        sex=texts("sex"),
        ethnicity=texts("ethnicity"),
        probability=np.asarray(found["probability"], dtype=np.float64),
        plug_in=np.asarray(found["plug_in"], dtype=np.bool_),
        has_candidate=np.asarray(found["has_candidate"], dtype=np.bool_),
    )


_EACH_RECORD_A_UNIT = """
    create view member as select record_id, record_id as unit
    from (select 'involvement:' || offence_reference || '|' || person_number as record_id from involvement)
"""

# Within a child, the victim's descriptions and those of the other source hang together by a chain of links, which is
# as strong as its weakest; a direct pair or one step between is looked for, and no chain is weaker than the threshold.
# A pair that clustering keeps apart (twins, two identifiers of one authority) is no candidate.
_POSTERIOR = """
    with placed as (
        select description_id, any_value(child.child_id) as unit,
            bool_or(child.record_table = 'involvement') as is_victim,
            bool_or(child.record_table = '{source}') as is_source
        from stored_description join stored_child child using (record_id) group by description_id
    ),
    with_source as (select unit from placed group by unit having bool_or(is_source)),
    pairs as (
        select record_id_l as one, record_id_r as other, match_weight, apart from stored_candidate
        union all
        select record_id_r, record_id_l, match_weight, apart from stored_candidate
    ),
    here as (
        select one, other, match_weight, l.unit, l.is_victim and l.unit in (select unit from victim) as starts,
            l.unit as unit_one, r.unit as unit_other, r.is_source as ends, apart
        from pairs join placed l on one = l.description_id join placed r on other = r.description_id
    ),
    inside as (select * from here where unit_one = unit_other and not apart),
    steps as (
        select first.unit, least(first.match_weight, second.match_weight) as match_weight
        from inside first join inside second on first.other = second.one
        where first.starts and second.ends
        union all
        select unit, match_weight from inside where starts and ends
    ),
    own as (
        select victim.unit, victim.unit as candidate, greatest($joined, max(steps.match_weight)) as match_weight
        from victim join with_source using (unit) left join steps using (unit) group by victim.unit
    ),
    others as (
        select unit_one as unit, unit_other as candidate, max(match_weight) as match_weight
        from here join with_source on with_source.unit = unit_other
        where unit_one <> unit_other and unit_one in (select unit from victim)
        group by all having not bool_or(apart)
    ),
    weighed as (
        select *, pow(2, match_weight) as odds,
            exists (select 1 from fact where fact.unit = candidate and {holds}) as says_yes
        from (from own union all from others) as candidates join victim using (unit)
    ),
    summed as (
        select unit, coalesce(sum(odds) filter (says_yes), 0) / (1 + sum(odds)) as probability,
            bool_or(says_yes and candidate = unit) as plug_in, bool_or(says_yes) as has_candidate
        from weighed group by unit
    )
    select victim.*, round(coalesce(probability, 0), 9) as probability, coalesce(plug_in, false) as plug_in,
        coalesce(has_candidate, false) as has_candidate
    from victim left join summed using (unit) order by unit
"""
