"""Scores counted by hand against a small truth."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lanthorn.errors import LanthornError, StoreError
from lanthorn.evidence import Layer, Store
from lanthorn.linkage import evaluate, link
from lanthorn.linkage.decisions import Decision, record_decisions

RECORDS = """
    record  | forename | surname | born       | sex    | postcode | authority
    crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
    report1 | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
    report2 | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  | E09000008
    report3 | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  | E09000008
"""


def _truth(folder: Path, person: dict[str, str]) -> Path:
    table = pa.table({"record_id": list(person), "person_id": list(person.values())})
    pq.write_table(table, folder / "record_child.parquet")
    return folder


@pytest.fixture
def linked(store_of) -> Store:
    store = store_of(RECORDS)
    link(store, defaults=True)
    return store


def test_links_that_are_the_truth_score_one_everywhere(linked, tmp_path):
    truth = {"involvement:crime1|1": "A", "missing_report:report1": "A"}
    truth |= {"missing_report:report2": "B", "missing_report:report3": "B"}
    evaluation = evaluate(linked, _truth(tmp_path, truth))
    assert {(score.precision, score.recall, score.f1) for score in evaluation.scores.values()} == {(1.0, 1.0, 1.0)}
    assert (evaluation.records, evaluation.children_found, evaluation.children_true) == (4, 2, 2)


def test_a_missed_pair_lowers_recall_and_a_wrong_one_precision(linked, tmp_path):
    """Found: crime1 = report1, report2 = report3. True: crime1 = report1 = report2."""
    truth = {"involvement:crime1|1": "A", "missing_report:report1": "A"}
    truth |= {"missing_report:report2": "A", "missing_report:report3": "B"}
    scores = evaluate(linked, _truth(tmp_path, truth)).scores
    every = scores["pairs, all records"]
    assert (every.found, every.true, every.precision, every.recall) == (2, 3, 1 / 2, 1 / 3)
    across = scores["pairs, victim and missing"]
    assert (across.found, across.true, across.precision, across.recall) == (1, 2, 1.0, 1 / 2)
    b_cubed = scores["B-cubed, all records"]
    assert b_cubed.precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert b_cubed.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_a_child_counts_as_found_only_where_exactly_its_records_are_together(linked, tmp_path):
    """Found: crime1 = report1, report2 = report3. True: crime1 = report1, and report2, and report3."""
    truth = {"involvement:crime1|1": "A", "missing_report:report1": "A"}
    truth |= {"missing_report:report2": "B", "missing_report:report3": "C"}
    clusters = evaluate(linked, _truth(tmp_path, truth)).scores["clusters, all records"]
    assert (clusters.found, clusters.true, clusters.precision, clusters.recall) == (2, 3, 1 / 2, 1 / 3)


def test_groups_are_scored_by_their_own_records_in_clusters_of_all(store_of, tmp_path):
    """The boy's one record was taken for the girl's three: a quarter of what stands with it is right, of hers three."""
    store = store_of("""
        record  | forename | surname | born       | sex    | postcode | authority
        crime1  | Alex     | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
        report1 | Alex     | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
        report2 | Alex     | Ward    | 2000-05-14 |        | E15 3AB  | E09000025
        report3 | Alex     | Ward    | 2000-05-14 | male   | N1 4QR   | E09000019
    """)
    taken_for_one = Decision("missing_report:report2", "missing_report:report3", "same", "One", "a wrong judgement")
    record_decisions(store, [taken_for_one])
    link(store, defaults=True)
    truth = dict.fromkeys(["involvement:crime1|1", "missing_report:report1", "missing_report:report2"], "girl")
    groups = evaluate(store, _truth(tmp_path, truth | {"missing_report:report3": "boy"})).groups
    assert {name: (score.true, score.precision, score.recall) for name, score in groups["sex"].items()} == {
        "female": (3, 3 / 4, 1),
        "male": (1, 1 / 4, 1),
    }
    assert {name: score.true for name, score in groups["agency"].items()} == {
        "police, missing": 3,
        "police, victims": 1,
    }


def test_records_of_which_the_truth_is_not_known_are_left_out_and_counted(linked, tmp_path):
    evaluation = evaluate(linked, _truth(tmp_path, {"involvement:crime1|1": "A", "missing_report:report1": "A"}))
    assert (evaluation.records, evaluation.records_without_truth) == (2, 2)


def test_a_folder_without_truth_is_refused(linked, tmp_path):
    with pytest.raises(LanthornError, match="record_child"):
        evaluate(linked, tmp_path)


def test_the_truth_of_other_records_is_refused(linked, tmp_path):
    with pytest.raises(LanthornError, match="other records"):
        evaluate(linked, _truth(tmp_path, {"involvement:elsewhere|1": "A"}))


def test_links_older_than_the_records_are_refused(linked, tmp_path):
    with linked.write(Layer.RECORDS):
        pass
    with pytest.raises(StoreError, match="again"):
        evaluate(linked, tmp_path)
