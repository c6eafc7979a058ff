"""The app `missing`, for Django."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone


class MissingConfig(AppConfig):
    """Names the app, shows the latest episodes on the case page, and says which interviews are due."""

    name = "lanthorn.casework.missing"
    label = "missing"

    def ready(self) -> None:
        """Add the section, and what is due."""
        from lanthorn.casework.cases.models import Case
        from lanthorn.casework.cases.sections import Section, add_section
        from lanthorn.casework.missing.models import FINISHING, MissingEpisode
        from lanthorn.casework.missing.sheets import EPISODE_SHEET, with_steps
        from lanthorn.casework.reviews.facts import Since, add_since
        from lanthorn.casework.work.due import Due, add_due

        def latest(request: HttpRequest, case: Case) -> dict[str, Any]:
            found = MissingEpisode.objects.visible_to(request.user).filter(case=case).order_by("-last_seen_at")[:3]
            episodes: Any = with_steps(found)
            return {"case": case.pk, "episodes": EPISODE_SHEET.show_all(episodes, request.user)}

        def interviews_due(user: Any) -> Iterator[Due]:
            waiting = MissingEpisode.objects.visible_to(user).filter(case__owner=user.pk).exclude(returned_at=None)
            now = timezone.now()
            for episode in waiting.exclude(steps__kind__in=FINISHING):
                by = episode.due_at
                what = "A return-home interview is overdue" if by < now else "A return-home interview is due"
                yield Due(timezone.localtime(by).date(), what, reverse("missing:of_case", args=[episode.case_id]))

        def since_review(user: Any, case: Case, since: date) -> Iterator[str]:
            found = MissingEpisode.objects.visible_to(user).filter(case=case, last_seen_at__date__gte=since)
            episodes: Any = with_steps(found.order_by("last_seen_at"))
            for shown in EPISODE_SHEET.show_all(episodes, user):
                yield f"Last seen {shown['last_seen']}. Returned: {shown['returned']}. Interview: {shown['interview']}"

        add_since(Since("Missing episodes", since_review))
        add_section(Section(60, "Missing episodes", "missing/section.html", latest))
        add_due(interviews_due)
