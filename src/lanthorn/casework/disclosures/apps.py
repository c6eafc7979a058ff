"""The app `disclosures`, for Django."""

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils import timezone


class DisclosuresConfig(AppConfig):
    """Names the app, and says which disclosures wait for whoever leads the case."""

    name = "lanthorn.casework.disclosures"
    label = "disclosures"

    def ready(self) -> None:
        """Add what is due."""
        from lanthorn.casework.disclosures.models import Disclosure
        from lanthorn.casework.work.due import Due, add_due

        def to_decide(user: Any) -> Iterator[Due]:
            waiting = Disclosure.objects.visible_to(user).filter(approved=None, case__owner=user.pk)
            for one in waiting.exclude(asked_by=user.pk):
                href = reverse("disclosures:page", args=[one.pk])
                yield Due(timezone.localtime(one.asked_at).date(), "A disclosure waits for your approval", href)

        add_due(to_decide)
