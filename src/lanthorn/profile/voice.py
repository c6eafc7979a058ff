"""Which voice is spoken at the moment: the name of its folder under ``data/voices``."""

from contextvars import ContextVar

ENGLISH = "en"
SPEAKING: ContextVar[str] = ContextVar("voice", default=ENGLISH)


def voice_in_use() -> str:
    """The voice in use: a briefing keeps the one that it was told in, and every format prints its own words in it."""
    return SPEAKING.get()
