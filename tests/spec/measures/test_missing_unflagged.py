"""Children reported missing three or more times within 90 days who are not flagged: a reason to ask, no more."""

import pytest

from tests.spec.tables import answer, counts, expected, published, same_children

TITLE = "Often missing and not flagged"

OFFENCES = """
offence_reference | reported_on | flag_category
A1                | 2014-06-15  | 1
A2                | 2015-04-01  | 1
A3                | 2014-06-15  |
A4                | 2013-11-11  | 2
"""
VICTIMS = """
offence_reference | person_number | role
A1                | 1             | victim
A2                | 1             | victim
A3                | 1             | victim
A4                | 1             | victim
A1                | 2             | suspect
"""
CARE_CHILD = """
care_authority | return_year | child_id
E09000025      | 2014-15     | 7
"""
EPISODES = """
care_authority | return_year | child_id | began_on   | ended_on
E09000025      | 2014-15     | 7        | 2014-01-01 |
"""


def _unflagged(days: dict[str, tuple[str, ...]], also: dict[str, str]):
    """`days`: child to the days of the missing reports; `also`: child to another record of the child."""
    reports, children = ["report_reference | reported_at"], []
    for child, when in days.items():
        ids = [f"{child}{number}" for number in range(len(when))]
        reports += [f"{name} | {day}T10:00:00" for name, day in zip(ids, when, strict=True)]
        children.append(f"{child}: " + ", ".join([f"missing_report:{name}" for name in ids] + [*_of(also, child)]))
    children += [f"{child}: {record}" for child, record in also.items() if child not in days]
    return answer(
        "missing.unflagged",
        offence=OFFENCES,
        involvement=VICTIMS,
        missing_report="\n".join(reports),
        child=same_children("\n".join(children)),
        care_child=CARE_CHILD,
        care_episode=EPISODES,
    )


def _of(also: dict[str, str], child: str) -> list[str]:
    return [also[child]] if child in also else []


OFTEN = ("2014-05-01", "2014-06-01", "2014-07-01")


def test_children_often_missing_by_whether_flagged_and_whether_looked_after():
    result = _unflagged(
        {"ann": OFTEN, "bob": OFTEN, "cem": OFTEN, "dee": OFTEN[:2]},
        {"ann": "involvement:A1|1", "bob": "care_child:E09000025|7"},
    )
    assert counts(result, "flagged", "looked_after") == expected("""
    flagged | looked_after | children
    yes     | no           | 1
    no      | yes          | 1
    no      | no           | 1
    """)


def test_the_share_not_flagged_is_of_the_children_often_missing():
    result = _unflagged({"ann": OFTEN, "bob": OFTEN, "dee": OFTEN[:2]}, {"ann": "involvement:A1|1"})
    cell = published(result).by("flagged").cell(flagged="no")
    assert (cell.count, cell.denominator) == (1, 2)


@pytest.mark.parametrize(
    ("days", "often"),
    [
        (("2014-05-01", "2014-06-01", "2014-07-30"), 1),
        (("2014-05-01", "2014-06-01", "2014-07-31"), 0),
        (("2014-05-01", "2014-05-01", "2014-05-01"), 1),
        (("2014-01-01", "2014-05-01", "2014-06-01", "2014-07-01"), 1),
        (("2014-05-01", "2014-09-01", "2015-01-01", "2015-03-31"), 0),
        (("2014-03-01", "2014-03-02", "2014-04-01"), 1),
        (("2014-01-01", "2014-01-02", "2014-01-03", "2014-12-01"), 0),
        (("2015-03-30", "2015-03-31", "2015-04-01"), 0),
    ],
    ids=[
        "the third 90 days after the first",
        "the third 91 days after the first",
        "three on one day",
        "any three in a row",
        "never three within 90 days",
        "the third in the period, the others before it",
        "three before the period, one in it",
        "the third after the period",
    ],
)
def test_often_is_three_reports_within_90_days_the_last_of_them_in_the_period(days, often):
    result = _unflagged({"ann": days}, {})
    assert result.tables[0].total == often


def test_none_often_missing_is_an_answer_and_not_a_gap_in_the_records():
    result = _unflagged({"ann": OFTEN[:2]}, {})
    assert result.unanswerable == ""
    assert result.tables[0].total == 0


@pytest.mark.parametrize(
    ("record", "flagged"),
    [
        ("involvement:A1|1", "yes"),
        ("involvement:A4|1", "yes"),
        ("involvement:A2|1", "no"),
        ("involvement:A3|1", "no"),
        ("involvement:A1|2", "no"),
    ],
    ids=["in the period", "before it", "after it", "no flag on the offence", "a suspect, not a victim"],
)
def test_flagged_is_a_victim_of_a_flagged_offence_reported_by_the_end_of_the_period(record, flagged):
    assert counts(_unflagged({"ann": OFTEN}, {"ann": record}), "flagged") == {flagged: 1}
