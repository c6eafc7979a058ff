"""The six aims, along a child's case: referred, screened, heard, reviewed; as things stood at the period's end."""

from tests.spec.tables import answer, counts, expected, published, same_children

TITLE = "The six aims: a child's case"

CASES = """
case_reference | child_reference | authority | opened_on  | closed_on  | next_review_on
C1             | Ana             | E09000025 | 2014-05-02 |            | 2015-06-01
C2             | Ben             | E09000025 | 2014-05-09 |            |
C3             | Cora            | E09000033 | 2015-03-24 |            |
C4             | Dan             | E09000033 | 2015-03-30 |            |
C5             | Ana             |           | 2013-06-03 | 2013-12-02 |
C6             | Ben             | E09000025 | 2013-05-01 | 2013-05-03 |
"""

REFERRALS = """
referral_reference | case_reference | agency_kind | sent_at             | child_told
R1                 | C1             | police      | 2014-05-02T10:00:00 | yes
R2                 | C1             | health      | 2014-05-20T10:00:00 | no
R3                 | C2             | education   | 2014-05-09T16:00:00 |
R4                 | C3             | police      | 2015-03-24T09:00:00 | yes
R5                 | C4             | voluntary   | 2015-03-30T09:00:00 | yes
R6                 |                | police      | 2015-03-31T09:00:00 | no
R7                 | C5             | police      | 2013-06-03T09:00:00 | no
R8                 | C6             | police      | 2013-05-01T09:00:00 | no
R9                 | C2             | The Church  | 2015-04-01T00:00:00 | yes
"""

SCREENINGS = """
screening_reference | case_reference | screened_on | category | outcome | second_to
S1                  | C1             | 2014-05-07  | 2        | panel   |
S2                  | C1             | 2014-05-12  | 1        |         | S1
S3                  | C2             | 2014-05-16  | none     | support |
S4                  | C4             | 2015-04-02  | 1        | panel   |
"""


def test_referrals_by_agency_and_whether_the_child_was_told():
    result = answer("aims.referral", referral=REFERRALS)
    assert counts(result, "agency_kind") == expected("""
    agency      | referrals
    police      | 3
    health      | 1
    education   | 1
    voluntary   | 1
    """)
    assert counts(result, "child_told") == expected("""
    told    | referrals
    yes     | 3
    no      | 2
    unknown | 1
    """)


def test_the_share_of_children_told_is_of_the_referrals_that_say_so():
    told = published(answer("aims.referral", referral=REFERRALS)).by("child_told")
    assert told.cell(child_told="yes").denominator == 5


def test_days_to_screening_are_working_days_of_england():
    """C1: Friday 2 May 2014 to Wednesday 7 May, with the bank holiday of Monday 5 May between, is two working days."""
    result = answer("aims.screening", referral=REFERRALS, case_episode=CASES, screening=SCREENINGS)
    assert counts(result, "days_to_screening") == expected("""
    days           | cases
    2              | 1
    4_5            | 1
    waits_too_long | 1
    unknown        | 1
    """)


def test_a_case_that_waits_longer_than_the_standard_is_not_in_time_and_one_that_waits_less_is_not_judged():
    result = answer("aims.screening", referral=REFERRALS, case_episode=CASES, screening=SCREENINGS)
    assert counts(result, "area", "screened_in_time") == expected("""
    area  | in time | cases
    east  | yes     | 1
    east  | no      | 1
    north | no      | 1
    north | unknown | 1
    """)


def test_a_screening_on_the_day_of_the_referral_took_no_working_day_even_on_a_saturday():
    result = answer(
        "aims.screening",
        referral="""
        referral_reference | case_reference | sent_at
        R1                 | C1             | 2014-05-03T10:00:00
        """,
        case_episode="""
        case_reference | opened_on
        C1             | 2014-05-03
        """,
        screening="""
        screening_reference | case_reference | screened_on
        S1                  | C1             | 2014-05-03
        """,
    )
    assert counts(result, "days_to_screening") == {"0": 1}


def test_a_repeat_is_a_new_case_within_twelve_months_of_the_last_referral_of_an_earlier_one():
    """Ana's C1 follows C5 after eleven months; Ben's C2 follows C6 after more than twelve."""
    result = answer("aims.repeat_referral", referral=REFERRALS, case_episode=CASES, screening=SCREENINGS)
    assert counts(result, "referred_before") == expected("""
    before | cases
    yes    | 1
    no     | 3
    """)


def test_two_referrals_about_one_worry_are_no_repeat():
    result = answer(
        "aims.repeat_referral",
        referral="""
        referral_reference | case_reference | sent_at
        R1                 | C1             | 2014-05-03T10:00:00
        R2                 | C1             | 2014-06-03T10:00:00
        """,
        case_episode="""
        case_reference | child_reference | opened_on
        C1             | Ana             | 2014-05-03
        """,
        screening="screening_reference | case_reference | screened_on",
    )
    assert counts(result, "referred_before") == {"no": 1}


