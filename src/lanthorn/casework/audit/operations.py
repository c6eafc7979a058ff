"""The kinds of event: the six operations that section 62 of the Data Protection Act 2018 names, and four of our own."""

from django.db import models


class Operation(models.TextChoices):
    """What an event records. The first six are those of section 62(1)."""

    COLLECTION = "collection", "Collected"
    ALTERATION = "alteration", "Altered"
    CONSULTATION = "consultation", "Consulted"
    DISCLOSURE = "disclosure", "Disclosed"
    COMBINATION = "combination", "Combined"
    ERASURE = "erasure", "Erased"
    SIGN_IN = "sign_in", "Signed in"
    SIGN_OUT = "sign_out", "Signed out"
    DENIAL = "denial", "Refused"
    CONFIGURATION = "configuration", "Configured"
