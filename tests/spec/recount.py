"""The same questions counted again in plain Python, row by row: slow, short, and written from the definitions alone.

Given rows of texts by table, gives back for each question the count of every combination of values.
"""

from collections import Counter, defaultdict
from datetime import date

from lanthorn.vocabulary import area_of, authorities, codes
from tests.spec.random_records import Rows

START, END = date(2014, 4, 1), date(2015, 3, 31)
LONDON = {authority.code for authority in authorities()}


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _in_period(day: date) -> bool:
    return START <= day <= END


def _known(value: str, code_list: str) -> str:
    return value if value in codes(code_list) else "unknown"


def _age(birth: date | None, day: date) -> int | None:
    if birth is None or birth > day:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _age_band(age: int | None) -> str:
    if age is None:
        return "unknown"
    return "under_10" if age < 10 else "18_or_over" if age > 17 else str(age)


def _is_authority(place: str) -> bool:
    return len(place) == 9 and place[0] in "ENSW" and place[1:].isdigit()


def _authority(place: str) -> str:
    return place if place in LONDON else "outside" if _is_authority(place) else "unknown"


def _group(ethnicity: str) -> str:
    group = codes("ethnicity").by_code[ethnicity].group if ethnicity in codes("ethnicity") else ""
    return group if group and group != "not_stated" else "unknown"


def _first(values) -> str:
    return next((value for value in values if value != "unknown"), "unknown")


def _times(number: int) -> str:
    bands = {0: "none", 1: "1", 2: "2"}
    return bands.get(number) or ("3_5" if number <= 5 else "6_15" if number <= 15 else "over_15")


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


class Recount:
    """Everything known of each child, put together by hand."""

    def __init__(self, rows: dict[str, Rows]) -> None:
        self.rows = rows
        self.child_of = {row["record_id"]: row["child_id"] for row in rows["child"]}
        self.offences = {row["offence_reference"]: row for row in rows["offence"]}
        self.flagged = [row for row in rows["offence"] if row["flag_category"] or row["flagged_on"]]
        self.flagged_now = [row for row in self.flagged if _in_period(_day(row["reported_on"]))]

    def people(self, role: str, offences: Rows) -> list[tuple[dict[str, str], dict[str, str]]]:
        """Person and offence, for each person of a role in these offences."""
        by_reference = {row["offence_reference"]: row for row in offences}
        return [
            (person, by_reference[person["offence_reference"]])
            for person in self.rows["involvement"]
            if person["role"] == role and person["offence_reference"] in by_reference
        ]

    def child_of_victim(self, person: dict[str, str]) -> str:
        """The linked child behind a victim's row."""
        return self.child_of[f"involvement:{person['offence_reference']}|{person['person_number']}"]

    def victims(self) -> dict[str, list[tuple[dict[str, str], dict[str, str]]]]:
        """Child to the child's rows of the period, the first report first."""
        found = defaultdict(list)
        for person, offence in self.people("victim", self.flagged_now):
            found[self.child_of_victim(person)].append((person, offence))
        for known in found.values():
            known.sort(key=lambda row: (row[1]["reported_on"], row[0]["offence_reference"], row[0]["person_number"]))
        return found

    def missing_days(self) -> dict[str, list[date]]:
        """Child to the days of all missing reports, in order."""
        found = defaultdict(list)
        for report in self.rows["missing_report"]:
            found[self.child_of[f"missing_report:{report['report_reference']}"]].append(_day(report["reported_at"]))
        return {child: sorted(days) for child, days in found.items()}

    def episodes(self) -> dict[str, list[dict[str, str]]]:
        """Child to episodes, each as the latest return has it."""
        latest: dict[tuple[str, str, str], dict[str, str]] = {}
        for episode in self.rows["care_episode"]:
            key = (episode["care_authority"], episode["child_id"], episode["began_on"])
            if key not in latest or latest[key]["return_year"] < episode["return_year"]:
                latest[key] = episode
        found = defaultdict(list)
        for episode in latest.values():
            found[self.child_of[f"care_child:{episode['care_authority']}|{episode['child_id']}"]].append(episode)
        return found

    def looked_after(self, child: str, day: date) -> str:
        """Whether an episode begun by a day had not ended on it."""
        covered = any(
            _day(episode["began_on"]) <= day
            and (_day(episode["ended_on"]) > day if episode["ended_on"] else _open_on(episode, day))
            for episode in self.episodes()[child]
        )
        return "yes" if covered else "no"


def _open_on(episode: dict[str, str], day: date) -> bool:
    year = episode["return_year"]
    return year == "not stated" or date(int(year[:4]) + 1, 3, 31) >= day


def volume(recount: Recount) -> Counter:
    """volume.category by offence_area and category."""
    return Counter(
        (area_of(row["offence_authority"]), _known(row["flag_category"], "flag_category"))
        for row in recount.flagged_now
    )


def age_sex(recount: Recount) -> Counter:
    """victim.age_sex by sex and age."""
    found = Counter()
    for known in recount.victims().values():
        birth = next((_day(person["date_of_birth"]) for person, _ in known if person["date_of_birth"]), None)
        sex = _first(_known(person["sex"], "sex") for person, _ in known)
        found[(sex, _age_band(_age(birth, _day(known[0][1]["reported_on"]))))] += 1
    return found


