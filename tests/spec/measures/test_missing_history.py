"""How many victims had been reported missing in the 12 months before, how often, and how long before the first flag."""

import pytest

from tests.spec.tables import answer, counts, expected, published, same_children

TITLE = "Missing before"

OFFENCES = """
offence_reference | reported_on | flag_category | flagged_on
A1                | 2014-06-15  | 1             | 2014-06-20
A2                | 2014-09-01  | 1             | 2014-09-01
A3                | 2014-10-01  | 2             | 2014-10-01
"""
VICTIMS = """
offence_reference | person_number | role   | sex    | date_of_birth
A1                | 1             | victim | female | 1999-01-01
A2                | 1             | victim | female | 1999-01-01
A3                | 1             | victim | male   | 2000-01-01
"""


def _missing_on(*days: str) -> str:
    lines = [f"R{number} | {day}T12:00:00" for number, day in enumerate(days)]
    return "\n".join(["report_reference | reported_at", *lines])


def _ann(*days: str, measure: str = "missing.history", offences: str = OFFENCES, period: str = "2014-15"):
    """One child, the victim of A1 and of A2, reported missing on these days."""
    ids = ", ".join(["involvement:A1|1", "involvement:A2|1", *(f"missing_report:R{n}" for n in range(len(days)))])
    return answer(
        measure,
        period,
        offence=offences,
        involvement=VICTIMS,
        missing_report=_missing_on(*days),
        child=same_children(f"ann: {ids}"),
    )


@pytest.mark.parametrize(
    ("missing_on", "counts_as_before"),
    [
        ("2014-06-14", "yes"),
        ("2014-06-15", "no"),
        ("2014-06-16", "no"),
        ("2013-06-15", "yes"),
        ("2013-06-14", "no"),
    ],
)
def test_the_window_runs_from_twelve_months_before_to_the_day_before_the_report(missing_on, counts_as_before):
    """The first report is of 15 June 2014. What was reported that day may have come after."""
    assert counts(_ann(missing_on), "missing_before") == {counts_as_before: 1}


@pytest.mark.parametrize(("missing_on", "counts_as_before"), [("2015-02-28", "yes"), ("2015-02-27", "no")])
def test_twelve_months_before_a_leap_day_is_the_28th_of_february(missing_on, counts_as_before):
    offences = "offence_reference | reported_on | flag_category\nA1 | 2016-02-29 | 1"
    assert counts(_ann(missing_on, offences=offences, period="2015-16"), "missing_before") == {counts_as_before: 1}


def test_a_leap_day_lies_within_the_twelve_months():
    offences = "offence_reference | reported_on | flag_category\nA1 | 2017-02-28 | 1"
    assert counts(_ann("2016-02-29", offences=offences, period="2016-17"), "missing_before") == {"yes": 1}


def test_the_window_reaches_back_into_the_year_before():
    assert counts(_ann("2013-12-24"), "missing_before") == {"yes": 1}


def test_a_report_between_the_first_and_the_second_flagged_report_is_not_before():
    assert counts(_ann("2014-08-01"), "missing_before") == {"no": 1}


def test_a_victim_with_many_missing_reports_is_one_victim():
    result = _ann("2014-01-01", "2014-01-01", "2014-02-01", "2014-03-01", "2014-04-01", "2014-05-01")
    assert counts(result, "missing_before") == {"yes": 1}


def test_a_missing_report_of_another_child_does_not_count():
    result = answer(
        "missing.history",
        offence=OFFENCES,
        involvement=VICTIMS,
        missing_report=_missing_on("2014-06-01"),
        child=same_children("ann: involvement:A1|1, involvement:A2|1\nbob: involvement:A3|1\ncem: missing_report:R0"),
    )
    assert counts(result, "sex", "missing_before") == expected("""
    sex    | missing_before | children
    female | no             | 1
    male   | no             | 1
    """)


