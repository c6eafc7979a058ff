"""Children reported missing to police: reports, and the children they are about."""

from tests.spec.tables import answer, counts, expected, published, same_children

TITLE = "Reported missing"

REPORTS = """
report_reference | reported_at         | missing_from | authority | sex    | date_of_birth
M1               | 2014-04-01T00:00:00 | home         | E09000002 | female | 2000-04-01
M2               | 2014-04-09T23:59:00 | care         | E09000025 | female | 2000-04-01
M3               | 2015-03-31T23:59:59 | home         | Essex?    |        |
M4               | 2014-03-31T23:59:59 | home         | E09000002 | male   | 1999-01-01
M5               | 2015-04-01T00:00:00 | other        | E09000002 | male   | 1999-01-01
M6               | 2014-06-01T12:00:00 | a car        | E10000012 | male   | 1996-06-01
"""
CHILDREN = """
ann: missing_report:M1, missing_report:M2, missing_report:M3, care_child:E09000025|7
bob: missing_report:M4, missing_report:M5
cem: missing_report:M6
"""
CARE_CHILD = """
care_authority | return_year | child_id | sex
E09000025      | 2014-15     | 7        | 2
"""
EPISODES = """
care_authority | return_year | child_id | began_on   | ended_on
E09000025      | 2014-15     | 7        | 2014-04-01 |
"""


def _reports():
    return answer("missing.reports", missing_report=REPORTS)


def _children(reports: str = REPORTS, children: str = CHILDREN, episodes: str = EPISODES):
    return answer(
        "missing.children",
        missing_report=reports,
        child=same_children(children),
        care_child=CARE_CHILD,
        care_episode=episodes,
    )


def test_every_report_counts_from_the_first_minute_of_the_year_to_its_last():
    assert _reports().tables[0].total == 4


def test_reports_by_where_the_child_went_missing_from():
    assert counts(_reports(), "missing_from") == expected("""
    missing_from | reports
    home         | 2
    care         | 1
    unknown      | 1
    """)


def test_reports_by_authority_and_area():
    assert counts(_reports(), "authority") == expected("""
    authority | reports
    E09000002 | 1
    E09000025 | 1
    outside   | 1
    unknown   | 1
    """)
    assert counts(_reports(), "area") == expected("""
    area    | reports
    east    | 2
    outside | 1
    unknown | 1
    """)


def test_a_child_reported_in_two_authorities_is_counted_once_in_that_of_the_first_report_that_gives_one():
    reports = """
    report_reference | reported_at         | missing_from | authority | sex    | date_of_birth
    M1               | 2014-05-01T10:00:00 | home         | E09000025 | female | 2000-04-01
    M2               | 2014-06-01T10:00:00 | home         | E09000002 | female | 2000-04-01
    M3               | 2014-07-01T10:00:00 | home         |           | male   | 2000-04-01
    M4               | 2014-08-01T10:00:00 | home         | E09000002 | male   | 2000-04-01
    """
    children = """
    kim: missing_report:M1, missing_report:M2
    lee: missing_report:M3, missing_report:M4
    """
    assert counts(_children(reports, children), "authority") == expected("""
    authority | children
    E09000002 | 1
    E09000025 | 1
    """)


def test_reports_by_sex_and_age_on_the_day_of_the_report():
    assert counts(_reports(), "sex", "age") == expected("""
    sex     | age        | reports
    female  | 14         | 2
    male    | 18_or_over | 1
    unknown | unknown    | 1
    """)


def test_a_child_reported_three_times_is_one_child_and_three_reports():
    assert counts(_children(), "missing_times") == expected("""
    missing_times | children
    1             | 1
    3_5           | 1
    """)


def test_reports_that_linkage_does_not_join_are_counted_as_several_children():
    apart = "ann: missing_report:M1, missing_report:M2\nanother: missing_report:M3\ncem: missing_report:M6"
    assert counts(_children(children=apart), "missing_times") == {"1": 2, "2": 1}


def test_a_child_is_looked_after_where_an_episode_covers_the_first_report_of_the_period():
    assert counts(_children(), "looked_after") == {"yes": 1, "no": 1}


def test_a_child_who_came_into_care_after_the_first_report_was_not_looked_after_then():
    assert counts(_children(episodes=EPISODES.replace("2014-04-01", "2014-04-02")), "looked_after") == {"no": 2}


def test_bands_of_times_missing_end_at_fifteen():
    def reported(times: int):
        lines = ["report_reference | reported_at"]
        lines += [f"R{number} | 2014-05-{number:02}T10:00:00" for number in range(1, times + 1)]
        ids = ", ".join(f"missing_report:R{number}" for number in range(1, times + 1))
        return counts(_children("\n".join(lines), f"ann: {ids}"), "missing_times")

    assert reported(1) == {"1": 1}
    assert reported(2) == {"2": 1}
    assert reported(3) == {"3_5": 1}
    assert reported(5) == {"3_5": 1}
    assert reported(6) == {"6_15": 1}
    assert reported(15) == {"6_15": 1}
    assert reported(16) == {"over_15": 1}


def test_without_returns_of_children_looked_after_the_question_names_them():
    result = answer("missing.children", missing_report=REPORTS, child=same_children(CHILDREN))
    assert "One child looked after" in result.unanswerable


def test_shares_of_where_from_are_of_reports_with_it_recorded():
    home = published(_reports()).by("missing_from").cell(missing_from="home")
    assert (home.count, home.denominator) == (2, 3)
