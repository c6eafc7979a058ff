"""The app `considered`, for Django."""

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig


class ConsideredConfig(AppConfig):
    """Names the app, and keeps whose records a list named once a referral from it is matched to a person."""

    name = "lanthorn.casework.considered"
    label = "considered"

    def ready(self) -> None:
        """Follow matches of referrals that came from a list, and matches undone; say who waits, under My work."""
        from django.db.models import Count, Min
        from django.db.models.signals import post_save
        from django.urls import reverse

        from lanthorn.casework.considered.deciding import recognise, recognise_no_more
        from lanthorn.casework.considered.models import ConsideredChild, ConsideredDecision
        from lanthorn.casework.referrals.models import PersonMatch
        from lanthorn.casework.work.due import Due, add_due

        def matched(sender: object, instance: PersonMatch, **_: Any) -> None:
            decided = ConsideredDecision.objects.for_purpose("records of a child found").select_related("child")
            for decision in decided.filter(referral=instance.referral_id):
                follow = recognise_no_more if instance.undone_at else recognise
                follow(decision.child, instance.person_id)

        def waiting(user: Any) -> Iterator[Due]:
            found = (
                ConsideredChild.objects.visible_to(user)
                .waiting()
                .aggregate(number=Count("pk"), since=Min("list__as_of"))
            )
            if found["number"]:
                what = "A child waits" if found["number"] == 1 else f"{found['number']:,} children wait"
                yield Due(found["since"], f"{what} to be considered", reverse("considered:list"))

        post_save.connect(matched, sender=PersonMatch, weak=False)
        add_due(waiting)