def test_without_any_missing_report_loaded_the_question_is_unanswerable_and_nobody_counts_as_not_missing():
    result = answer(
        "missing.history", offence=OFFENCES, involvement=VICTIMS, child=same_children("a: involvement:A1|1")
    )
    assert result.unanswerable == (
        "it needs records that have not been loaded: One police report that a child is missing"
    )


@pytest.mark.parametrize(
    ("times", "band"), [(0, "none"), (1, "1"), (2, "2"), (3, "3_5"), (5, "3_5"), (6, "6_15"), (16, "over_15")]
)
def test_how_often_is_the_number_of_reports_in_the_window(times, band):
    days = [f"2014-05-{day:02}" for day in range(1, times + 1)]
    before = "yes" if times else "no"
    result = _ann(*days, "2013-01-01", "2014-06-15", measure="missing.repeat")
    assert counts(result, "missing_before", "missing_times") == {f"{before} / {band}": 1}


def test_the_share_reported_missing_is_of_all_victims_and_published_as_at_least():
    result = answer(
        "missing.history",
        offence=OFFENCES,
        involvement=VICTIMS,
        missing_report=_missing_on("2014-06-01"),
        child=same_children("ann: involvement:A1|1, involvement:A2|1, missing_report:R0\nbob: involvement:A3|1"),
    )
    share = published(result).by("missing_before").cell(missing_before="yes")
    assert (share.count, share.denominator) == (1, 2)
    assert result.measure.linked
    assert result.measure.lower_bound


@pytest.mark.parametrize(
    ("missing_on", "lead"),
    [
        ("2014-06-19", "within_30"),
        ("2014-05-21", "within_30"),
        ("2014-05-20", "31_90"),
        ("2014-03-21", "91_180"),
        ("2013-12-21", "181_365"),
        ("2013-06-20", "181_365"),
        ("2013-06-19", "over_365"),
    ],
)
def test_lead_time_runs_from_the_first_missing_report_to_the_day_of_the_first_flag(missing_on, lead):
    """The first flag was set on 20 June 2014, five days after the report; later missing reports change nothing."""
    result = _ann(missing_on, "2014-06-19", "2014-12-01", measure="lead_time")
    assert counts(result, "missing_before_flag", "lead_time") == {f"yes / {lead}": 1}


@pytest.mark.parametrize("missing_on", ["2014-06-20", "2014-06-21"])
def test_a_child_first_reported_missing_on_the_day_of_the_flag_or_later_has_no_lead_time(missing_on):
    result = _ann(missing_on, measure="lead_time")
    assert counts(result, "missing_before_flag", "lead_time") == {"no / unknown": 1}


def test_a_child_never_reported_missing_has_no_lead_time():
    result = answer(
        "lead_time",
        offence=OFFENCES,
        involvement=VICTIMS,
        missing_report=_missing_on("2014-01-01"),
        child=same_children("bob: involvement:A3|1\ncem: missing_report:R0"),
    )
    assert counts(result, "missing_before_flag", "lead_time") == {"no / unknown": 1}


def test_where_the_day_of_the_flag_is_not_recorded_the_day_of_its_report_stands_in():
    offences = OFFENCES.replace("| 2014-06-20", "|")
    result = _ann("2014-06-14", measure="lead_time", offences=offences)
    assert counts(result, "missing_before_flag", "lead_time") == {"yes / within_30": 1}
    assert counts(_ann("2014-06-15", measure="lead_time", offences=offences), "missing_before_flag", "lead_time") == {
        "no / unknown": 1
    }


def test_a_flag_of_an_earlier_year_is_the_first_flag():
    offences = OFFENCES.replace("2014-06-15", "2013-11-01").replace("2014-06-20", "2013-11-01")
    result = _ann("2013-10-20", measure="lead_time", offences=offences)
    assert counts(result, "missing_before_flag", "lead_time") == {"yes / within_30": 1}
    assert result.tables[0].total == 1
