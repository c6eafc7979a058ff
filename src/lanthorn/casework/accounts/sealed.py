"""What is a secret of somebody's sign-in is sealed before it is kept: second factors, and sessions.

Given a text, gives it encrypted with AES-256-GCM under a key that is derived from the installation's sealing key. The
database alone, or a back-up of it, then opens no sign-in.
"""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from lanthorn.casework.audit.box import closed, opened

_MARK = "sealed1:"  # what does not begin so is not opened: nobody puts a secret of their own in from the database
FACTOR, _SESSION = b"lanthorn second factor", b"lanthorn session"


class UnsealedError(ValueError):
    """A secret that is not sealed, or with none of the keys that are known here."""


class SealingAdapter(DefaultMFAAdapter):  # type: ignore[misc] # the library has no types
    """Has the library keep the secret of an app and the seed of recovery codes sealed."""

    def encrypt(self, text: str) -> str:
        """Sealed with today's key."""
        return seal(text.encode(), FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        """Opened, with today's key or an earlier one."""
        return unseal(encrypted_text, FACTOR).decode()


class SealedSessions:
    """How a session is written into the database: while somebody sets up an app, its secret is in it."""

    def dumps(self, session: Any) -> bytes:
        """Sealed JSON."""
        return seal(json.dumps(session, separators=(",", ":")).encode(), _SESSION).encode("ascii")

    def loads(self, kept: bytes) -> Any:
        """The session; an empty one, which is no sign-in, where it cannot be opened."""
        try:
            return json.loads(unseal(kept.decode("ascii"), _SESSION))
        except UnsealedError:
            return {}


def seal(plain: bytes, purpose: bytes) -> str:
    """The bytes, encrypted for this purpose alone."""
    return _MARK + closed(_key(settings.AUDIT_SEALING_KEY, purpose), plain, purpose)


def unseal(text: str, purpose: bytes) -> bytes:
    """The bytes that were sealed for this purpose. Raises UnsealedError."""
    if not text.startswith(_MARK):
        raise UnsealedError("A secret is not sealed.")
    for sealing_key in (settings.AUDIT_SEALING_KEY, *settings.AUDIT_SEALING_KEY_FALLBACKS):
        try:
            return opened(_key(sealing_key, purpose), text.removeprefix(_MARK), purpose)
        except InvalidTag:
            continue
    raise UnsealedError("A secret is sealed with none of the keys that are known here.")


def seal_anew() -> int:
    """Seal every second factor's secrets with today's key. Gives how many factors there were."""
    return rewrite(Authenticator, lambda text: seal(unseal(text, FACTOR), FACTOR))


def rewrite(authenticators: Any, change: Callable[[str], str]) -> int:
    """Change each secret text of the app and of recovery codes. Used by a change of keys, and by the migration."""
    count = 0
    for one in authenticators.objects.filter(type__in=["totp", "recovery_codes"]).select_for_update():
        for name in {"secret", "seed"} & set(one.data):
            one.data[name] = change(one.data[name])
        if "migrated_codes" in one.data:
            one.data["migrated_codes"] = [change(code) for code in one.data["migrated_codes"]]
        authenticators.objects.filter(pk=one.pk).update(data=one.data)
        count += 1
    return count


@lru_cache(maxsize=16)
def _key(sealing_key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(sealing_key)
