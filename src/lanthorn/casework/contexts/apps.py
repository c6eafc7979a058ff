"""The app `contexts`, for Django."""

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.db.models import Q
from django.urls import reverse


class ContextsConfig(AppConfig):
    """Names the app; leads to persons of concern; and says which links are to be looked at again."""

    name = "lanthorn.casework.contexts"
    label = "contexts"

    def ready(self) -> None:
        """Add the way to persons, and what is due."""
        from lanthorn.casework.contexts.models import Context, Link
        from lanthorn.casework.people.models import PersonQuerySet
        from lanthorn.casework.work.due import Due, add_due

        def through_contexts(user: Any) -> Q:
            return Q(pk__in=Context.objects.visible_to(user).exclude(person=None).values("person"))

        def links_to_review(user: Any) -> Iterator[Due]:
            waiting = Link.objects.visible_to(user).filter(ends=None, recorded_by=user.pk).exclude(review_on=None)
            for link in waiting.order_by("review_on"):
                href = reverse("contexts:settle", args=[link.pk])
                yield Due(link.review_on, "Look again at a link that is not known yet", href)  # type: ignore[arg-type] # excluded above

        PersonQuerySet.ways.append(through_contexts)
        add_due(links_to_review)
