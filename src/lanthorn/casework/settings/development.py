"""For one's own machine: SQLite in a folder, made-up people, sign-in at a click. Never for real children's records.

The keys are drawn once and kept in that folder, so that the audit of one run can be verified in the next.
"""

import os
import secrets
from pathlib import Path

from lanthorn.casework.settings.base import *  # noqa: F403 - Django's own way of building settings on settings
from lanthorn.casework.settings.database import database
from lanthorn.casework.settings.keys import KEY_BYTES

DEBUG = False  # a page of DEBUG would show rows; faults are read in the terminal
DEMONSTRATION = True
MADE_UP_AUTHORITIES = {"E09000099": "Riverside", "E09000098": "Northbank"}
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

FOLDER = Path(os.environ.get("LANTHORN_CASEWORK_FOLDER", "lanthorn-casework"))
FOLDER.mkdir(parents=True, exist_ok=True)


def _kept(name: str) -> bytes:
    file = FOLDER / f"{name}.key"
    if not file.exists():
        with open(file, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as opened:
            opened.write(secrets.token_bytes(KEY_BYTES))
    return file.read_bytes()


SECRET_KEY = _kept("secret").hex()
AUDIT_CHAIN_KEY = _kept("audit-chain")
AUDIT_SEALING_KEY = _kept("audit-sealing")
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), FOLDER / "casework.sqlite3")}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
