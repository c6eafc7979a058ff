"""Why a pair of records weighs what it weighs: the prior, then what each comparison adds or takes.

Given a store with links and two record ids; gives back the steps in bits, whose sum is the pair's match weight.
"""

import math
from dataclasses import dataclass

import duckdb

from lanthorn.errors import LanthornError
from lanthorn.evidence import Layer, Store, duckdb_connection
from lanthorn.linkage.comparisons import COMPARISONS
from lanthorn.linkage.parameters import parameters

_RARITY = "how rare the names are"


@dataclass(frozen=True)
class Step:
    """One contribution to a pair's weight."""

    what: str
    level: str
    bits: float


@dataclass(frozen=True)
class Waterfall:
    """All contributions to the weight of one pair of descriptions."""

    left: str
    right: str
    steps: tuple[Step, ...]
    match_weight: float
    probability: float
    joined: bool
    decision: str
    """What a person decided: same, different or blank."""


def waterfall(store: Store, left: str, right: str) -> Waterfall:
    """The contributions for the pair of descriptions that these two records belong to.

    Raises LanthornError where a record is not among the linked ones, both are described alike, or the pair was not
    kept: not compared at all, or below the stated weight.
    """
    links = store.need(Layer.LINKS)
    with duckdb_connection() as connection:
        for name in ("link", "description", "child"):
            connection.read_parquet(str(links.table(name))).create_view(name)
        one, other = (_described_as(connection, record) for record in (left, right))
        if one == other:
            raise LanthornError(f"{left} and {right} describe a child exactly alike: they are one without comparing.")
        found = connection.execute(_PAIR, [min(one, other), max(one, other)]).fetchall()
    if not found or found[0][0] is None:
        raise LanthornError(
            f"The pair {left} and {right} is not among the links: it was not compared, or weighs less than "
            f"{parameters().kept_match_weight:g} bits."
        )
    weight, probability, decision, joined, *levels = found[0]
    model = links.manifest.parameters["model"]
    bits = {(entry["comparison"], entry["level"]): math.log2(entry["m"] / entry["u"]) for entry in model["levels"]}
    steps = [Step("before anything is compared", "two descriptions at random", _prior_bits(model["prior"]))]
    steps += [
        Step(
            _words(comparison.name),
            level or "counts neither way",
            0.0 if level is None else bits[comparison.name, level],
        )
        for comparison, level in zip(COMPARISONS, levels, strict=True)
    ]
    rarity = weight - sum(step.bits for step in steps)
    if abs(rarity) > 0.001:
        steps.append(Step(_RARITY, "rarer names count for more", rarity))
    return Waterfall(left, right, tuple(steps), float(weight), float(probability), bool(joined), str(decision or ""))


def typical_pairs(store: Store) -> tuple[tuple[str, str], ...]:
    """A strong pair, the pair nearest to the threshold, and a weak one, for a first look."""
    links, chosen = store.need(Layer.LINKS), parameters()
    with duckdb_connection() as connection:
        connection.read_parquet(str(links.table("link"))).create_view("link")
        pairs = [
            connection.execute(_NEAREST, {"weight": weight}).fetchall()
            for weight in (20.0, chosen.joined_match_weight, chosen.kept_match_weight)
        ]
    return tuple(dict.fromkeys((str(left), str(right)) for found in pairs for left, right in found))


def _described_as(connection: duckdb.DuckDBPyConnection, record: str) -> str:
    found = connection.execute("select description_id from description where record_id = ?", [record]).fetchall()
    if not found:
        raise LanthornError(
            f"{record} is not among the linked records. Names of records look like "
            "involvement:CRIME|PERSON, missing_report:REPORT and care_child:AUTHORITY|CHILD."
        )
    return str(found[0][0])


def _prior_bits(prior: float) -> float:
    return math.log2(prior / (1 - prior))


def _words(name: str) -> str:
    return name.replace("_", " ")


_PAIR = f"""
    select match_weight, match_probability, decision, l.child_id = r.child_id,
        {", ".join(f"link.{comparison.name}" for comparison in COMPARISONS)}
    from link join child l on l.record_id = record_id_l join child r on r.record_id = record_id_r
    where record_id_l = ? and record_id_r = ?
"""  # noqa: S608 - own columns only

_NEAREST = """
    select record_id_l, record_id_r from link where match_weight is not null
    order by abs(match_weight - $weight), record_id_l, record_id_r limit 1
"""
