"""How django-allauth lets people in: nobody signs themselves up, and a provider vouches for its own agency only."""

from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest
from django.shortcuts import render

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
    """Each agency's own provider, for that agency's people. For whom somebody works is said by their invitation."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: a provider confirms who somebody is, not that they may come in."""
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """The first time, by the address that the provider verified, where the user belongs to the provider's agency.

        Not where another account of this provider is theirs already: then the address was given to somebody else.
        """
        user = User.objects.filter(email__iexact=email, agency=_agency_of(login), is_active=True).first()
        if user is None or _claims_of(login).get("email_verified") is not True:
            return False
        return not SocialAccount.objects.filter(user=user, provider=login.account.provider).exists()

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse what a provider may not say: about another agency's people, or about two persons at once."""
        said = sociallogin.account.extra_data
        ids = {part["sub"] for part in (said.get("userinfo"), said.get("id_token")) if part}
        if sociallogin.state.get("process") == AuthProcess.CONNECT or len(ids) != 1:
            _refuse(request)
        if sociallogin.is_existing and sociallogin.user.agency_id != _agency_of(sociallogin):
            _refuse(request)


def _agency_of(login: Any) -> str:
    """The agency whose provider it is, by the settings; an empty text, which no agency has, where they name none."""
    app = login.account.get_provider().app
    return str((app.settings or {}).get("agency", "")) if app else ""


def _claims_of(login: Any) -> dict[str, Any]:
    said = login.account.extra_data
    return said.get("userinfo") or said.get("id_token") or {}


def _refuse(request: HttpRequest) -> NoReturn:
    user_login_failed.send(sender=AgencyAccountAdapter, credentials={}, request=request)
    raise ImmediateHttpResponse(render(request, "socialaccount/authentication_error.html", status=403))
