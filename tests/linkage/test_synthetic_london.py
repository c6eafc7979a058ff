"""Linkage on a synthetic London, from the agencies' files, against the truth that lies beside them."""

import csv
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest

from lanthorn.evidence import Layer, Store, duckdb_connection
from lanthorn.linkage import LinkReport, estimate_quality, evaluate, link
from lanthorn.linkage.learn_defaults import write_weights
from lanthorn.linkage.weights import default_weights
from lanthorn.synthetic import generate

pytestmark = pytest.mark.slow

SCALE = 0.15  # enough descriptions to learn the weights from, small enough for a test


@dataclass
class Linked:
    """A synthetic London, taken in and linked."""

    store: Store
    truth: Path
    report: LinkReport


@pytest.fixture(scope="module")
def london(tmp_path_factory) -> Linked:
    from lanthorn.intake import take_in

    folder = tmp_path_factory.mktemp("london")
    made = generate(folder / "london", seed=5, scale=SCALE)
    store = Store.open(folder / "store", create=True)
    take_in(made.files, store)
    return Linked(store, made.truth, link(store, defaults=True))


def test_the_weights_are_learnt_from_the_records_themselves(london):
    assert london.report.trained
    supposed = [level for level in london.report.not_learnt if not level.startswith("identifier")]
    assert not [level for level in supposed if level.split(":")[1].startswith(" same (")]
    assert len(supposed) <= 8


def test_children_are_recognised_across_agencies(london):
    scores = evaluate(london.store, london.truth).scores
    found = {name: round(score.f1, 3) for name, score in scores.items()}
    assert all(f1 >= 0.95 for f1 in found.values()), found
    assert found["pairs, all records"] >= 0.99, found
    assert found["B-cubed, all records"] >= 0.99, found


def test_hardly_two_children_are_taken_for_one(london):
    scores = evaluate(london.store, london.truth).scores
    assert scores["pairs, all records"].precision >= 0.99
    assert scores["pairs, police and care"].precision >= 0.97


def test_the_share_of_victims_missing_before_comes_out_within_three_points_of_the_truth(london):
    evaluation = evaluate(london.store, london.truth)
    assert evaluation.missing_before_linked == pytest.approx(evaluation.missing_before_true, abs=0.03)


def _true_shares(london: Linked, *edges: float) -> list[float]:
    """Of the compared pairs that could be one child, the share that is, for each range of the model's probability."""
    with duckdb_connection() as connection:
        for name in ("candidate", "child"):
            connection.read_parquet(str(london.store.need(Layer.LINKS).table(name))).create_view(name)
        connection.read_parquet(str(london.truth / "record_child.parquet")).create_view("truth")
        rows = connection.execute("""
            select 1 / (1 + pow(2, -match_weight)) as probability, l.person_id = r.person_id as is_true
            from candidate join truth l on l.record_id = record_id_l join truth r on r.record_id = record_id_r
            where not apart
        """).fetchall()
    inside = [[is_true for probability, is_true in rows if low <= probability < high] for low, high in pairwise(edges)]
    assert all(len(pairs) >= 20 for pairs in inside)
    return [sum(pairs) / len(pairs) for pairs in inside]


def test_the_higher_the_model_s_probability_the_more_pairs_are_truly_one_child(london):
    """The check of calibration. In the middle the model is too hopeful of care records, which bear no names."""
    unlikely, doubtful, likely, sure = _true_shares(london, 0.0, 0.05, 0.5, 0.99, 1.1)
    assert unlikely < 0.05
    assert unlikely < doubtful < likely < sure
    assert sure > 0.98


def test_without_a_truth_the_model_says_nearly_how_precise_the_links_are_and_does_not_boast_of_recall(london):
    """It expects to have missed more than it has: care records that fit several children count as likely in each."""
    expected = estimate_quality(london.store)
    found = evaluate(london.store, london.truth).scores["pairs, different descriptions"]
    assert expected.precision == pytest.approx(found.precision, abs=0.01)
    assert found.recall - 0.12 < expected.recall < found.recall + 0.01


def test_scores_by_group_are_as_good_for_every_group(london):
    """A link rate that differs by group would bias the profile."""
    groups = evaluate(london.store, london.truth).groups
    assert set(groups) == {"sex", "ethnicity group", "agency"}
    assert set(groups["ethnicity group"]) >= {"white", "black", "asian", "mixed", "other"}
    for scores in groups.values():
        assert all(score.f1 > 0.97 for score in scores.values() if score.true >= 100)


def test_every_record_of_the_truth_that_was_taken_in_has_a_child(london):
    evaluation = evaluate(london.store, london.truth)
    assert evaluation.records + evaluation.records_without_truth == sum(london.report.records.values())
    assert evaluation.records_without_truth <= 0.001 * evaluation.records


def test_what_was_learnt_can_be_kept_as_default_weights(london):
    written = StringIO()
    write_weights(london.store, written)
    rows = list(csv.DictReader(line for line in written.getvalue().splitlines() if not line.startswith("#")))
    levels = london.store.need(Layer.LINKS).manifest.parameters["model"]["levels"]
    kept = {(row["comparison"], row["level"]): (float(row["m"]), float(row["u"])) for row in rows[1:]}
    assert {(level["comparison"], level["level"]): (level["m"], level["u"]) for level in levels}.items() <= kept.items()
    assert kept.keys() == default_weights().levels.keys()


def test_a_second_run_writes_the_same_bytes_and_nothing_to_the_screen(london, capfd):
    first = london.store.need(Layer.LINKS)
    link(london.store, defaults=True)
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")
    second = london.store.need(Layer.LINKS)
    assert second.number == first.number + 1
    assert second.manifest.sha256 == first.manifest.sha256
    assert second.manifest.parameters == first.manifest.parameters
