"""Who investigates, and how police hear of it."""

from lanthorn.profile import figures
from lanthorn.profile.content import Page
from lanthorn.profile.sentences import templates
from lanthorn.profile.told import Told, listed

_UNIT = templates(
    "unit.investigating", headline="share unit", headline_total="total", mix="shares", by_unit="", by_category=""
)
_CHANNEL = templates(
    "notification.channel", headline="first next", headline_first="first", headline_total="total", mix="shares",
    by_channel="",
)  # fmt: skip


def investigating(told: Told) -> Page:
    """Who investigates."""
    by = told.by("investigating_unit")
    ranking = by.ranking()
    leading = ranking.values[0] if ranking.values and not ranking.tied else None
    order = by.by_frequency()
    return told.page(
        [
            _UNIT.say("headline", share=by.share(investigating_unit=leading), unit=ranking.first) if leading else None,
            _UNIT.say("headline_total", total=by.how_many()),
        ],
        paragraphs=[_UNIT.say("mix", shares=listed(by, order))],
        figures=[
            figures.bars(by, told.title(_UNIT.text("by_unit")), emphasis=ranking.values[:1], order=order),
            figures.divided(told.by("category", "investigating_unit"), told.title(_UNIT.text("by_category"))),
        ],
        recorded=[by],
    )


def channel(told: Told) -> Page:
    """How police hear of it."""
    by = told.by("notification_channel")
    ranking = by.ranking(leave_out=("unknown", "other"))
    order = by.by_frequency()
    return told.page(
        [
            None if ranking.tied else _CHANNEL.say("headline", first=ranking.first, next=ranking.followed_by),
            _CHANNEL.say("headline_first", first=ranking.first),
            _CHANNEL.say("headline_total", total=by.how_many()),
        ],
        paragraphs=[_CHANNEL.say("mix", shares=listed(by, order[:3]))],
        figures=[figures.bars(by, told.title(_CHANNEL.text("by_channel")), emphasis=ranking.values, order=order)],
        recorded=[by],
    )


PAGES = {"unit.investigating": investigating, "notification.channel": channel}
