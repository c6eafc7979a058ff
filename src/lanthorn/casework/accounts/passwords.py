"""Changing one's password; whoever has none is told how they sign in."""

from allauth.account import views as account
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render


def change_password(request: HttpRequest) -> HttpResponseBase:
    """The library's page, which would send whoever has no password to one that does not exist here."""
    if not request.user.has_usable_password():  # type: ignore[union-attr] # signed in, by the register
        return render(request, "account/no_password.html")
    response: HttpResponseBase = account.password_change(request)
    return response
