"""Production refuses to start with a protection off. Each test starts it in a process of its own."""

import base64
import os
import subprocess
import sys

import pytest

GOOD = {
    "SECRET_KEY": "k3y-0f-the-tests/only*that+is=long;enough:and,varied.too",
    "AUDIT_CHAIN_KEY": base64.b64encode(b"c" * 32).decode(),
    "AUDIT_SEALING_KEY": base64.b64encode(b"s" * 32).decode(),
    "DATABASE_URL": "postgresql://casework@localhost/casework",
    "ALLOWED_HOSTS": "casework.example",
    "STATIC_ROOT": "/nonexistent",
    "BREACHED_PASSWORDS": "none",
}
START = "import django; django.setup(); import lanthorn.casework.wsgi"


def start(
    change: dict[str, str | None] | None = None, code: str = START, *arguments: str
) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    environment |= GOOD | {"DJANGO_SETTINGS_MODULE": "lanthorn.casework.settings.production"}
    for name, value in (change or {}).items():
        environment.pop(name, None)
        if value is not None:
            environment[name] = value
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_it_starts_with_everything_in_place_and_passes_djangos_own_checks() -> None:
    code = (
        "import sys; from lanthorn.casework.manage import main; "
        "sys.argv = ['manage.py', 'check', '--deploy', '--fail-level', 'WARNING']; main()"
    )
    done = start(code=START)
    assert done.returncode == 0, done.stderr
    done = start(code=code)
    assert done.returncode == 0, done.stderr


def test_the_check_warns_where_nobody_thought_of_breached_passwords() -> None:
    code = (
        "import sys; from lanthorn.casework.manage import main; "
        "sys.argv = ['manage.py', 'check', '--deploy', '--fail-level', 'WARNING']; main()"
    )
    done = start({"BREACHED_PASSWORDS": None}, code)
    assert done.returncode != 0
    assert "access.W001" in done.stderr


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY setting must not be empty"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is missing or weak"),
        ({"SECRET_KEY": "a" * 80}, "SECRET_KEY is missing or weak"),
        ({"AUDIT_CHAIN_KEY": None}, "AUDIT_CHAIN_KEY is missing"),
        ({"AUDIT_SEALING_KEY": "bm90IGxvbmc="}, "AUDIT_SEALING_KEY is missing or not 32 bytes"),
        ({"DATABASE_URL": None}, "DATABASE_URL is missing"),
        ({"DATABASE_URL": "mysql://a/b"}, "expected postgresql"),
        ({"BREACHED_PASSWORDS": "/nonexistent"}, "The list of breached passwords cannot be read"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS is empty"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is empty or names every host"),
    ],
)
def test_it_refuses_a_missing_or_weak_secret(change: dict[str, str | None], words: str) -> None:
    done = start(change)
    assert done.returncode != 0
    assert words in done.stderr
    assert GOOD["SECRET_KEY"] not in done.stderr


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("DEBUG = True", "DEBUG is on"),
        ("SECURE_SSL_REDIRECT = False", "Plain http is allowed"),
        ("SESSION_COOKIE_SECURE = False", "Plain http is allowed"),
        ("SECURE_HSTS_SECONDS = 0", "not told to keep to https"),
        ("SECOND_FACTOR_REQUIRED = False", "A second factor is not required"),
        ("DEMONSTRATION = True", "sign in at a click"),
        ("MIDDLEWARE = MIDDLEWARE[:-1]", "AccessMiddleware must be there, and last"),
        (
            "MIDDLEWARE = [m for m in MIDDLEWARE if 'SecondFactor' not in m]",
            "A second factor is not required",
        ),
    ],
)
def test_it_refuses_a_protection_that_somebody_turned_off(line: str, words: str) -> None:
    """As somebody would who builds settings of their own on ours."""
    code = f"""
import sys, types, os
own = types.ModuleType("own_settings")
source = "from lanthorn.casework.settings.production import *\\n" + {line!r}
exec(source, own.__dict__)
sys.modules["own_settings"] = own
os.environ["DJANGO_SETTINGS_MODULE"] = "own_settings"
import django; django.setup()
"""
    done = start(code=code)
    assert done.returncode != 0
    assert words in done.stderr
