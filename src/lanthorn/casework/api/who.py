"""Who may, of machines: what the token that they showed may take."""

from typing import Any

import rules


@rules.predicate(name="A token that takes records")  # type: ignore[untyped-decorator] # the library has no types
def takes_records(user: Any) -> bool:
    """A token made for taking the profile's records."""
    token = getattr(user, "service_token", None)
    return token is not None and token.takes_records
