"""What must hold before the casework starts: system checks, run by every command and by the server.

Settings for real records are looked at as the apps load, so that nothing starts with a protection turned off by hand.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver

from lanthorn.casework.access.register import entries, entry_of
from lanthorn.casework.accounts.guessable import faults_of

_WEAK_LETTERS = 50
_FEWEST_DIFFERENT = 5
_SECOND_FACTOR = "lanthorn.casework.accounts.middleware.SecondFactorMiddleware"
_DOOR = "lanthorn.casework.access.middleware.AccessMiddleware"


@register(Tags.urls)
def every_page_is_on_the_register(**_: Any) -> list[CheckMessage]:
    """Every URL has an entry, and every entry a URL."""
    names = set(page_names())
    found: list[CheckMessage] = [
        Error(f"The page {name!r} is not on the access register.", id="access.E001")
        for name in sorted(names)
        if entry_of(name) is None
    ]
    found += [
        Error(f"The register names {entry.name!r}, and there is no such page.", id="access.E002")
        for entry in entries()
        if entry.name not in names
    ]
    return found


@register(Tags.security)
def the_door_stands_last(**_: Any) -> list[CheckMessage]:
    """Nothing may stand between the access middleware and a view."""
    if settings.MIDDLEWARE[-1:] != [_DOOR]:
        return [Error("AccessMiddleware must be there, and last.", id="access.E003")]
    return []


@register(Tags.security, deploy=True)
def breached_passwords_are_thought_of(**_: Any) -> list[CheckMessage]:
    """Either a list of breached passwords is here, or somebody decided to do without."""
    if settings.BREACHED_PASSWORDS is None and not settings.BREACHED_PASSWORDS_LEFT_OUT:
        hint = "Set BREACHED_PASSWORDS to the list, or to `none` where you decided to do without."
        return [checks.Warning("No list of breached passwords is here.", hint=hint, id="access.W001")]
    return []


def refuse_an_unsafe_production() -> None:
    """Raise ImproperlyConfigured, with every fault named, where settings for real records have a protection off."""
    faults = list(faults_of_production(settings)) if settings.REAL_RECORDS else []
    if faults:
        raise ImproperlyConfigured("The casework does not start:\n" + "\n".join(faults))


def faults_of_production(chosen: Any) -> Iterator[str]:
    """Each protection that is off in these settings, in words."""
    key = str(getattr(chosen, "SECRET_KEY", ""))
    if chosen.DEBUG:
        yield "DEBUG is on: its pages show records to anybody."
    if len(key) < _WEAK_LETTERS or len(set(key)) < _FEWEST_DIFFERENT or key.startswith("django-insecure-"):
        yield f"SECRET_KEY is missing or weak: {_WEAK_LETTERS} random letters or more are needed."
    if not chosen.SECURE_SSL_REDIRECT or not chosen.SESSION_COOKIE_SECURE or not chosen.CSRF_COOKIE_SECURE:
        yield "Plain http is allowed: redirect to https and keep cookies for https only."
    if not chosen.SECURE_HSTS_SECONDS:
        yield "SECURE_HSTS_SECONDS is nought: browsers are not told to keep to https."
    if chosen.MIDDLEWARE[-1:] != [_DOOR]:
        yield "AccessMiddleware must be there, and last."
    if not chosen.SECOND_FACTOR_REQUIRED or _SECOND_FACTOR not in chosen.MIDDLEWARE:
        yield "A second factor is not required."
    if chosen.DEMONSTRATION:
        yield "DEMONSTRATION is on: anybody could sign in at a click."
    for app in chosen.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", []):
        if not str(app.get("settings", {}).get("server_url", "")).startswith("https://"):
            yield f"The provider {app.get('provider_id')}: its address is not https."
        if not app.get("settings", {}).get("agency"):
            yield f"The provider {app.get('provider_id')}: its settings name no agency, so it can vouch for nobody."
    if chosen.BREACHED_PASSWORDS is not None:
        yield from faults_of(chosen.BREACHED_PASSWORDS)
    if not chosen.ALLOWED_HOSTS or "*" in chosen.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS is empty or names every host."


def page_names() -> Iterator[str]:
    """The name of every page that the resolver knows; an empty one where a page has none."""
    yield from _names(get_resolver(), "")


def _names(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}" if entry.name else f"{prefix}(unnamed: {entry.pattern})"
        else:
            yield from _names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
