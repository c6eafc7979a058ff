"""A small synthetic London, the whole way from the agencies' files: the answers are those of a pandas script.

The script (`benchmarks/pandas_profile.py`) reads the CSV files itself and shares nothing with the measures but the
code lists and which record is which child.
"""

from pathlib import Path

import pytest
from benchmarks import pandas_profile, stages

from lanthorn.measures import catalogue

TITLE = "The whole way from files"

SCALE = 0.1

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def london(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("london")
    agencies, store = folder / "london", folder / "store"
    stages.synth(agencies, SCALE)
    stages.intake(agencies, store)
    stages.linkage(store)
    return agencies, store


@pytest.fixture(scope="module")
def by_hand(london: tuple[Path, Path]) -> pandas_profile.Answers:
    agencies, store = london
    return pandas_profile.answers(agencies, next((store / "links").glob("*/child.parquet")))


def test_the_answers_are_those_of_a_pandas_script_over_the_files(london, by_hand):
    answers = stages.some_measures(london[1], list(by_hand))
    for measure, breakdowns in by_hand.items():
        for dimensions, counts in breakdowns.items():
            assert answers[measure][dimensions] == counts, measure


def test_the_script_has_something_to_count_in_every_question(by_hand):
    assert len(by_hand) == 19
    for measure, breakdowns in by_hand.items():
        assert all(sum(counts.values()) > 20 for counts in breakdowns.values()), measure


def test_every_measure_is_answered_but_those_whose_records_no_extract_holds(london):
    answers = stages.answer(london[1], [measure.id for measure in catalogue().measures])
    assert {name for name, answer in answers.items() if answer.unanswerable} == {"outcome"}
