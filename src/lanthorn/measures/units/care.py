"""Unit views from the children looked after return: children looked after in the period, and their absences.

Each year's return repeats the open episodes of the year before; an episode is taken from the latest return that has it.
"""

import ibis

from lanthorn.measures.units import coding
from lanthorn.measures.units.sources import Sources
from lanthorn.vocabulary import codes


def _of_latest_return(rows: ibis.Table, *key: str) -> ibis.Table:
    """Of rows that several returns repeat, those of the latest return: its word counts, a blank included."""
    return rows.filter(rows.return_year == rows.return_year.max().over(ibis.window(group_by=list(key))))


def _episodes(sources: Sources) -> ibis.Table:
    return _with_child(_of_latest_return(sources["care_episode"], "care_authority", "child_id", "began_on"), sources)


def _with_child(rows: ibis.Table, sources: Sources) -> ibis.Table:
    """Add `person`: the linked child behind an authority's own identifier."""
    rows = rows.mutate(record_id=ibis.literal("care_child:") + rows.care_authority + "|" + rows.child_id)
    child = sources["child"].select("record_id", person="child_id")
    return rows.inner_join(child, "record_id")


def with_care_status(child: ibis.Table, sources: Sources) -> ibis.Table:
    """Add `looked_after`: whether an episode covers each child's `reported_on`."""
    episode = _episodes(sources).select("person", "began_on", "ended_on")
    covered = (
        child.select("child_id", "reported_on")
        .inner_join(episode, [("child_id", "person")])
        .filter(
            lambda t: (t.began_on <= t.reported_on) & (t.ended_on.isnull() | (t.ended_on > t.reported_on)),
        )
        .select("child_id")
        .distinct()
        .mutate(covered=True)
    )
    joined = child.left_join(covered, "child_id").drop("child_id_right")
    return joined.mutate(looked_after=coding.yes_no(joined.covered.fill_null(False)))


def children_looked_after(sources: Sources) -> ibis.Table:
    """One row per child looked after at any time in the period, as the latest return knows the child.

    Age is on the last day of the period; the placement is that of the last episode that overlaps it.
    """
    start, end = sources.period.start, sources.period.end
    episode = _episodes(sources).filter(
        lambda t: (t.began_on <= end) & (t.ended_on.isnull() | (t.ended_on >= start)),
    )
    child = episode.group_by("person").agg(
        placement=episode.placement.argmax(episode.began_on),
        authority=episode.care_authority.argmax(episode.began_on),
    )
    described = _with_child(sources["care_child"], sources)
    described = described.group_by("person").agg(
        sex=described.sex.argmax(described.return_year),
        date_of_birth=described.date_of_birth.argmax(described.return_year),
    )
    child = child.inner_join(described, "person").left_join(_times_missing(sources), "person").drop("person_right")
    groups = {code.code: code.group for code in codes("placement").codes}
    return child.mutate(
        sex=coding.listed(child.sex, "sex"),
        care_age=coding.banded(coding.age_on(child.date_of_birth, ibis.literal(end)), "care_age"),
        placement_group=child.placement.substitute(groups, else_="unknown").fill_null("unknown"),
        authority=coding.authority(child.authority),
        missing_in_care=coding.banded(child.times.fill_null(0), "missing_in_care"),
    ).mutate(area=lambda t: coding.area(t.authority))


def returned_in(sources: Sources) -> ibis.Table:
    """Child records of the returns that hold an episode in the period, one per child: that of the latest return."""
    start, end = sources.period.start, sources.period.end
    episode = sources["care_episode"]
    inside = episode.filter((episode.began_on <= end) & (episode.ended_on.isnull() | (episode.ended_on >= start)))
    child = _of_latest_return(sources["care_child"], "care_authority", "child_id")
    return child.semi_join(inside, ["care_authority", "child_id"])


def absences(sources: Sources) -> ibis.Table:
    """One row per time a looked-after child was missing or away and which began in the period."""
    absence = sources["care_absence"]
    inside = absence.filter(absence.began_on.between(sources.period.start, sources.period.end))
    once = _of_latest_return(inside, "care_authority", "child_id", "began_on", "absence_kind")
    return _with_child(once.mutate(absence_kind=coding.listed(once.absence_kind, "absence_kind")), sources)


def _times_missing(sources: Sources) -> ibis.Table:
    if "care_absence" not in sources.tables:
        return _with_child(sources["care_child"], sources).select("person").distinct().mutate(times=0)
    missing = absences(sources).filter(lambda t: t.absence_kind == "M")
    return missing.group_by("person").agg(times=missing.count())
