"""The app `considered`, for Django."""

from typing import Any

from django.apps import AppConfig


class ConsideredConfig(AppConfig):
    """Names the app, and keeps whose records a list named once a referral from it is matched to a person."""

    name = "lanthorn.casework.considered"
    label = "considered"

    def ready(self) -> None:
        """Follow matches of referrals that came from a list, and matches undone."""
        from django.db.models.signals import post_save

        from lanthorn.casework.considered.deciding import recognise, recognise_no_more
        from lanthorn.casework.considered.models import ConsideredDecision
        from lanthorn.casework.referrals.models import PersonMatch

        def matched(sender: object, instance: PersonMatch, **_: Any) -> None:
            decided = ConsideredDecision.objects.for_purpose("records of a child found").select_related("child")
            for decision in decided.filter(referral=instance.referral_id):
                follow = recognise_no_more if instance.undone_at else recognise
                follow(decision.child, instance.person_id)

        post_save.connect(matched, sender=PersonMatch, weak=False)
