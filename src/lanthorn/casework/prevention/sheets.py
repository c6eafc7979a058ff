"""What a reader sees of a prevention session."""

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.look.templatetags.look import day
from lanthorn.casework.prevention.models import PreventionSession, RecordedNeed

SESSION_SHEET: Sheet[PreventionSession] = Sheet(
    "prevention",
    [
        Field("held_on", "Held", "concern", lambda one: day(one.held_on)),
        Field("audience", "For whom", "concern", lambda one: one.get_audience_display()),
        Field("setting", "Where", "concern", lambda one: one.get_setting_display()),
        Field("authority", "Authority", "concern", lambda one: one.authority),
        Field("reach", "How many took part", "concern", lambda one: one.reach),
    ],
)

NEED_SHEET: Sheet[RecordedNeed] = Sheet(
    "recordedneed",
    [
        Field("title", "Recorded", "work", lambda one: one.title),
        Field("taken", "Taken in", "work", lambda one: f"{day(one.taken_at)} by {one.taken_by.name}"),
    ],
)
