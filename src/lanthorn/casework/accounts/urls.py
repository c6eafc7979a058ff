"""The pages of signing in: django-allauth's own, only those that we let in, each on the access register.

What is not here does not exist: nobody signs up, resets a password by mail, or changes their own address.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.conf import settings
from django.urls import include, path

from lanthorn.casework.access.register import declare_of_others
from lanthorn.casework.access.who import everyone, signed_in
from lanthorn.casework.accounts.passwords import change_password

declare_of_others(
    {
        "account_login": everyone,
        "account_logout": everyone,
        "account_inactive": everyone,
        "mfa_authenticate": everyone,
        "mfa_login_webauthn": everyone,
        "socialaccount_login_cancelled": everyone,
        "socialaccount_login_error": everyone,
        "openid_connect_login": everyone,
        "openid_connect_callback": everyone,
    },
    public=True,
)
declare_of_others(
    {
        "account_reauthenticate": signed_in,
        "account_change_password": signed_in,
        "mfa_index": signed_in,
        "mfa_reauthenticate": signed_in,
        "mfa_reauthenticate_webauthn": signed_in,
        "mfa_activate_totp": signed_in,
        "mfa_list_webauthn": signed_in,
        "mfa_add_webauthn": signed_in,
        "mfa_edit_webauthn": signed_in,
        "mfa_remove_webauthn": signed_in,
        "mfa_view_recovery_codes": signed_in,
        "mfa_generate_recovery_codes": signed_in,
        "mfa_download_recovery_codes": signed_in,
        "mfa_deactivate_totp": signed_in,
        "socialaccount_signup": everyone,
        "socialaccount_connections": signed_in,
        "usersessions_list": signed_in,
    }
)

urlpatterns = [
    path("sign-in", account.login, name="account_login"),
    path("sign-out", account.logout, name="account_logout"),
    path("sign-in/inactive", account.account_inactive, name="account_inactive"),
    path("sign-in/again", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/password", change_password, name="account_change_password"),
    path("second-factor", mfa.index, name="mfa_index"),
    path("sign-in/second-factor", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/again/second-factor", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/app", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/app/remove", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/keys", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("second-factor/keys/add", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("second-factor/keys/<int:pk>", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("second-factor/keys/<int:pk>/remove", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("sign-in/again/key", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sign-in/key", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("second-factor/codes", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/codes/file", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("sessions", sessions.list_usersessions, name="usersessions_list"),
    path("sign-in/cancelled", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/error", social.login_error, name="socialaccount_login_error"),
    path("sign-in/unknown", social.signup, name="socialaccount_signup"),
    path("sign-in/providers", social.connections, name="socialaccount_connections"),
    path("sign-in/agency/", include("allauth.socialaccount.providers.openid_connect.urls")),
]

if settings.DEMONSTRATION:
    urlpatterns.append(path("", include("lanthorn.casework.accounts.demonstration_urls")))
