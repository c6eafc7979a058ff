"""The headers that tell a browser to keep nothing, to load nothing from elsewhere and to forget all on sign-out."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self)"


class SecurityHeadersMiddleware:
    """Sets them on every answer, errors included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request and set the headers."""
        response = self.get_response(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        policy = settings.CONTENT_SECURITY_POLICY | settings.CONTENT_SECURITY_POLICY_ALSO.get(name, {})
        response.headers["Content-Security-Policy"] = "; ".join(f"{what} {where}" for what, where in policy.items())
        response.headers["Permissions-Policy"] = _PERMISSIONS
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
        if name == "account_logout" and request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response
