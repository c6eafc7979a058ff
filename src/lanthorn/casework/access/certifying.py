"""Access that somebody must confirm again and again: when it lapses, from data/certification.toml."""

import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone


def lapses_at(user: Any) -> datetime:
    """When the access of this user is suspended, unless somebody confirms it before."""
    return user.certified_at + timedelta(days=_data()["days"])  # type: ignore[no-any-return] # a datetime


def has_lapsed(user: Any) -> bool:
    """Whether nobody confirmed in time that this user still needs access."""
    return lapses_at(user) <= timezone.now()


def due_before() -> datetime:
    """Whoever was last confirmed before this moment is listed to be confirmed again."""
    return timezone.now() - timedelta(days=_data()["days"] - _data()["warn_days"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "certification.toml").read_text(encoding="utf-8"))
