"""The library's form for a passkey, in the words of its users."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc] # the library has no types
    """A passkey signs in by itself; without that it is the second factor after a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, passwordless = self.fields["name"], self.fields["passwordless"]
        name.label, name.initial, self.initial["name"] = "What do you call it?", "", ""
        name.help_text = "For example: work laptop"
        passwordless.label, passwordless.initial = "Sign in with it alone, without a password", True
        passwordless.help_text = "For a laptop or telephone that asks for your finger, face or number."