def ethnic_groups(recount: Recount) -> Counter:
    """ethnicity.victims by ethnic_group."""
    return Counter(
        (_first(_group(person["ethnicity"]) for person, _ in known),) for known in recount.victims().values()
    )


def flows(recount: Recount) -> Counter:
    """flow.home_offence by home_authority and offence_authority."""
    return Counter(
        (
            _first(_authority(person["home_authority"]) for person, _ in known),
            _authority(known[0][1]["offence_authority"]),
        )
        for known in recount.victims().values()
    )


def repeats(recount: Recount) -> Counter:
    """repeat.victim by repeated and days_between."""
    found = Counter()
    for known in recount.victims().values():
        days = sorted({offence["offence_reference"]: _day(offence["reported_on"]) for _, offence in known}.values())
        if len(days) == 1:
            found[("no", "unknown")] += 1
        else:
            gap = (days[1] - days[0]).days
            band = "within_30" if gap <= 30 else "31_90" if gap <= 90 else "91_180" if gap <= 180 else "over_180"
            found[("yes", band)] += 1
    return found


def history(recount: Recount) -> Counter:
    """missing.repeat by missing_before and missing_times."""
    found, missing = Counter(), recount.missing_days()
    for child, known in recount.victims().items():
        reported_on = _day(known[0][1]["reported_on"])
        times = sum(_year_before(reported_on) <= day < reported_on for day in missing.get(child, []))
        found[("yes" if times else "no", _times(times))] += 1
    return found


def lead_times(recount: Recount) -> Counter:
    """lead_time by missing_before_flag and lead_time."""
    found, missing, first = Counter(), recount.missing_days(), {}
    for person, offence in recount.people("victim", recount.flagged):
        child, day = recount.child_of_victim(person), _day(offence["flagged_on"] or offence["reported_on"])
        first[child] = min(day, first.get(child, day))
    for child in recount.victims():
        days = (first[child] - missing[child][0]).days if child in missing else 0
        bands = ((30, "within_30"), (90, "31_90"), (180, "91_180"), (365, "181_365"))
        band = next((band for end, band in bands if days <= end), "over_365")
        found[("yes", band) if days > 0 else ("no", "unknown")] += 1
    return found


def care_of_victims(recount: Recount) -> Counter:
    """missing.care by looked_after."""
    return Counter(
        (recount.looked_after(child, _day(known[0][1]["reported_on"])),) for child, known in recount.victims().items()
    )


def unflagged(recount: Recount) -> Counter:
    """missing.unflagged by flagged and looked_after."""
    flagged = {
        recount.child_of_victim(person)
        for person, offence in recount.people("victim", recount.flagged)
        if _day(offence["reported_on"]) <= END
    }
    found = Counter()
    for child, days in recount.missing_days().items():
        triples = zip(days, days[1:], days[2:], strict=False)
        if any(_in_period(third) and (third - first).days <= 90 for first, _, third in triples):
            now = min(day for day in days if _in_period(day))
            found[("yes" if child in flagged else "no", recount.looked_after(child, now))] += 1
    return found


def relationships(recount: Recount) -> Counter:
    """Relationship by relationship: every victim with every suspect of the offence."""
    suspects = recount.people("suspect", recount.flagged_now)
    return Counter(
        (_known(suspect["relationship"], "relationship"),)
        for _, offence in recount.people("victim", recount.flagged_now)
        for suspect, same in suspects
        if same is offence
    )


def suspect_sexes(recount: Recount) -> Counter:
    """suspect.age_sex by sex."""
    return Counter((_known(suspect["sex"], "sex"),) for suspect, _ in recount.people("suspect", recount.flagged_now))


def missing_children(recount: Recount) -> Counter:
    """missing.children by missing_times."""
    inside = [sum(map(_in_period, days)) for days in recount.missing_days().values()]
    return Counter((_times(times),) for times in inside if times)


def placements(recount: Recount) -> Counter:
    """care.looked_after by placement_group."""
    groups = {code.code: code.group for code in codes("placement").codes}
    found = Counter()
    for episodes in recount.episodes().values():
        inside = [
            episode
            for episode in episodes
            if _day(episode["began_on"]) <= END
            and (_day(episode["ended_on"]) >= START if episode["ended_on"] else _open_on(episode, START))
        ]
        if inside:
            last = max(
                inside, key=lambda row: (row["began_on"], f"care_child:{row['care_authority']}|{row['child_id']}")
            )
            found[(groups.get(last["placement"], "unknown"),)] += 1
    return found


RECOUNTS = {
    ("volume.category", ("offence_area", "category")): volume,
    ("victim.age_sex", ("sex", "age")): age_sex,
    ("ethnicity.victims", ("ethnic_group",)): ethnic_groups,
    ("flow.home_offence", ("home_authority", "offence_authority")): flows,
    ("repeat.victim", ("repeated", "days_between")): repeats,
    ("missing.repeat", ("missing_before", "missing_times")): history,
    ("lead_time", ("missing_before_flag", "lead_time")): lead_times,
    ("missing.care", ("looked_after",)): care_of_victims,
    ("missing.unflagged", ("flagged", "looked_after")): unflagged,
    ("relationship", ("relationship",)): relationships,
    ("suspect.age_sex", ("sex",)): suspect_sexes,
    ("missing.children", ("missing_times",)): missing_children,
    ("care.looked_after", ("placement_group",)): placements,
}
"""Measure and breakdown to the function that counts it again."""
