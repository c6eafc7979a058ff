"""Records that look flagged wrongly, late, incompletely or not at all: listed for a person to check."""

import pytest

from lanthorn.measures import flag_rules
from lanthorn.measures.flag_rules import exploitation_offences
from lanthorn.measures.units import flags
from lanthorn.vocabulary import codes
from tests.spec.tables import answer, counts, expected, published, same_children

TITLE = "Quality of the flags"

CHILD, ADULT, UNBORN = "1999-05-02", "1990-01-01", "2015-01-01"


def _checks(offence: str, *victims: str, **more) -> dict[str, str]:
    """Rule to result, for one offence with the headings below and victims with these dates of birth."""
    heading = "offence_reference | reported_on | flag_category | flagged_on | offence_code\nA1 | "
    people = ["offence_reference | person_number | role | date_of_birth", "A1 | 90 | suspect | 1980-01-01"]
    people += [f"A1 | {number} | victim | {birth}" for number, birth in enumerate(victims, start=1)]
    result = answer("flag.quality", offence=heading + offence, involvement="\n".join(people), **more)
    if not result.tables:
        return {}
    return dict(key.split(" / ") for key in counts(result, "flag_rule", "check_result"))


IN_ORDER = "2014-05-01 | 2 | 2014-05-01 | 22B"


def test_a_record_in_order_meets_no_rule():
    assert set(_checks(IN_ORDER, CHILD).values()) == {"in_order"}


@pytest.mark.parametrize(
    ("victims", "result"),
    [
        ((ADULT,), "to_check"),
        ((ADULT, ADULT), "to_check"),
        ((ADULT, CHILD), "in_order"),
        (("1996-05-01",), "to_check"),
        (("1996-05-02",), "in_order"),
    ],
)
def test_a_flag_where_every_victim_is_18_or_over(victims, result):
    """Aged 18 on the day of the report: born on 1 May 1996 and reported on 1 May 2014."""
    assert _checks(IN_ORDER, *victims)["every_victim_adult"] == result


@pytest.mark.parametrize("victims", [(ADULT, ""), ("",), (ADULT, UNBORN), ()])
def test_where_an_age_is_not_known_nobody_can_say_that_every_victim_is_an_adult(victims):
    assert "every_victim_adult" not in _checks(IN_ORDER, *victims)


def test_a_flag_without_a_victim():
    assert _checks(IN_ORDER)["no_victim_recorded"] == "to_check"
    assert _checks(IN_ORDER, "")["no_victim_recorded"] == "in_order"


@pytest.mark.parametrize(("category", "result"), [("1", "in_order"), ("", "to_check"), ("7", "to_check")])
def test_a_flag_without_a_category_of_the_protocol(category, result):
    assert _checks(f"2014-05-01 | {category} | 2014-05-01 | 22B", CHILD)["no_category"] == result


@pytest.mark.parametrize(
    ("flagged_on", "late", "before"),
    [
        ("2014-04-30", "in_order", "to_check"),
        ("2014-05-01", "in_order", "in_order"),
        ("2014-05-31", "in_order", "in_order"),
        ("2014-06-01", "to_check", "in_order"),
    ],
)
def test_a_flag_set_more_than_30_days_after_the_report_or_before_it(flagged_on, late, before):
    found = _checks(f"2014-05-01 | 2 | {flagged_on} | 22B", CHILD)
    assert (found["flagged_late"], found["flag_before_report"]) == (late, before)


def test_a_flag_without_a_day_is_listed_as_such_and_is_neither_late_nor_early():
    found = _checks("2014-05-01 | 2 | | 22B", CHILD)
    assert found["no_flag_date"] == "to_check"
    assert {"flagged_late", "flag_before_report"}.isdisjoint(found)


@pytest.mark.parametrize(
    ("category", "code", "rule", "result"),
    [
        ("1", "71", "category_too_low", "to_check"),
        ("1", "NC", "category_too_low", "in_order"),
        ("3", "NC", "category_without_offence", "to_check"),
        ("3", "19D", "category_without_offence", "in_order"),
    ],
)
def test_a_category_that_contradicts_the_offence(category, code, rule, result):
    assert _checks(f"2014-05-01 | {category} | 2014-05-01 | {code}", CHILD)[rule] == result


def test_without_an_offence_code_no_contradiction_can_be_seen():
    found = _checks("2014-05-01 | 1 | 2014-05-01 |", CHILD)
    assert {"category_too_low", "category_without_offence"}.isdisjoint(found)


@pytest.mark.parametrize(
    ("code", "victim", "result"),
    [("71", CHILD, "to_check"), ("88A", CHILD, "to_check"), ("13", CHILD, "in_order"), ("", CHILD, "in_order")],
)
def test_an_offence_of_exploitation_against_a_child_without_a_flag(code, victim, result):
    assert _checks(f"2014-05-01 | | | {code}", victim) == {"unflagged_exploitation_offence": result}


