"""Small sets of records made by chance, with the awkward cases often: edges of the year, blanks, codes in no list.

Given a source of chance, gives back rows of texts by table, as `stored` takes them.
"""

from datetime import date, timedelta
from random import Random

from tests.spec.random_casework import casework

Rows = list[dict[str, str]]

DAYS = (
    "2013-03-31", "2013-04-01", "2013-10-01", "2014-03-30", "2014-03-31", "2014-04-01", "2014-04-02", "2014-06-15",
    "2014-06-16", "2014-09-13", "2015-02-28", "2015-03-30", "2015-03-31", "2015-04-01",
)  # fmt: skip
BIRTHS = (
    "", "1964-02-29", "1996-06-15", "1996-06-16", "1997-01-01", "1999-04-01", "2000-02-29", "2000-06-16", "2004-04-01",
    "2014-05-05",
)  # fmt: skip
PLACES = ("", "E09000001", "E09000002", "E09000025", "E10000012", "E10000016", "Walthamstowe")
CODES = {
    "flag_category": ("", "1", "1", "2", "3", "9"),
    "offence_code": ("", "NC", "71", "22B", "ZZ"),
    "investigating_unit": ("", "borough", "sexual_offences", "?"),
    "notification_channel": ("", "phone", "school", "?"),
    "sex": ("", "female", "female", "male", "X"),
    "ethnicity": ("", "WBRI", "APKN", "NOBT", "Martian"),
    "relationship": ("", "acquaintance", "familial", "?"),
    "missing_from": ("", "home", "care", "?"),
    "placement": ("", "U6", "K2", "??"),
    "absence_kind": ("M", "M", "A", "?"),
}
RETURN_YEARS = ("2013-14", "2014-15", "not stated")


def records(chance: Random, *, size: int = 6) -> dict[str, Rows]:
    """Rows of every table of records, with `child`: every record that could be linked is some child's."""
    children = [f"child {number}" for number in range(size)]
    made: dict[str, Rows] = {
        name: []
        for name in ("offence", "involvement", "missing_report", "care_child", "care_episode", "care_absence", "child")
    }

    def link(table: str, key: str) -> None:
        made["child"].append(
            {"record_id": f"{table}:{key}", "record_table": table, "child_id": chance.choice(children)}
        )

    for number in range(chance.randint(0, size)):
        _offence(chance, f"A{number}", made, link)
    for number in range(chance.randint(0, 4 * size)):
        moment = f"{chance.choice(DAYS)}T{chance.choice(('00:00:00', '12:30:00', '23:59:59'))}"
        made["missing_report"].append({
            "report_reference": f"M{number}", "reported_at": moment, "authority": chance.choice(PLACES),
            "returned_at": chance.choice(("", moment)), "date_of_birth": chance.choice(BIRTHS),
            **_coded(chance, "missing_from", "sex", "ethnicity"),
        })  # fmt: skip
        link("missing_report", f"M{number}")
    for number in range(chance.randint(0, size)):
        _looked_after(chance, str(number), made, link)
    return made | casework(chance, DAYS, PLACES, [row["record_id"] for row in made["child"]])


def _coded(chance: Random, *names: str) -> dict[str, str]:
    return {name: chance.choice(CODES[name]) for name in names}


def _offence(chance: Random, reference: str, made: dict[str, Rows], link) -> None:
    reported_on = chance.choice(DAYS)
    flagged_on = date.fromisoformat(reported_on) + timedelta(days=chance.choice((-1, 0, 0, 7, 30, 31, 91)))
    made["offence"].append({
        "offence_reference": reference, "reported_on": reported_on,
        "flagged_on": chance.choice(("", str(flagged_on))), "online": chance.choice(("", "yes", "no")),
        "offence_authority": chance.choice(PLACES),
        **_coded(chance, "flag_category", "offence_code", "investigating_unit", "notification_channel"),
    })  # fmt: skip
    for number in range(chance.randint(0, 4)):
        role = chance.choice(("victim", "victim", "suspect", "witness"))
        made["involvement"].append({
            "offence_reference": reference, "person_number": str(number), "role": role,
            "date_of_birth": chance.choice(BIRTHS), "home_authority": chance.choice(PLACES),
            **_coded(chance, "sex", "ethnicity", "relationship"),
        })  # fmt: skip
        if role == "victim":
            link("involvement", f"{reference}|{number}")


def _looked_after(chance: Random, identifier: str, made: dict[str, Rows], link) -> None:
    authority = chance.choice(("E09000025", "E09000001", "not stated"))
    link("care_child", f"{authority}|{identifier}")
    for year in chance.sample(RETURN_YEARS, chance.randint(1, len(RETURN_YEARS))):
        key = {"care_authority": authority, "return_year": year, "child_id": identifier}
        made["care_child"].append(key | {"date_of_birth": chance.choice(BIRTHS), **_coded(chance, "sex", "ethnicity")})
        for began_on in chance.sample(DAYS, chance.randint(0, 2)):
            ended = chance.choice(["", *(day for day in DAYS if day >= began_on)])
            made["care_episode"].append(key | {"began_on": began_on, "ended_on": ended, **_coded(chance, "placement")})
        for began_on in chance.sample(DAYS, chance.randint(0, 3)):
            made["care_absence"].append(key | {"began_on": began_on, **_coded(chance, "absence_kind")})
