"""What was typed into a form outlives the session: kept sealed for its writer, and offered to nobody else.

A form carries a signed keeper, which says whose it is: so a post that comes after the session has ended still finds its
writer. The text is sealed with the writer's own key.
"""

import json
import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.utils import timezone

from lanthorn.casework.access.certifying import has_lapsed
from lanthorn.casework.access.models import User
from lanthorn.casework.audit.box import closed, opened
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.sealing import Subject, keys_of
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.journeys.journey import typed_of
from lanthorn.casework.journeys.models import KeptText

KEEPER, KEPT = "keeper", "kept"
KEEPER_LASTS = timedelta(days=3)  # a form left open on a Friday evening is sent on the Monday
_SALT = "casework.keeper"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def keeper_for(user: Any) -> str:
    """What a form of this user's carries, so that it is known whose it was when their session has ended."""
    return signing.dumps(str(user.pk), salt=_SALT)


def writer_of(keeper: str) -> User | None:
    """Whose form it was; None where the keeper is not ours or too old, or where they may not sign in any more."""
    try:
        key = signing.loads(keeper, salt=_SALT, max_age=KEEPER_LASTS)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=key, is_active=True).first()
    return None if user is None or has_lapsed(user) else user


def watched_for(user: Any, act: str) -> Any:
    """An act of this user's outside a page of theirs, watched: what was typed is kept, or is kept no more."""
    return watching(act, Actor(user.pk, user.agency_code, uuid4()))


def keep(user: Any, page: str, lists: Iterable[tuple[str, list[str]]], earlier: str = "") -> KeptText:
    """Seal what was typed on this page for its writer; in place of an earlier text of theirs, where one is named.

    The version that the form was opened with is kept too: if somebody saved the page since, both texts are shown.
    """
    posted = dict(lists)
    typed = typed_of(posted.items()) | {name: posted[name] for name in ("version",) if name in posted}
    kept = find(user, earlier) or KeptText(user=user)
    kept.page, kept.about = page, _first_record(page)
    kept.sealed = closed(_key(user), json.dumps(typed).encode(), kept.pk.bytes)
    kept.save()
    return kept


def find(user: Any, kept: str) -> KeptText | None:
    """The text with this identifier, if it is this user's own and still waits."""
    if not _UUID.fullmatch(kept):
        return None
    found: KeptText | None = KeptText.objects.visible_to(user).filter(pk=kept).first()
    return found


def typed_in(kept: KeptText) -> dict[str, list[str]]:
    """What was typed, by the names of the inputs."""
    typed: dict[str, list[str]] = json.loads(opened(_key(kept.user), kept.sealed, kept.pk.bytes))
    return typed


def settle(kept: KeptText) -> None:
    """It was saved where it belongs, or is not wanted: nothing of it stays."""
    kept.settled_at, kept.sealed = timezone.now(), ""
    kept.save()


def _key(user: Any) -> bytes:
    subject = Subject("user", user.pk)
    return keys_of([subject])[subject]


def _first_record(page: str) -> UUID | None:
    found = _UUID.search(page)
    return UUID(found.group()) if found else None
