"""For the tests: SQLite in memory, or the PostgreSQL that DATABASE_URL names. Every protection stays on."""

import os
import tempfile
from pathlib import Path

from lanthorn.casework.settings.base import *  # noqa: F403 - Django's own way of building settings on settings
from lanthorn.casework.settings.database import database

DEBUG = False
MADE_UP_AUTHORITIES = {"E09000099": "Riverside", "E09000098": "Northbank"}
SECRET_KEY = "a key for the tests only, of no use anywhere else: fifty letters and more"  # noqa: S105 - not a secret
AUDIT_CHAIN_KEY = b"c" * 32
AUDIT_SEALING_KEY = b"s" * 32
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {
    "default": database(os.environ.get("DATABASE_URL", ""), Path(tempfile.gettempdir()) / "lanthorn-test.sqlite3")
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; the real ones are Django's defaults
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
