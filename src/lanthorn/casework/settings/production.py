"""For an area's real records. Refuses to start where a key is weak or missing, or where a protection is off.

Everything secret comes from the environment or from files named there; see the how-to for the list.
"""

import json
import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from lanthorn.casework.settings.base import *  # noqa: F403 - Django's own way of building settings on settings
from lanthorn.casework.settings.base import CASEWORK
from lanthorn.casework.settings.database import database
from lanthorn.casework.settings.keys import earlier_keys, key_secret, text_secret

REAL_RECORDS = True
DEBUG = False
DEMONSTRATION = False
SECRET_KEY = text_secret("SECRET_KEY")
AUDIT_CHAIN_KEY = key_secret("AUDIT_CHAIN_KEY")
AUDIT_SEALING_KEY = key_secret("AUDIT_SEALING_KEY")
SECRET_KEY_FALLBACKS = text_secret("SECRET_KEY_FALLBACKS").split()
AUDIT_CHAIN_KEY_FALLBACKS = earlier_keys("AUDIT_CHAIN_KEY_FALLBACKS")
AUDIT_SEALING_KEY_FALLBACKS = earlier_keys("AUDIT_SEALING_KEY_FALLBACKS")

_url = text_secret("DATABASE_URL")
if not _url:
    raise ImproperlyConfigured("DATABASE_URL is missing: an area's records are kept in PostgreSQL 15 or later.")
DATABASES = {"default": database(_url, CASEWORK)}

ALLOWED_HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
ALLAUTH_TRUSTED_PROXY_COUNT = 1  # on its socket gunicorn knows no address: the web server in front says who asks
_breached = os.environ.get("BREACHED_PASSWORDS", "")
BREACHED_PASSWORDS_LEFT_OUT = _breached == "none"
BREACHED_PASSWORDS = None if _breached in {"", "none"} else Path(_breached)
LOCAL_FRONT_DOOR = os.environ.get("LOCAL_FRONT_DOOR", "the multi-agency safeguarding hub")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"

STATIC_ROOT = Path(os.environ["STATIC_ROOT"]) if "STATIC_ROOT" in os.environ else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "casework@localhost")

# Each agency's own OpenID Connect provider, its secret in a file: OIDC_PROVIDERS_FILE is JSON as django-allauth's APPS.
_providers = text_secret("OIDC_PROVIDERS")
if _providers:
    SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": json.loads(_providers)}}
