"""Pairs compared on Spark: the same pairs as on DuckDB, but for one in some hundred thousand similar names.

What needs Spark is skipped where it is not installed (`make spark`, and Java 17).
"""

import sys
from dataclasses import dataclass
from shutil import copytree, which

import pytest

from lanthorn.errors import LanthornError
from lanthorn.evidence import Layer, Store, duckdb_connection, spark_session
from lanthorn.linkage import LinkReport, link
from lanthorn.linkage.comparisons import COMPARISONS, OTHERWISE
from lanthorn.linkage.dialect import in_spark
from lanthorn.synthetic import generate

SCALE = 0.1
MOST_PAIRS_THAT_DIFFER = 0.002


@pytest.mark.parametrize(
    ("on_duckdb", "on_spark"),
    [
        ("list_has_any(postcodes_l, postcodes_r)", "arrays_overlap(postcodes_l, postcodes_r)"),
        ("jaro_winkler_similarity(forename_l, forename_r) >= 0.92", "jaro_winkler(forename_l, forename_r) >= 0.92"),
        ("hamming(birth_text_l, birth_text_r) = 1", "levenshtein(birth_text_l, birth_text_r) = 1"),
        ("len(list_intersect(days_l, days_r)) >= 2", "size(array_intersect(days_l, days_r)) >= 2"),
        ("sex_l = sex_r", "sex_l = sex_r"),
        (OTHERWISE, OTHERWISE),
    ],
)
def test_a_condition_is_said_in_the_other_engine_s_words(on_duckdb, on_spark):
    assert in_spark(on_duckdb).lower() == on_spark.lower()


def test_no_word_of_duckdb_s_own_is_left_in_any_condition():
    said = " ".join(in_spark(level.condition) for comparison in COMPARISONS for level in comparison.levels).lower()
    assert [word for word in ("list_", "jaro_winkler_similarity", "hamming", "&&") if word in said] == []


def test_without_spark_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(LanthornError, match=r"lanthorn\[spark\]"):
        spark_session()


@dataclass
class Twice:
    """One synthetic London, linked on both engines."""

    duckdb: Store
    spark: Store
    reports: tuple[LinkReport, LinkReport]


@pytest.fixture(scope="module")
def twice(tmp_path_factory) -> Twice:
    pytest.importorskip("pyspark", reason="Spark is not installed: make spark")
    if which("java") is None:
        pytest.skip("Spark needs Java 17, and there is no java on the path")
    from lanthorn.intake import take_in

    folder = tmp_path_factory.mktemp("engines")
    made = generate(folder / "london", seed=5, scale=SCALE)
    store = Store.open(folder / "duckdb", create=True)
    take_in(made.files, store)
    first = link(store, defaults=True)
    copytree(folder / "duckdb", folder / "spark")
    other = Store.open(folder / "spark")
    return Twice(store, other, (first, link(other, engine="spark", defaults=True)))


def _pairs_that_differ(twice: Twice, table: str, least_weight: float) -> float:
    """Of the pairs that either engine weighs so high, the share that the other does not."""
    with duckdb_connection() as connection:
        for name, store in (("one", twice.duckdb), ("other", twice.spark)):
            connection.read_parquet(str(store.need(Layer.LINKS).table(table))).create_view(name)
        [(both, either)] = connection.execute(
            f"""
            select count(*) filter (one.match_weight >= {least_weight} and other.match_weight >= {least_weight}),
                count(*) filter (one.match_weight >= {least_weight} or other.match_weight >= {least_weight})
            from one full join other using (record_id_l, record_id_r)
            """
        ).fetchall()
    assert either > 500
    return 1 - both / either


@pytest.mark.slow
def test_both_engines_compare_the_same_pairs(twice):
    assert twice.reports[0].candidate_pairs == twice.reports[1].candidate_pairs
    assert _pairs_that_differ(twice, "candidate", -100) <= MOST_PAIRS_THAT_DIFFER


@pytest.mark.slow
def test_the_pairs_that_are_links_are_the_same_within_two_in_a_thousand(twice):
    assert _pairs_that_differ(twice, "candidate", 0) <= MOST_PAIRS_THAT_DIFFER


@pytest.mark.slow
def test_the_children_are_the_same_within_two_in_a_thousand(twice):
    on_duckdb, on_spark = (report.children for report in twice.reports)
    assert on_spark == pytest.approx(on_duckdb, rel=MOST_PAIRS_THAT_DIFFER)


@pytest.mark.slow
def test_a_run_says_which_engine_compared_and_which_did_before(twice):
    assert [report.engine for report in twice.reports] == ["duckdb", "spark"]
    assert [report.engine_before for report in twice.reports] == [None, "duckdb"]
    assert twice.spark.need(Layer.LINKS).manifest.parameters["engine"] == "spark"


@pytest.mark.slow
def test_nothing_that_was_exchanged_with_spark_is_left_in_the_store(twice):
    assert {path.name for path in twice.spark.folder.iterdir()} == {path.name for path in twice.duckdb.folder.iterdir()}
