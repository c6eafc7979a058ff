"""A referral for tests, as somebody sent it."""

from datetime import date
from typing import Any

from lanthorn.casework.access.models import User
from lanthorn.casework.referrals.models import Referral


def a_referral(referrer: User, **changed: Any) -> Referral:
    """A referral as somebody sent it. Must be called within a watch."""
    told: dict[str, Any] = {
        "referrer": referrer, "agency": referrer.agency, "channel": "seen", "told_on": date(2026, 3, 2),
        "known_before": "no", "forename": "Muhamad", "surname": "Kareem", "birth_year": 2010, "birth_month": 4,
        "birth_day": 17, "sex": "male", "seen": "Seen in a car with an adult he did not know", "online": "no",
        "child_told": "yes", "carer_told": "no", "carer_not_told": "It would make him less safe",
    }  # fmt: skip
    referral = Referral(**(told | changed))
    referral.save()
    return referral
