"""Sweep what the schedule lets go without a decision: drafts never sent are emptied, old notices removed."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.notices.models import Notice
from lanthorn.casework.retention.schedule import schedule


def sweep() -> tuple[int, int]:
    """Empty the drafts and remove the notices whose days have passed. Gives how many of each."""
    drafts = Draft.objects.for_purpose("sweeping").filter(sent_at=None, **_passed("journeys.draft"))
    emptied = 0
    for draft in drafts:
        draft.sent_at, draft.answers = timezone.now(), {}
        draft.save()
        emptied += 1
    removed, _ = Notice.objects.filter(**_passed("notices.notice")).delete()
    return emptied, removed


def _passed(name: str) -> dict[str, Any]:
    rule = schedule().swept[name]
    return {f"{rule.begins}__lt": timezone.now() - timedelta(days=rule.days)}
