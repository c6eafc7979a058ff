"""How django-allauth lets people in: nobody signs themselves up, and a provider vouches for its own agency only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from lanthorn.casework.access.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # the library has no types
    """Invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an agency's contact point invites its people."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> Any:
        """Whoever has just shown all that a sign-in asks for is not asked again before a delicate page."""
        record_authentication(request, user, method="signed_in", reauthenticated=True)
        return super().post_login(request, user, **options)


class AgencyAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # the library has no types
    """Each agency's own provider, for that agency's people."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: a provider confirms who somebody is, not that they may come in."""
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Only where the provider's settings name the agency that the user belongs to."""
        provider = login.account.get_provider()
        agency = (provider.app.settings or {}).get("agency", "") if provider.app else ""
        return bool(agency) and User.objects.filter(email__iexact=email, agency=agency, is_active=True).exists()
