"""What holds of every measure over any records: counts add up, nothing is dropped, the order of rows says nothing.

And the evaluator's answers are those of a recount in plain Python.
"""

from functools import cache
from random import Random

import ibis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanthorn.measures import TOTAL, Answer, Evaluator, catalogue
from lanthorn.measures.dimensions import dimension
from lanthorn.vocabulary import parse_period
from tests.spec.random_records import Rows, records
from tests.spec.recount import RECOUNTS, Recount
from tests.spec.tables import stored

TITLE = "What holds of every measure"

PERIOD = parse_period("2014-15")
MEASURES = catalogue().measures
SEEDS = st.integers(0, 7)
"""Few, and each answered once: a set of answers takes about a second, most of it spent on writing SQL."""
SLOW = settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])


def _opened(made: dict[str, Rows]) -> dict[str, ibis.Table]:
    connection = ibis.duckdb.connect()
    return {name: connection.create_table(name, stored(name, rows)) for name, rows in made.items()}


def _answer_all(made: dict[str, Rows]) -> dict[str, Answer]:
    evaluator = Evaluator(_opened(made), PERIOD)
    return {measure.id: evaluator.answer(measure) for measure in MEASURES}


@cache
def _records(seed: int) -> dict[str, Rows]:
    return records(Random(seed), size=12)


@cache
def _answers(seed: int) -> dict[str, Answer]:
    return _answer_all(_records(seed))


@given(seed=SEEDS)
@SLOW
def test_every_margin_is_the_sum_of_its_values_the_unknown_included(seed):
    for answer in _answers(seed).values():
        for table in answer.tables:
            for place, values in enumerate(table.values):
                for key, count in table.counts.items():
                    if key[place] == TOTAL:
                        parts = [table.counts[(*key[:place], value, *key[place + 1 :])] for value in values]
                        assert count == sum(parts)


@given(seed=SEEDS)
@SLOW
def test_every_breakdown_of_a_measure_counts_the_same_units(seed):
    for answer in _answers(seed).values():
        assert len({table.total for table in answer.tables}) <= 1


@given(seed=SEEDS)
@SLOW
def test_every_value_counted_is_one_that_its_dimension_can_say(seed):
    for answer in _answers(seed).values():
        for table in answer.tables:
            for name, values in zip(table.dimensions, table.values, strict=True):
                declared = dimension(name)
                assert not declared.labels or set(values) <= {*declared.labels, "unknown"}
                assert len(values) == len(set(values))


@given(seed=SEEDS)
@SLOW
def test_victims_are_counted_once_in_whatever_measure(seed):
    victims = len(Recount(_records(seed)).victims())
    for answer in _answers(seed).values():
        if answer.tables and answer.measure.unit.startswith("victim"):
            assert answer.tables[0].total == victims


@given(seed=st.integers(0, 2))
@SLOW
def test_the_order_of_rows_does_not_matter(seed):
    shuffled = {name: Random(seed).sample(rows, len(rows)) for name, rows in _records(seed).items()}
    other = _answer_all(shuffled)
    for name, answer in _answers(seed).items():
        assert answer.unanswerable == other[name].unanswerable
        assert answer.tables == other[name].tables


@given(seed=SEEDS)
@SLOW
def test_the_answers_are_those_of_a_recount_in_plain_python(seed):
    answers, recount = _answers(seed), Recount(_records(seed))
    for (name, dimensions), count_again in RECOUNTS.items():
        found = {
            key: number
            for table in answers[name].tables
            if table.dimensions == dimensions
            for key, number in table.counts.items()
            if number and TOTAL not in key
        }
        assert found == dict(count_again(recount)), name


@pytest.mark.parametrize(("name", "dimensions"), RECOUNTS)
def test_the_recount_meets_every_question_with_something_to_count(name, dimensions):
    """The random records are rich enough that no recount agrees merely by counting nothing."""
    assert any(RECOUNTS[(name, dimensions)](Recount(_records(seed))) for seed in range(5))
