"""How much is recorded: flagged offences by category, by month of report, and online."""

from tests.spec.tables import answer, counts, expected, published

TITLE = "How much is recorded"

OFFENCES = """
offence_reference | reported_on | flag_category | flagged_on | online | offence_authority
A1                | 2014-04-01  | 1             | 2014-04-01 | no     | E09000002
A2                | 2014-04-30  | 1             | 2014-05-09 | yes    | E09000002
A3                | 2014-07-15  | 2             | 2014-07-15 | no     | E09000013
A4                | 2015-03-31  | 3             | 2015-03-31 | yes    | E09000013
A5                | 2015-03-31  |               | 2015-04-02 |        |
A6                | 2014-08-08  | 7             | 2014-08-08 | no     | E10000012
A7                | 2014-08-08  |               |            | yes    | E09000002
A8                | 2014-03-31  | 1             | 2014-03-31 | no     | E09000002
A9                | 2015-04-01  | 1             | 2015-04-01 | yes    | E09000002
"""
"""A7 bears no flag; A8 and A9 lie outside the year; A5 has a flag without a category, A6 one that is not in the list.
E09000002 is Barking and Dagenham in the East, E09000013 Hammersmith and Fulham in the West, E10000012 is Essex."""


def test_offences_count_once_each_in_the_category_of_the_flag():
    assert counts(answer("volume.category", offence=OFFENCES), "category") == expected("""
    category | offences
    1        | 2
    2        | 1
    3        | 1
    unknown  | 2
    """)


def test_the_first_and_the_last_day_belong_to_the_year_and_their_neighbours_do_not():
    assert answer("volume.category", offence=OFFENCES).tables[0].total == 6
    assert answer("volume.category", "2013-14", offence=OFFENCES).tables[0].total == 1
    assert answer("volume.category", "2015-16", offence=OFFENCES).tables[0].total == 1


def test_a_category_that_is_not_in_the_list_is_unknown_and_still_counts():
    shares = published(answer("volume.category", offence=OFFENCES)).by("category")
    assert shares.cell(category="unknown").count == 2
    assert shares.total.count == 6


def test_the_share_of_a_category_is_of_those_with_a_category_recorded():
    shares = published(answer("volume.category", offence=OFFENCES)).by("category")
    first = shares.cell(category="1")
    assert (first.count, first.denominator, first.share.value) == (2, 4, 0.5)
    assert shares.recorded() == 4


def test_a_category_without_any_offence_is_shown_as_nought():
    only_one = "offence_reference | reported_on | flag_category\nA1 | 2014-05-05 | 1"
    assert published(answer("volume.category", offence=only_one)).by("category").cell(category="3").count == 0


def test_category_by_area_adds_up_to_category():
    assert counts(answer("volume.category", offence=OFFENCES), "offence_area", "category") == expected("""
    offence_area | category | offences
    east         | 1        | 2
    outside      | unknown  | 1
    unknown      | unknown  | 1
    west         | 2        | 1
    west         | 3        | 1
    """)


def test_two_years_stand_side_by_side_by_category():
    assert counts(answer("volume.comparable", "2014-15", offence=OFFENCES), "period", "category") == expected("""
    period  | category | offences
    2013-14 | 1        | 1
    2014-15 | 1        | 2
    2014-15 | 2        | 1
    2014-15 | 3        | 1
    2014-15 | unknown  | 2
    """)


def test_months_run_over_the_year_before_and_this_year():
    assert counts(answer("trend.month", offence=OFFENCES), "month") == expected("""
    month   | offences
    2014-03 | 1
    2014-04 | 2
    2014-07 | 1
    2014-08 | 1
    2015-03 | 2
    """)


def test_a_month_without_an_offence_between_two_with_one_is_shown_as_nought():
    months = answer("trend.month", offence=OFFENCES).tables[0]
    assert months.values[0] == (
        "2014-03", "2014-04", "2014-05", "2014-06", "2014-07", "2014-08", "2014-09",
        "2014-10", "2014-11", "2014-12", "2015-01", "2015-02", "2015-03",
    )  # fmt: skip
    assert months.counts[("2014-06",)] == 0


def test_online_is_the_marker_and_a_missing_marker_is_unknown():
    result = answer("online.volume", offence=OFFENCES)
    assert counts(result, "online") == expected("""
    online  | offences
    yes     | 2
    no      | 3
    unknown | 1
    """)
    assert counts(result, "online", "category") == expected("""
    online  | category | offences
    yes     | 1        | 1
    yes     | 3        | 1
    no      | 1        | 1
    no      | 2        | 1
    no      | unknown  | 1
    unknown | unknown  | 1
    """)


def test_the_share_of_an_area_among_online_offences_is_of_online_offences_alone():
    cell = published(answer("online.volume", offence=OFFENCES)).by("online", "offence_area")
    east = cell.cell(online="yes", offence_area="east")
    assert (east.count, east.denominator) == (1, 2)


def test_without_the_police_extract_the_question_is_named_as_unanswerable():
    result = answer("volume.category")
    assert result.tables == ()
    assert result.unanswerable.startswith("it needs records that have not been loaded: One crime report")


def test_a_year_of_which_no_record_is_loaded_is_unanswerable_and_not_nought():
    assert answer("volume.category", "2011-12", offence=OFFENCES).unanswerable == (
        "the records loaded hold no flagged offences of this period"
    )
