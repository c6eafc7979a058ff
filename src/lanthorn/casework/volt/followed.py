"""What was recorded before and after a disruption began, over spans of the same length. It says nothing of a cause.

Given a disruption and what a user may see; gives the missing episodes of the children linked to its target, and links
of the target that became known, in as many days before as after.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from lanthorn.casework.contexts.models import Disruption
from lanthorn.casework.volt.seen import Seen

LONGEST_DAYS, SHORTEST_DAYS = 90, 14


@dataclass(frozen=True)
class Followed:
    """Counts over so many days before, and from the first day on."""

    days: int
    children: int
    missing_before: int
    missing_after: int
    links_before: int
    links_after: int

    @property
    def too_early(self) -> bool:
        """Whether too few days have passed to say anything."""
        return self.days < SHORTEST_DAYS


def what_followed(disruption: Disruption, seen: Seen, today: date | None = None) -> Followed:
    """Before and after the day on which it began; up to 90 days each, and no more than have passed since."""
    days = max(0, min(LONGEST_DAYS, ((today or timezone.localdate()) - disruption.begins).days))
    children = seen.children_of(disruption.context_id)
    missing = [
        timezone.localtime(one.last_seen_at).date()
        for one in seen.episodes
        if seen.person_of_case[one.case_id] in children
    ]
    known = [link.since for link in seen.links_of_context.get(disruption.context_id, ())]
    before, after = disruption.begins - timedelta(days=days), disruption.begins + timedelta(days=days)

    def between(listed: list[date], first: date, end: date) -> int:
        return sum(first <= day < end for day in listed)

    return Followed(
        days, len(children),
        between(missing, before, disruption.begins), between(missing, disruption.begins, after),
        between(known, before, disruption.begins), between(known, disruption.begins, after),
    )  # fmt: skip
