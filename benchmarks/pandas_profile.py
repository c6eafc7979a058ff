"""The same questions in the pandas script that an analyst would write from the agencies' CSV files.

Straightforward on purpose: read, clean, merge, group. It keeps no ledger, no versions, no reasons and no intervals.
Which record is which child it takes from Lanthorn's links, for want of which it could answer half as much.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.pandas_cleaning import UNKNOWN, care, missing_reports, offences, persons
from lanthorn.vocabulary import area_of, codes

START, END = pd.Timestamp("2014-04-01"), pd.Timestamp("2015-03-31")

Answers = dict[str, dict[tuple[str, ...], dict[tuple[str, ...], int]]]

AGES = [-1, 9, *range(10, 18), 200]
AGE_LABELS = ["under_10", *map(str, range(10, 18)), "18_or_over"]
SUSPECT_AGES = ([-1, 13, 15, 17, 20, 24, 34, 200], ["under_14", "14_15", "16_17", "18_20", "21_24", "25_34",
                                                   "35_or_over"])  # fmt: skip
GAPS = ([-151, -3, 2, 5, 10, 200], ["younger", "similar", "3_5_older", "6_10_older", "over_10_older"])
TIMES = ([-1, 0, 1, 2, 5, 15, 10_000], ["none", "1", "2", "3_5", "6_15", "over_15"])
LEADS = ([0, 30, 90, 180, 365, 40_000], ["within_30", "31_90", "91_180", "181_365", "over_365"])


def answers(london: Path, links: Path) -> Answers:
    """Measure to breakdown to counts, for the questions that this script answers."""
    agencies = london / "agencies"
    child_of = pd.read_parquet(links).set_index("record_id")["child_id"]
    offence, person, report = offences(agencies), persons(agencies), missing_reports(agencies)
    return {
        **_police(offence, person),
        **_children(offence, person, report, child_of, care(agencies)),
    }


def _counted(frame: pd.DataFrame, *names: str) -> dict[tuple[str, ...], dict[tuple[str, ...], int]]:
    sizes = frame.groupby(list(names), observed=True).size()
    return {names: {key if isinstance(key, tuple) else (key,): int(size) for key, size in sizes.items()}}


def _age(birth: pd.Series, day: pd.Series) -> pd.Series:
    age = day.dt.year - birth.dt.year
    age -= (day.dt.month * 100 + day.dt.day < birth.dt.month * 100 + birth.dt.day).astype(int)
    return age.where(age >= 0)


def _banded(numbers: pd.Series, edges: list[int], labels: list[str]) -> pd.Series:
    return pd.cut(numbers, edges, labels=labels).astype(object).fillna(UNKNOWN)


def _in_period(days: pd.Series) -> pd.Series:
    return days.between(START, END)


def _police(offence: pd.DataFrame, person: pd.DataFrame) -> Answers:
    flagged = offence[_in_period(offence.reported_on)].copy()
    flagged["offence_area"] = flagged.offence_authority.map(area_of)
    trend = offence[offence.reported_on.between(START - pd.DateOffset(years=1), END)].copy()
    trend["month"] = trend.reported_on.dt.strftime("%Y-%m")
    people = person.merge(flagged[["reference", "reported_on"]], on="reference")
    people["age"] = _age(people.birth, people.reported_on)
    suspect = people[people.role == "SUS"].copy()
    suspect["suspect_age"] = _banded(suspect.age, *SUSPECT_AGES)
    pair = people[people.role == "VIC"][["reference", "age"]].merge(suspect, on="reference", suffixes=("_victim", ""))
    pair["age_gap"] = _banded(pair.age - pair.age_victim, *GAPS)
    return {
        "volume.category": _counted(flagged, "offence_area", "category"),
        "online.volume": _counted(flagged, "online", "category"),
        "place.offence": _counted(flagged, "offence_authority"),
        "unit.investigating": _counted(flagged, "category", "investigating_unit"),
        "notification.channel": _counted(flagged, "notification_channel"),
        "trend.month": _counted(trend, "month"),
        "suspect.age_sex": _counted(suspect, "sex", "suspect_age"),
        "suspect.age_gap": _counted(pair, "age_gap"),
        "relationship": _counted(pair, "relationship"),
    }


def _children(
    offence: pd.DataFrame,
    person: pd.DataFrame,
    report: pd.DataFrame,
    child_of: pd.Series,
    returns: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> Answers:
    header, episode, absence = returns
    rows = person[person.role == "VIC"].merge(offence, on="reference")
    rows["record"] = "involvement:" + rows.reference + "|" + rows.person_number
    rows["child"] = rows.record.map(child_of)
    first_flag = rows.groupby("child").flagged_on.min()
    rows = rows[_in_period(rows.reported_on)].sort_values(["reported_on", "record"])
    known = rows.replace({"sex": {UNKNOWN: None}, "home_authority": {UNKNOWN: None}})
    victim = known.groupby("child").agg(
        reported_on=("reported_on", "min"),
        offences=("reference", "nunique"),
        sex=("sex", "first"),
        birth=("birth", "first"),
        home_authority=("home_authority", "first"),
    )
    victim = victim.fillna({"sex": UNKNOWN, "home_authority": UNKNOWN}).reset_index()
    victim["age"] = _banded(_age(victim.birth, victim.reported_on), AGES, AGE_LABELS)
    victim["flagged_times"] = np.select([victim.offences == 1, victim.offences == 2], ["1", "2"], "3_or_more")

    report["child"] = ("missing_report:" + report.reference).map(child_of)
    report["day"] = report.reported_at.dt.normalize()
    history = victim[["child", "reported_on"]].merge(report[["child", "day"]], on="child")
    inside = history.day.between(history.reported_on - pd.DateOffset(years=1), history.reported_on, inclusive="left")
    victim["missing"] = victim.child.map(history[inside].groupby("child").size()).fillna(0)
    victim["missing_times"] = _banded(victim.missing, *TIMES)
    victim["missing_before"] = np.where(victim.missing > 0, "yes", "no")

    days = (victim.child.map(first_flag) - victim.child.map(report.groupby("child").day.min())).dt.days
    victim["lead_time"] = _banded(days, *LEADS)
    victim["missing_before_flag"] = np.where(days > 0, "yes", "no")

    episode["child"] = ("care_child:" + episode.authority + "|" + episode.identifier).map(child_of)
    covered = victim[["child", "reported_on"]].merge(episode, on="child")
    covered = covered[
        (covered.began <= covered.reported_on) & (covered.ended.isna() | (covered.ended > covered.reported_on))
    ]
    victim["looked_after"] = np.where(victim.child.isin(covered.child), "yes", "no")

    now = report[_in_period(report.day)].copy()
    now["age"] = _banded(_age(now.birth, now.day), AGES, AGE_LABELS)
    missing_child = now.groupby("child").size().rename("times").reset_index()
    missing_child["missing_times"] = _banded(missing_child.times, *TIMES)
    return {
        "victim.age_sex": _counted(victim, "sex", "age"),
        "place.home": _counted(victim, "home_authority"),
        "repeat.victim": _counted(victim, "flagged_times"),
        "missing.repeat": _counted(victim, "missing_before", "missing_times"),
        "lead_time": _counted(victim, "missing_before_flag", "lead_time"),
        "missing.care": _counted(victim, "looked_after"),
        "missing.reports": {**_counted(now, "authority"), **_counted(now, "sex", "age")},
        "missing.children": _counted(missing_child, "missing_times"),
        **_looked_after(header, episode, absence, child_of),
    }


def _looked_after(header: pd.DataFrame, episode: pd.DataFrame, absence: pd.DataFrame, child_of: pd.Series) -> Answers:
    inside = episode[(episode.began <= END) & (episode.ended.isna() | (episode.ended >= START))]
    groups = {code.code: code.group for code in codes("placement").codes}
    last = inside.sort_values(["began", "authority", "identifier"]).groupby("child").last().reset_index()
    last["placement_group"] = last.placement.map(groups).fillna(UNKNOWN)

    missing = absence[_in_period(absence.began) & (absence.kind == "M")].drop_duplicates(
        ["authority", "identifier", "began"]
    )
    missing = missing.assign(child=("care_child:" + missing.authority + "|" + missing.identifier).map(child_of))
    times = last.child.map(missing.groupby("child").size()).fillna(0)
    last["missing_in_care"] = np.select([times == 0, times == 1], ["none", "1"], "2_or_more")
    return {
        "care.looked_after": _counted(last, "placement_group"),
        "care.missing": _counted(last, "missing_in_care"),
    }
