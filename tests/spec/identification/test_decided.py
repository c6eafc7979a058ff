"""Decided before: a child does not return for the same reason unless something new has happened."""

from datetime import date

import pyarrow as pa
import pytest

from lanthorn.errors import BadFileError
from tests.spec.identification.whiteboard import ask, children_of, words_of

REPORTS = """
report_reference | reported_at      | returned_at
M1               | 2015-03-01T10:00 | 2015-03-03T10:00
M2               | 2015-03-10T10:00 | 2015-03-13T10:00
"""
ANN = "ann: missing_report:M1, missing_report:M2"


def decision(child="ann", rule="missing.long", decided_on=date(2015, 3, 12), said="no action", records=None):
    row = {"child": child, "rule": rule, "decided_on": decided_on, "decision": said}
    return row if records is None else row | {"records": records}


def _ask(*decisions, reports=REPORTS, children=ANN, as_of=date(2015, 3, 31), rules=("missing.long",)):
    decided = pa.Table.from_pylist(list(decisions)) if decisions else None
    return ask(*rules, missing_report=reports, children=children, as_of=as_of, decided=decided)


def test_without_a_decision_the_child_is_shown():
    assert children_of(_ask()) == ["ann"]


@pytest.mark.parametrize("said", ["refer", "known already", "no action"])
def test_a_decided_child_is_left_out_whatever_was_decided_and_counted(said):
    found = _ask(decision("missing_report:M1", said=said))
    assert children_of(found) == []
    assert found.decided_left_out == 1


def test_a_record_of_a_later_day_brings_the_child_back_with_the_decision_beside_it():
    found = _ask(decision("missing_report:M1", decided_on=date(2015, 3, 9)))
    assert children_of(found) == ["ann"]
    [child] = found.view()
    [reason] = child.reasons
    assert (reason.decided_on, reason.decision) == (date(2015, 3, 9), "no action")
    assert [(record.record_id, record.is_new) for record in reason.records] == [
        ("missing_report:M1", False),
        ("missing_report:M2", True),
    ]


def test_a_record_of_the_day_of_the_decision_counts_as_seen():
    assert children_of(_ask(decision("missing_report:M1", decided_on=date(2015, 3, 10)))) == []


def test_where_the_decision_says_what_was_seen_any_other_record_is_new_even_one_of_an_earlier_day():
    seen = decision("missing_report:M1", records=["missing_report:M2"])
    assert children_of(_ask(seen)) == ["ann"]
    assert children_of(_ask(decision("missing_report:M1", records=["missing_report:M1", "missing_report:M2"]))) == []


def test_what_earlier_decisions_saw_stays_seen():
    first = decision("missing_report:M1", decided_on=date(2015, 3, 5), records=["missing_report:M1"])
    second = decision("missing_report:M1", decided_on=date(2015, 3, 12), records=["missing_report:M2"])
    assert children_of(_ask(first, second)) == []


def test_records_may_be_written_as_one_text_as_a_spreadsheet_holds_them():
    assert children_of(_ask(decision("missing_report:M1", records="missing_report:M1; missing_report:M2"))) == []


def test_a_decision_on_one_reason_does_not_silence_another():
    rules = ("missing.long", "missing.often")
    reports = REPORTS + "M3 | 2015-03-11T10:00 | 2015-03-11T12:00"
    found = _ask(decision("missing_report:M1"), reports=reports, children=ANN + ", missing_report:M3", rules=rules)
    assert [row["rule"] for row in found.reasons.to_pylist()] == ["missing.often"]


def test_a_decision_names_the_child_by_any_record_so_that_it_holds_when_linkage_names_the_child_anew():
    assert children_of(_ask(decision("missing_report:M2"), children=ANN.replace("ann", "another"))) == []


def test_a_decision_of_a_later_day_than_the_one_asked_is_not_known_yet():
    assert children_of(_ask(decision("missing_report:M1", decided_on=date(2015, 4, 1)))) == ["ann"]


def test_a_decision_about_a_record_that_is_gone_is_counted():
    found = _ask(decision("missing_report:M9"), decision("missing_report:M1", rule="local.retired"))
    assert children_of(found) == ["ann"]
    assert found.decisions_not_understood == 2


def test_the_whole_reason_is_said_again_when_the_child_returns():
    found = _ask(decision("missing_report:M1", decided_on=date(2015, 3, 9)))
    assert words_of(found, "ann") == ["Missing for more than 24 hours twice, from 1 March 2015 to 10 March 2015."]


def test_decisions_without_a_column_are_refused_by_its_name():
    with pytest.raises(BadFileError, match="no column 'decided_on'"):
        ask("missing.long", missing_report=REPORTS, children=ANN, decided=pa.table({"child": ["x"], "rule": ["y"]}))


def test_a_blank_cell_is_refused_by_its_row():
    with pytest.raises(BadFileError, match="row 2 below the headings: 'decision' is blank"):
        _ask(decision(), decision(said=None))