@pytest.mark.parametrize("victims", [(), (ADULT,), ("",), (UNBORN,)])
def test_an_offence_without_a_flag_and_without_a_child_is_not_looked_at(victims):
    assert _checks("2014-05-01 | | | 71", *victims) == {}


@pytest.mark.parametrize(
    ("days", "result"),
    [
        (("2014-04-30", "2014-01-01", "2013-05-01"), "to_check"),
        (("2014-04-30", "2014-01-01", "2013-04-30"), "in_order"),
        (("2014-04-30", "2014-01-01", "2014-05-01"), "in_order"),
        (("2014-04-30", "2014-01-01"), "in_order"),
        ((), "in_order"),
    ],
)
def test_no_flag_though_the_child_had_been_reported_missing_three_times_in_the_twelve_months_before(days, result):
    reports = ["report_reference | reported_at", "R9 | 2010-01-01T00:00:00"]
    reports += [f"R{number} | {day}T01:00:00" for number, day in enumerate(days)]
    child = ", ".join(["ann: involvement:A1|1", *(f"missing_report:R{number}" for number in range(len(days)))])
    found = _checks(
        "2014-05-01 | | | 13",
        CHILD,
        missing_report="\n".join(reports),
        child=same_children(f"{child}\nbob: missing_report:R9"),
    )
    assert found["unflagged_missing_often"] == result


def test_reports_of_two_victims_are_not_added_up():
    reports = (
        "report_reference | reported_at\nR1 | 2014-04-01T00:00:00\nR2 | 2014-04-02T00:00:00\nR3 | 2014-04-03T00:00:00"
    )
    children = "ann: involvement:A1|1, missing_report:R1, missing_report:R2\nbob: involvement:A1|2, missing_report:R3"
    found = _checks("2014-05-01 | | | 13", CHILD, CHILD, missing_report=reports, child=same_children(children))
    assert found["unflagged_missing_often"] == "in_order"


def test_where_missing_reports_are_not_loaded_that_rule_does_not_appear():
    assert "unflagged_missing_often" not in _checks("2014-05-01 | | | 13", CHILD)


def test_an_offence_of_another_period_is_not_looked_at():
    assert _checks("2013-05-01 | 2 | 2013-05-01 | 22B", CHILD) == {}


OFFENCES = """
offence_reference | reported_on | flag_category | flagged_on | offence_code
A1                | 2014-05-01  | 1             | 2014-05-01 | NC
A2                | 2014-05-01  | 1             | 2014-09-01 | NC
A3                | 2014-05-01  | 3             | 2014-05-08 | NC
A4                | 2014-05-01  | 3             |            | 71
"""
VICTIMS = """
offence_reference | person_number | role   | date_of_birth
A1                | 1             | victim | 1999-05-02
A2                | 1             | victim | 1999-05-02
A3                | 1             | victim | 1980-05-02
A4                | 1             | victim | 1999-05-02
"""


def test_the_number_of_records_to_check_stands_beside_the_number_looked_at():
    table = published(answer("flag.quality", offence=OFFENCES, involvement=VICTIMS)).by("flag_rule", "check_result")
    late = table.cell(flag_rule="flagged_late", check_result="to_check")
    assert (late.count, late.denominator) == (1, 3)
    adult = table.cell(flag_rule="every_victim_adult", check_result="to_check")
    assert (adult.count, adult.denominator) == (1, 4)


def test_a_rule_that_looked_at_no_record_does_not_appear_as_nought():
    (table,) = answer("flag.quality", offence=OFFENCES, involvement=VICTIMS).tables
    assert "unflagged_exploitation_offence" not in table.values[0]
    assert table.values[0] == tuple(rule.id for rule in flag_rules() if rule.id in table.values[0])


def test_days_from_the_report_to_the_flag():
    assert counts(answer("flag.delay", offence=OFFENCES), "days_to_flag") == expected("""
    days_to_flag | offences
    same_day     | 1
    1_7          | 1
    over_90      | 1
    unknown      | 1
    """)


def test_every_rule_of_the_data_file_is_applied_and_every_rule_applied_is_in_it():
    assert {rule.id for rule in flag_rules()} == flags.RULES_APPLIED


def test_every_rule_and_every_offence_has_a_reason_and_a_source():
    for rule in flag_rules():
        assert rule.label
        assert rule.looks_at
        assert rule.reason
        assert rule.source
    for offence in exploitation_offences():
        assert offence.code in codes("offence_code")
        assert offence.reason == codes("offence_code").label(offence.code)
