"""What somebody has begun and not finished, for their page: drafts of journeys and kept texts, in one question."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Value
from django.urls import reverse

from lanthorn.casework.journeys.models import Draft, KeptText
from lanthorn.casework.journeys.pages import pages_of
from lanthorn.casework.journeys.views import title_of

LISTED = 50


@dataclass(frozen=True)
class Unfinished:
    """One of them: what it is called, when it was begun or kept, where to go on and where to let it go."""

    title: str
    at: datetime
    href: str
    discard: str


def unfinished(user: Any) -> tuple[list[Unfinished], list[Unfinished]]:
    """The drafts, and the kept texts, the latest first. Neither what they say nor whom they concern is read."""
    drafts = Draft.objects.visible_to(user).values_list("pk", "journey", "started_at", _kind("draft"))
    kept = KeptText.objects.visible_to(user).values_list("pk", "page", "changed_at", _kind("kept"))
    rows = list(drafts.union(kept, all=True).order_by("-started_at")[:LISTED])
    return (
        [_draft(key, journey, at) for key, journey, at, kind in rows if kind == "draft"],
        [_kept(key, page, at) for key, page, at, kind in rows if kind == "kept"],
    )


def _kind(name: str) -> Value:
    return Value(name, output_field=CharField())


def _draft(key: Any, journey: str, at: datetime) -> Unfinished:
    pages = pages_of(journey)
    return Unfinished(pages.title, at, pages.url("check", key), pages.url("discard", key))


def _kept(key: Any, page: str, at: datetime) -> Unfinished:
    links = (reverse(f"journeys:{name}", args=[key]) for name in ("kept", "let_go"))
    return Unfinished(title_of(page), at, *links)
