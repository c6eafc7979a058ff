"""Who a child in the linked records is: where agencies differ or are silent."""

from datetime import date

import pytest

from lanthorn.identification import Linked
from lanthorn.identification.people import described
from tests.spec.tables import same_children, table

NEWHAM, LAMBETH, ESSEX = "E09000025", "E09000022", "E10000012"
AS_OF = date(2015, 3, 31)
OFFENCE = "offence_reference | reported_on\nA1 | 2015-03-01"


def _everyone(links: str, as_of: date = AS_OF, **tables: str) -> list[dict[str, str]]:
    opened = {name: table(name, text) for name, text in tables.items()}
    return described(Linked({**opened, "child": same_children(f"ann: {links}")}, as_of)).to_pyarrow().to_pylist()


def _ann(links: str, **tables: str) -> dict[str, str]:
    [row] = _everyone(links, **tables)
    return row


def _victim(**more: str) -> str:
    fields = {"offence_reference": "A1", "person_number": "1", "role": "victim", **more}
    return f"{' | '.join(fields)}\n{' | '.join(fields.values())}"


def _missing(missing_from: str, authority: str, **more: str) -> str:
    fields = {"report_reference": "M1", "reported_at": "2015-03-01T10:00", "missing_from": missing_from}
    fields |= {"authority": authority, **more}
    return f"{' | '.join(fields)}\n{' | '.join(fields.values())}"


def test_nothing_recorded_is_not_known():
    assert _ann("involvement:A1|1", offence=OFFENCE, involvement=_victim()) == {
        "child_id": "ann",
        "sex": "unknown",
        "age_band": "unknown",
        "ethnic_group": "unknown",
        "authority": "unknown",
        "looked_after": "no",
    }


@pytest.mark.parametrize(
    ("born", "band"),
    [("2005-04-01", "under_10"), ("2005-03-31", "10_12"), ("2002-03-31", "13_15"), ("1999-03-31", "16_17"),
     ("1997-03-31", "18_or_over"), ("2015-04-01", "unknown")],
)  # fmt: skip
def test_age_is_in_completed_years_on_the_day(born, band):
    found = _ann("involvement:A1|1", offence=OFFENCE, involvement=_victim(date_of_birth=born))
    assert found["age_band"] == band


def test_what_one_record_leaves_out_another_supplies():
    found = _ann(
        "involvement:A1|1, missing_report:M1",
        offence=OFFENCE,
        involvement=_victim(sex="female", ethnicity="REFU"),
        missing_report=_missing("home", NEWHAM, ethnicity="BCRB", sex="male"),
    )
    assert (found["sex"], found["ethnic_group"], found["authority"]) == ("female", "black", NEWHAM)


@pytest.mark.parametrize(("missing_from", "authority"), [("home", LAMBETH), ("care", "unknown"), ("other", "unknown")])
def test_where_a_child_went_missing_is_the_home_only_if_it_was_from_home(missing_from, authority):
    found = _ann("missing_report:M1", missing_report=_missing(missing_from, LAMBETH))
    assert found["authority"] == authority


def test_a_home_outside_the_area_is_one_group_of_its_own():
    found = _ann("involvement:A1|1", offence=OFFENCE, involvement=_victim(home_authority=ESSEX))
    assert found["authority"] == "outside"


@pytest.mark.parametrize(("ended", "authority", "looked_after"), [("", NEWHAM, "yes"), ("2015-03-31", LAMBETH, "no")])
def test_the_authority_that_looks_after_a_child_on_the_day_is_where_the_child_lives(ended, authority, looked_after):
    found = _ann(
        f"involvement:A1|1, care_child:{NEWHAM}|7",
        offence=OFFENCE,
        involvement=_victim(home_authority=LAMBETH),
        care_child=f"care_authority | return_year | child_id\n{NEWHAM} | 2014-15 | 7",
        care_episode=f"care_authority | return_year | child_id | began_on | ended_on\n"
        f"{NEWHAM} | 2014-15 | 7 | 2014-05-01 | {ended}",
    )
    assert (found["authority"], found["looked_after"]) == (authority, looked_after)


def test_an_offence_reported_after_the_day_tells_nothing_yet():
    tables = {"offence": OFFENCE, "involvement": _victim(sex="female")}
    assert _everyone("involvement:A1|1", date(2015, 2, 28), **tables) == []
    assert len(_everyone("involvement:A1|1", date(2015, 3, 1), **tables)) == 1
