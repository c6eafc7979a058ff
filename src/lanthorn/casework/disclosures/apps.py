"""The app `disclosures`, for Django."""

from typing import Any

from django.apps import AppConfig
from django.db.models import QuerySet
from django.db.models.functions import TruncDate


class DisclosuresConfig(AppConfig):
    """Names the app, and says which disclosures wait for whoever leads the case."""

    name = "lanthorn.casework.disclosures"
    label = "disclosures"

    def ready(self) -> None:
        """Add what is due."""
        from lanthorn.casework.disclosures.models import Disclosure
        from lanthorn.casework.work.due import Waiting, add_waiting

        def to_decide(user: Any) -> QuerySet[Disclosure]:
            waiting = Disclosure.objects.visible_to(user).filter(approved=None, case__owner=user.pk)
            return waiting.exclude(asked_by=user.pk)

        what = "A disclosure waits for your approval"
        add_waiting(Waiting(what, "disclosures:page", to_decide, TruncDate("asked_at")))
