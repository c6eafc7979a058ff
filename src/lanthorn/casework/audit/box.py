"""A sealed box, as every sealed text here is kept: bytes encrypted with AES-256-GCM, behind their nonce, in base64."""

import base64
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


def closed(key: bytes, plain: bytes, bound_to: bytes | None = None) -> str:
    """The bytes in a box, which opens only with the same key and what it is bound to."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, plain, bound_to)).decode()


def opened(key: bytes, box: str, bound_to: bytes | None = None) -> bytes:
    """What is in the box. Raises cryptography's InvalidTag where the key or what it is bound to is another."""
    held = base64.b64decode(box)
    return AESGCM(key).decrypt(held[:_NONCE_BYTES], held[_NONCE_BYTES:], bound_to)
