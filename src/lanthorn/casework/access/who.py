"""Who may: predicates on a user, to be combined with & and |. The access register names one for every page."""

from typing import Any

import rules

from lanthorn.casework.access.models import Role


def holds(*roles: Role) -> rules.Predicate:
    """Holds at least one of these roles today."""

    def held(user: Any) -> bool:
        return bool(user.is_authenticated and user.holds(*roles))

    return rules.predicate(held, name=" or ".join(role.label for role in roles))


@rules.predicate  # type: ignore[untyped-decorator] # the library has no types
def everyone(_: Any) -> bool:
    """Anybody, signed in or not."""
    return True


@rules.predicate  # type: ignore[untyped-decorator] # the library has no types
def signed_in(user: Any) -> bool:
    """Anybody who is signed in."""
    return bool(user.is_authenticated)


practitioner = holds(Role.PRACTITIONER, Role.FRONT_DOOR, Role.CHAIR, Role.MINUTE_TAKER)
front_door = holds(Role.FRONT_DOOR)
chair = holds(Role.CHAIR)
minute_taker = holds(Role.MINUTE_TAKER)
contact_point = holds(Role.CONTACT_POINT)
data_protection_lead = holds(Role.DATA_PROTECTION_LEAD)
restricted_custodian = holds(Role.RESTRICTED_CUSTODIAN)
administrator = holds(Role.ADMINISTRATOR)
