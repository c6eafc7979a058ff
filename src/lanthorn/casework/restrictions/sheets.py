"""What a reader sees of a restriction."""

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.look.templatetags.look import moment
from lanthorn.casework.restrictions.models import Restriction

RESTRICTION_SHEET: Sheet[Restriction] = Sheet(
    "restriction",
    [
        Field("reason", "Why only those named see it", "concern", lambda one: one.reason),
        Field("placed", "Placed by", "identity", lambda one: f"{one.placed_by.name}, {moment(one.placed_at)}"),
        Field("custodian", "Looked after by", "identity", lambda one: one.custodian.name),
    ],
)
