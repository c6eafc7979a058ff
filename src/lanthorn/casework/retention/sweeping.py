"""Sweep what the schedule lets go without a decision.

Drafts never sent and texts never saved are emptied, old notices removed.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from lanthorn.casework.journeys.keeping import settle
from lanthorn.casework.journeys.models import Draft, KeptText
from lanthorn.casework.notices.models import Notice
from lanthorn.casework.retention.schedule import schedule


def sweep() -> tuple[int, int]:
    """Empty the drafts and kept texts, and remove the notices whose days have passed. Gives how many of each."""
    drafts = Draft.objects.for_purpose("sweeping").filter(sent_at=None, **_passed("journeys.draft"))
    emptied = 0
    for draft in drafts:
        draft.sent_at, draft.answers = timezone.now(), {}
        draft.save()
        emptied += 1
    for kept in KeptText.objects.for_purpose("sweeping").filter(settled_at=None, **_passed("journeys.kepttext")):
        settle(kept)
        emptied += 1
    removed, _ = Notice.objects.filter(**_passed("notices.notice")).delete()
    return emptied, removed


def _passed(name: str) -> dict[str, Any]:
    rule = schedule().swept[name]
    return {f"{rule.begins}__lt": timezone.now() - timedelta(days=rule.days)}
