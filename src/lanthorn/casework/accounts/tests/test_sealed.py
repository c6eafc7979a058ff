"""The database alone signs nobody in: secrets of apps, seeds of recovery codes and sessions are sealed in it."""

import base64
import zlib
from importlib import import_module
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import override_settings

from lanthorn.casework.accounts.sealed import FACTOR, UnsealedError, seal, unseal
from lanthorn.casework.accounts.tests.test_signing_in import SECRET, by_password, code
from lanthorn.casework.demonstration.loading import Loaded

OLD, NEW = b"s" * 32, b"t" * 32


def kept() -> str:
    return str(list(Authenticator.objects.values_list("data", flat=True)))


def test_no_secret_of_an_app_and_no_seed_of_codes_stands_in_the_database(world: Loaded) -> None:
    user = world.users["teacher"]
    app, codes = TOTP.activate(user, SECRET), RecoveryCodes.activate(user)
    seed = unseal(codes.instance.data["seed"], FACTOR).decode()
    assert len(seed) == 80
    for secret in (SECRET, seed, *codes.get_unused_codes()):
        assert secret not in kept()
    assert app.validate_code(code())


def test_while_an_app_is_set_up_its_secret_is_sealed_in_the_session(transactional_db: None, world: Loaded) -> None:
    client = by_password(world)
    client.get("/second-factor/app")
    secret = client.session["mfa.totp.secret"]
    row = Session.objects.get(pk=client.session.session_key).session_data.split(":")[0]
    packed = base64.urlsafe_b64decode(row.lstrip(".") + "=" * (-len(row.lstrip(".")) % 4))
    plain = zlib.decompress(packed) if row.startswith(".") else packed
    assert plain.startswith(b"sealed1:")
    assert secret.encode() not in plain
    assert b"auth_user" not in plain


def test_what_was_put_into_the_database_unsealed_opens_nothing(world: Loaded) -> None:
    """Whoever can write into the database, and has no key, gives nobody a second factor of their own."""
    Authenticator.objects.create(user=world.users["teacher"], type="totp", data={"secret": SECRET})
    client = by_password(world)
    with pytest.raises(UnsealedError):
        client.post("/sign-in/second-factor", {"code": code()})


def test_what_is_sealed_for_one_purpose_is_not_opened_for_another_nor_when_it_was_changed() -> None:
    sealed = seal(b"a secret", FACTOR)
    assert unseal(sealed, FACTOR) == b"a secret"
    assert seal(b"a secret", FACTOR) != sealed
    for text, purpose in ((sealed, b"another purpose"), (sealed[:-2] + "A=", FACTOR), ("a secret", FACTOR)):
        with pytest.raises(UnsealedError):
            unseal(text, purpose)


def test_after_a_change_of_the_sealing_key_second_factors_work_without_the_earlier_one(world: Loaded) -> None:
    user = world.users["teacher"]
    TOTP.activate(user, SECRET)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    with override_settings(AUDIT_SEALING_KEY=NEW, AUDIT_SEALING_KEY_FALLBACKS=[OLD]):
        call_command("change_keys", stdout=StringIO())
    with override_settings(AUDIT_SEALING_KEY=NEW, AUDIT_SEALING_KEY_FALLBACKS=[]):
        client = by_password(world)
        assert client.post("/sign-in/second-factor", {"code": code()}).status_code == 302
        assert client.get("/").status_code == 200
        assert RecoveryCodes.activate(user).get_unused_codes() == codes
    with pytest.raises(UnsealedError):
        TOTP(Authenticator.objects.get(user=user, type="totp")).validate_code("000000")


def test_second_factors_of_an_earlier_version_are_sealed_and_can_be_opened_again(world: Loaded) -> None:
    user = world.users["teacher"]
    Authenticator.objects.create(user=user, type="totp", data={"secret": SECRET})
    Authenticator.objects.create(user=user, type="recovery_codes", data={"migrated_codes": ["12345678"]})
    step = import_module("lanthorn.casework.accounts.migrations.0002_sealed")
    step.seal_all(apps, None)
    assert SECRET not in kept()
    assert "12345678" not in kept()
    assert RecoveryCodes.activate(user).get_unused_codes() == ["12345678"]
    step.open_all(apps, None)
    assert SECRET in kept()
    assert "12345678" in kept()
