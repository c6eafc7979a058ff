"""Who investigates, how police hear of it; and what these extracts cannot answer."""

from tests.spec.tables import answer, counts, expected, published

TITLE = "The response"

OFFENCES = """
offence_reference | reported_on | flag_category | investigating_unit        | notification_channel
A1                | 2014-05-01  | 1             | borough                   | phone
A2                | 2014-05-02  | 1             | borough                   | phone
A3                | 2014-05-03  | 2             | child_abuse_investigation | social_services
A4                | 2014-05-04  | 2             | Flying Squad              | pigeon
A5                | 2014-05-05  | 3             |                           |
A6                | 2013-05-05  | 3             | sexual_offences           | school
"""


def test_offences_by_the_unit_that_investigates():
    result = answer("unit.investigating", offence=OFFENCES)
    assert counts(result, "investigating_unit") == expected("""
    investigating_unit        | offences
    borough                   | 2
    child_abuse_investigation | 1
    unknown                   | 2
    """)
    assert counts(result, "category", "investigating_unit") == expected("""
    category | investigating_unit        | offences
    1        | borough                   | 2
    2        | child_abuse_investigation | 1
    2        | unknown                   | 1
    3        | unknown                   | 1
    """)


def test_the_share_of_a_unit_is_of_the_offences_with_a_unit_recorded():
    borough = published(answer("unit.investigating", offence=OFFENCES)).by("investigating_unit")
    assert borough.cell(investigating_unit="borough").denominator == 3


def test_offences_by_how_police_heard():
    assert counts(answer("notification.channel", offence=OFFENCES), "notification_channel") == expected("""
    notification_channel | offences
    phone                | 2
    social_services      | 1
    unknown              | 2
    """)


def test_the_protocols_aims_need_the_partnerships_own_records():
    assert answer("response.aims", offence=OFFENCES).unanswerable.startswith(
        "it needs records that have not been loaded: One referral of a child"
    )


def test_outcomes_are_named_as_unanswerable_with_the_reason():
    result = answer("outcome", offence=OFFENCES)
    assert result.tables == ()
    assert "the police extracts hold no outcome of an investigation" in result.unanswerable
    assert "need records of their own" in result.unanswerable
