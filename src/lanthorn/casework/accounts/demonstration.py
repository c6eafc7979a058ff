"""Sign-in at a click, as a made-up person: in the development profile only; production refuses to start with it."""

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from lanthorn.casework.access.models import User
from lanthorn.casework.accounts.middleware import DEMONSTRATION


def choose(request: HttpRequest) -> HttpResponse:
    """The made-up users, each with a button that signs in as them."""
    if not settings.DEMONSTRATION:
        raise Http404
    users = User.objects.filter(is_active=True).prefetch_related("role_holdings").order_by("agency__name", "name")
    if request.method == "POST":
        chosen = request.POST.get("user", "")
        user = next((one for one in users if str(one.pk) == chosen), None)
        if user is None:
            raise Http404
        user.certified_at = timezone.now()  # nobody confirms made-up people every quarter
        user.save()
        login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
        request.session[DEMONSTRATION] = True
        UserSession.objects.create_from_request(request)
        record_authentication(request, user, method="demonstration", reauthenticated=True)
        return redirect("work:home")
    return render(request, "accounts/demonstration.html", {"users": users})
