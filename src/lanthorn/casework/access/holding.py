"""Who holds a role today."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from lanthorn.casework.access.models import Role, RoleHolding, User


def held_today() -> QuerySet[RoleHolding]:
    """The roles that are held today."""
    now = timezone.now()
    return RoleHolding.objects.filter(begins__lte=now).filter(Q(ends=None) | Q(ends__gt=now))


def holders(*roles: Role) -> QuerySet[User]:
    """The active users who hold one of these roles today, each once."""
    return User.objects.filter(is_active=True, pk__in=held_today().filter(role__in=roles).values("user"))
