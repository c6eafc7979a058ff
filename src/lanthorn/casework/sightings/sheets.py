"""What a reader sees of a sighting: neither the address nor the child."""

from lanthorn.casework.access.register import entry_of
from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.look.templatetags.look import moment
from lanthorn.casework.sightings.models import Sighting


def _page_in_words(name: str) -> str:
    entry = entry_of(name)
    return entry.says if entry and entry.says else name


SIGHTING_SHEET: Sheet[Sighting] = Sheet(
    "sighting",
    [
        Field("page", "On the page", "identity", lambda one: _page_in_words(one.page)),
        Field("user", "Shown first to", "identity", lambda one: f"{one.user.name}, {one.user.agency.name}"),
        Field("at", "When", "identity", lambda one: moment(one.at)),
        Field(
            "checked", "Looked into by", "identity",
            lambda one: f"{one.checked_by.name}, {moment(one.checked_at)}" if one.checked_by else "Nobody yet",
        ),
        Field("finding", "What was found", "concern", lambda one: one.finding),
    ],
)  # fmt: skip