DECISIONS = """
decision_reference | case_reference | held_on    | next_on
D1                 | C1             | 2014-05-21 | 2014-07-20
D2                 | C1             | 2014-09-03 | 2014-11-01
D3                 |                | 2014-09-03 |
"""


def test_days_to_the_panel_run_from_the_first_screening_to_the_first_hearing():
    result = answer("aims.panel", screening=SCREENINGS, panel_decision=DECISIONS)
    assert counts(result, "case_category", "days_to_panel") == {"2 / 8_14": 1}


def test_a_case_sent_to_the_panel_and_not_heard_by_the_periods_end_is_not_heard_yet():
    later = DECISIONS.replace("2014-05-21", "2015-04-21").replace("2014-09-03 | 2014-11-01", "2015-05-03 |")
    result = answer("aims.panel", screening=SCREENINGS, panel_decision=later)
    assert counts(result, "days_to_panel") == {"not_yet": 1}


REVIEWS = """
review_reference | case_reference | held_on    | category_before | category | child_voice | next_on
V1               | C1             | 2014-07-18 | 2               | 2        | spoken      | 2014-09-16
V2               | C1             | 2014-12-01 | 2               | 1        | not_heard   | 2015-03-01
V3               | C2             | 2014-08-01 | none            | 1        | earlier     | 2015-04-01
V4               | C2             | 2015-04-02 | 1               | 3        | spoken      | 2015-05-01
V5               | C3             | 2014-08-01 | 1               |          | whispered   |
"""


def _open_cases(**more: str):
    tables = {"case_episode": CASES, "screening": SCREENINGS, "review": REVIEWS, "panel_decision": DECISIONS}
    return answer("aims.reviews", **(tables | more))


def test_a_review_is_overdue_by_the_day_that_the_latest_review_or_decision_named():
    """C1's latest review named 1 March: on 31 March it is overdue by 30 days. C2's named 1 April: not due yet."""
    assert counts(_open_cases(), "review_state") == expected("""
    state   | cases
    over_28 | 1
    ahead   | 1
    """)


def test_without_a_review_or_decision_the_cases_own_day_stands():
    nothing = "decision_reference | case_reference | held_on | next_on"
    none = "review_reference | case_reference | held_on | next_on"
    assert counts(_open_cases(review=none, panel_decision=nothing), "review_state") == {"ahead": 1, "unknown": 1}


def test_a_case_closed_or_never_screened_by_the_periods_end_has_no_review_to_be_overdue():
    """C3 was never screened and C4 only after the period; C5 and C6 are closed."""
    assert _open_cases().tables[0].total == 2


def test_how_the_category_moves_at_a_review():
    result = answer("aims.category_change", review=REVIEWS)
    assert counts(result, "case_category", "category_change") == expected("""
    before | change  | reviews
    2      | same    | 1
    2      | lower   | 1
    none   | higher  | 1
    1      | unknown | 1
    """)


def test_how_the_childs_voice_came_into_reviews():
    assert counts(answer("aims.voice", review=REVIEWS), "child_voice") == expected("""
    voice     | reviews
    spoken    | 1
    not_heard | 1
    earlier   | 1
    unknown   | 1
    """)


def test_reports_missing_are_counted_on_both_sides_of_the_first_hearing_through_the_records_recognised():
    result = answer(
        "aims.missing_beside_panel",
        panel_decision="""
        decision_reference | case_reference | held_on
        D1                 | C1             | 2014-09-01
        D2                 | C1             | 2014-12-01
        D3                 | C2             | 2014-09-01
        D4                 | C3             | 2015-01-15
        """,
        case_record="""
        case_reference | record_id
        C1             | missing_report:M3
        C2             | missing_report:gone
        C3             | missing_report:Z9
        """,
        missing_report="""
        report_reference | reported_at
        M1               | 2014-06-02T23:00:00
        M2               | 2014-06-03T00:30:00
        M3               | 2014-08-31T12:00:00
        M4               | 2014-09-01T12:00:00
        M5               | 2014-11-30T23:59:00
        M6               | 2014-12-01T00:01:00
        """,
        child=same_children("""
        Ana: missing_report:M1, missing_report:M2, missing_report:M3, missing_report:M4
        Ana: missing_report:M5, missing_report:M6
        Cora: missing_report:Z9
        """),
    )
    # M1 is 91 days before, M4 on the day itself, M6 91 days after; C3 was heard too late for 90 days to follow.
    assert counts(result, "missing_before_panel", "missing_after_panel") == expected("""
    before  | after   | cases
    1_2     | 1_2     | 1
    unknown | unknown | 1
    """)
