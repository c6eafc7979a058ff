"""The second factors of before are sealed; undone, they stand in the clear again, as the version before reads them."""

from typing import Any

from django.db import migrations

from lanthorn.casework.accounts.sealed import FACTOR, rewrite, seal, unseal


def seal_all(apps: Any, _: Any) -> None:
    """Seal what is not."""
    rewrite(apps.get_model("mfa", "Authenticator"), lambda text: seal(text.encode(), FACTOR))


def open_all(apps: Any, _: Any) -> None:
    """Open what is sealed."""
    rewrite(apps.get_model("mfa", "Authenticator"), lambda text: unseal(text, FACTOR).decode())


class Migration(migrations.Migration):
    """Seals second factors."""

    dependencies = [("accounts", "0001_counted"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal_all, open_all)]
