"""What holds however the casework is run. Development, production and tests each import this and say what differs.

Given environment variables; gives Django's settings. No secret has a default here.
"""

from pathlib import Path

from lanthorn.casework.settings.content_security import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY
from lanthorn.casework.settings.content_security import CONTENT_SECURITY_POLICY_ALSO as CONTENT_SECURITY_POLICY_ALSO
from lanthorn.casework.settings.logs import LOGGING as LOGGING

CASEWORK = Path(__file__).resolve().parent.parent

# Are these real children's records? Then nothing starts with a protection off (access/checks.py).
REAL_RECORDS = False
# Who may sign in at a click as a made-up person. Only the development settings say True; production refuses it.
DEMONSTRATION = False
# Authorities by code that are made up with them, and so in no list of real ones.
MADE_UP_AUTHORITIES: dict[str, str] = {}
# What makes the protected figures of the dashboard: a callable (dashboard/making.py), so that no analytics is imported.
FIGURES = "lanthorn.profile.live.figures_of"
# What hides, rounds and attacks the counts that leave the panel: a callable (volt/outside.py), for the same reason.
LEAVING = "lanthorn.disclosure.leaving.fit_to_leave"
# The local number a person rings when a child is in immediate danger, after 999.
LOCAL_FRONT_DOOR = "the multi-agency safeguarding hub"

# Keys of before, while they are being changed: see the how-to. What is new is never under one of these.
SECRET_KEY_FALLBACKS: list[str] = []
AUDIT_CHAIN_KEY_FALLBACKS: list[bytes] = []
AUDIT_SEALING_KEY_FALLBACKS: list[bytes] = []

INSTALLED_APPS = [
    "lanthorn.casework.look",
    "lanthorn.casework.audit",
    "lanthorn.casework.access",
    "lanthorn.casework.accounts",
    "lanthorn.casework.notices",
    "lanthorn.casework.people",
    "lanthorn.casework.cases",
    "lanthorn.casework.journeys",
    "lanthorn.casework.referrals",
    "lanthorn.casework.screening",
    "lanthorn.casework.returns",
    "lanthorn.casework.reviews",
    "lanthorn.casework.closures",
    "lanthorn.casework.panels",
    "lanthorn.casework.plans",
    "lanthorn.casework.contexts",
    "lanthorn.casework.missing",
    "lanthorn.casework.prevention",
    "lanthorn.casework.disclosures",
    "lanthorn.casework.transfers",
    "lanthorn.casework.retention",
    "lanthorn.casework.timeline",
    "lanthorn.casework.api",
    "lanthorn.casework.dashboard",
    "lanthorn.casework.considered",
    "lanthorn.casework.volt",
    "lanthorn.casework.sightings",
    "lanthorn.casework.restrictions",
    "lanthorn.casework.merges",
    "lanthorn.casework.users",
    "lanthorn.casework.work",
    "lanthorn.casework.operations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

# The last one lets a view run, or not: whatever it must see has to stand before it.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "lanthorn.casework.access.headers.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "lanthorn.casework.journeys.middleware.KeepingMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "lanthorn.casework.accounts.middleware.SessionLimitMiddleware",
    "lanthorn.casework.accounts.middleware.SecondFactorMiddleware",
    "lanthorn.casework.api.middleware.TokenMiddleware",
    "lanthorn.casework.access.middleware.AccessMiddleware",
]

ROOT_URLCONF = "lanthorn.casework.urls"
WSGI_APPLICATION = "lanthorn.casework.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lanthorn.casework.look.context.page",
            ],
        },
    }
]
FORM_RENDERER = "lanthorn.casework.look.forms.FormRenderer"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "lanthorn.casework.accounts.guessable.ContextWordsValidator"},
    {"NAME": "lanthorn.casework.accounts.guessable.BreachedPasswordValidator"},
]
BREACHED_PASSWORDS: Path | None = None  # a list of their hashes on this machine
BREACHED_PASSWORDS_LEFT_OUT = False  # whether somebody decided to do without

ACCOUNT_ADAPTER = "lanthorn.casework.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "lanthorn.casework.accounts.adapter.AgencyAccountAdapter"
# What counts towards a limit is counted by all processes together, whichever of them is asked.
CACHES = {"default": {"BACKEND": "lanthorn.casework.accounts.counting.CountsInDatabase"}}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited by their agency's contact point, never by themselves
ACCOUNT_EMAIL_NOTIFICATIONS = False  # those mails carry network addresses and devices
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "lanthorn.casework.accounts.sealed.SealingAdapter"
MFA_FORMS = {"add_webauthn": "lanthorn.casework.accounts.forms.AddPasskeyForm"}
MFA_TOTP_ISSUER = "Lanthorn casework"
SECOND_FACTOR_REQUIRED = True
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True  # from then on by the provider's own identifier of the person
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "work:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

# ASVS 5.0 V7: a quarter of an hour idle, ten hours at most, three at once (a desk, a laptop, a telephone).
SESSIONS_AT_ONCE = 3
SESSION_SERIALIZER = "lanthorn.casework.accounts.sealed.SealedSessions"
SESSION_COOKIE_AGE = 15 * 60
SESSION_LONGEST = 10 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lanthorn.casework.look.views.csrf_failure"
USERSESSIONS_TRACK_ACTIVITY = False

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # with no-referrer a browser sends "Origin: null", which fails our own forms
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SILENCED_SYSTEM_CHECKS = ["fields.W163", "models.W046"]  # SQLite keeps no comments; PostgreSQL does
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "lanthorn.casework.access.uploads.NothingLarger",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/static/"
STATIC_ROOT: Path | None = None
DEFAULT_FROM_EMAIL = "casework@localhost"
EMAIL_SUBJECT_PREFIX = ""
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
