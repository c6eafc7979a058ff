"""The app `cases`, for Django."""

from typing import Any

from django.apps import AppConfig
from django.db.models import Q


class CasesConfig(AppConfig):
    """Names the app, and leads from visible cases to their children."""

    name = "lanthorn.casework.cases"
    label = "cases"

    def ready(self) -> None:
        """A user sees the child of a case that they see."""
        from lanthorn.casework.cases.models import Case
        from lanthorn.casework.people.models import PersonQuerySet

        def through_cases(user: Any) -> Q:
            return Q(pk__in=Case.objects.visible_to(user).values("person"))

        PersonQuerySet.ways.append(through_cases)
