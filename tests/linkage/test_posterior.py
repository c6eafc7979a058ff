"""How likely a victim was missing before or looked after, by records that may or may not be of the same child."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lanthorn.errors import StoreError
from lanthorn.evidence import Layer
from lanthorn.linkage import link
from lanthorn.linkage.posterior import posterior
from lanthorn.linkage.questions import MISSING_CARE, MISSING_HISTORY
from lanthorn.vocabulary import parse_period

PERIOD = parse_period("2014-15")

KNOWN = """
    record  | forename | surname | born       | sex    | postcode | authority | reported   | missing
    crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025 | 2014-09-01 |
    report1 | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025 |            | {missing}
    crime2  | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  | E09000008 | 2014-09-01 |
"""


def _candidates(store, weights: dict[tuple[str, str], float], apart: bool = False) -> None:
    """Put these candidate pairs in the place of the model's."""
    version = store.need(Layer.LINKS)
    rows = [
        {"record_id_l": one, "record_id_r": other, "match_weight": weight, "apart": apart}
        for (one, other), weight in weights.items()
    ]
    schema = pq.read_schema(version.table("candidate"))
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), version.table("candidate"))


def _probabilities(store, question=MISSING_HISTORY) -> dict[str, float]:
    found = posterior(store, question, PERIOD)
    return dict(zip([name.split(":")[1][:6] for name in found.first_record_id], found.probability, strict=True))


@pytest.mark.parametrize(
    ("missing", "answer"),
    [
        ("2014-08-31", 1),
        ("2014-09-01", 0),  # the day of the report itself: what was reported that day may have come after
        ("2013-09-01", 1),
        ("2013-08-31", 0),
        ("2014-12-01", 0),
    ],
)
def test_a_missing_report_counts_in_the_twelve_months_before_the_first_report(store_of, missing, answer):
    store = store_of(KNOWN.format(missing=missing))
    link(store, defaults=True)
    found = _probabilities(store)
    assert found["crime1"] == pytest.approx(answer, abs=0.001)
    assert found["crime2"] == 0


def test_the_odds_of_a_candidate_are_two_to_its_match_weight(store_of):
    store = store_of(KNOWN.format(missing="2014-08-31"))
    link(store, defaults=True)
    _candidates(store, {("involvement:crime2|1", "missing_report:report1"): -2.0})
    assert _probabilities(store)["crime2"] == pytest.approx(0.25 / 1.25)


def test_at_most_one_candidate_is_the_child(store_of):
    """Two missing children resemble the victim, with odds 2 and 4; only the first was missing in time: 2 / (1+2+4)."""
    store = store_of("""
        record  | forename | surname | born       | sex    | postcode | authority | reported   | missing
        crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025 | 2014-09-01 |
        report1 | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  | E09000008 |            | 2014-08-01
        report2 | Hannah   | Cole    | 2001-03-09 | female | N1 4QR   | E09000019 |            | 2014-12-01
    """)
    link(store, defaults=True)
    victim = "involvement:crime1|1"
    _candidates(store, {(victim, "missing_report:report1"): 1.0, (victim, "missing_report:report2"): 2.0})
    assert _probabilities(store)["crime1"] == pytest.approx(2 / 7)


def test_two_who_cannot_be_one_child_are_no_candidates_however_alike(store_of):
    store = store_of(KNOWN.format(missing="2014-08-31"))
    link(store, defaults=True)
    _candidates(store, {("involvement:crime2|1", "missing_report:report1"): 3.0}, apart=True)
    found = posterior(store, MISSING_HISTORY, PERIOD)
    assert found.probability.max() > 0.9  # crime1, by the link that stands
    assert _probabilities(store)["crime2"] == 0


def test_twins_are_marked_as_apart_among_the_candidates(store_of):
    store = store_of("""
        record  | forename | surname | born       | sex    | postcode | authority
        crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
        report1 | Hannah   | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
    """)
    link(store, defaults=True)
    [pair] = pq.read_table(store.need(Layer.LINKS).table("candidate")).to_pylist()
    assert pair["apart"]


def test_a_chain_is_as_strong_as_its_weakest_link(store_of):
    """The care record hangs on the victim by the missing report between them, which a weight of 5 joins to care."""
    store = store_of("""
        record  | forename | surname | born       | sex    | postcode | placement | authority | reported   | missing
        crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  |           | E09000025 | 2014-09-01 |
        report1 | Rebecca  | Ward    | 2000-05-14 | female | CR0 2EF  |           | E09000008 |            | 2014-08-01
        care1   |          |         | 2000-05-14 | female | E15 3AB  | CR0 2EF   | E09000025 |            |
    """)
    link(store, defaults=True)
    crime, report, care = "involvement:crime1|1", "missing_report:report1", "care_child:E09000025|care1"
    _candidates(store, {(crime, report): 12.0, (care, report): 5.0})
    assert _probabilities(store, MISSING_CARE)["crime1"] == pytest.approx(32 / 33)


def test_every_victim_of_the_period_stands_once_and_no_other(store_of):
    store = store_of("""
        record  | forename | surname | born       | sex    | postcode | authority | reported   | missing
        crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025 | 2014-09-01 |
        crime2  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025 | 2014-06-01 |
        crime3  | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  | E09000008 | 2013-09-01 |
        report1 | Hannah   | Cole    | 2001-03-09 | female | N1 4QR   | E09000019 |            | 2014-12-01
    """)
    link(store, defaults=True)
    found = posterior(store, MISSING_HISTORY, PERIOD)
    assert found.first_record_id.tolist() == ["involvement:crime2|1"]
    assert found.reported_on.tolist() == [date(2014, 6, 1)]


def test_draws_follow_the_posterior_and_their_seed(store_of):
    store = store_of(KNOWN.format(missing="2014-08-31"))
    link(store, defaults=True)
    _candidates(store, {("involvement:crime2|1", "missing_report:report1"): -1.0})
    found = posterior(store, MISSING_HISTORY, PERIOD)
    drawn = found.draws(np.random.default_rng(1), 20_000)
    assert drawn.mean(axis=0) == pytest.approx(found.probability, abs=0.02)
    assert (drawn == found.draws(np.random.default_rng(1), 20_000)).all()


def test_links_without_candidate_pairs_must_be_made_again(store_of):
    store = store_of(KNOWN.format(missing="2014-08-31"))
    with store.write(Layer.LINKS) as writer:
        writer.parents = {"records": store.need(Layer.RECORDS).number}
    with pytest.raises(StoreError, match="link"):
        posterior(store, MISSING_HISTORY, PERIOD)
