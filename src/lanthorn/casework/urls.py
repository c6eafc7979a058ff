"""Every page: each app's own urls.py, where they are put on the access register."""

from django.urls import include, path

from lanthorn.casework.access.register import declare_of_others
from lanthorn.casework.access.who import everyone
from lanthorn.casework.look import views

handler403 = "lanthorn.casework.look.views.refused"
handler404 = "lanthorn.casework.retention.views.missing_or_disposed"
handler500 = "lanthorn.casework.look.views.broken"

declare_of_others({"alive": everyone, "ready": everyone}, public=True)

urlpatterns = [
    path("", include("lanthorn.casework.work.urls")),
    path("", include("lanthorn.casework.journeys.urls")),
    path("", include("lanthorn.casework.referrals.urls")),
    path("", include("lanthorn.casework.cases.urls")),
    path("", include("lanthorn.casework.considered.urls")),
    path("", include("lanthorn.casework.screening.urls")),
    path("", include("lanthorn.casework.returns.urls")),
    path("", include("lanthorn.casework.reviews.urls")),
    path("", include("lanthorn.casework.closures.urls")),
    path("", include("lanthorn.casework.panels.urls")),
    path("", include("lanthorn.casework.plans.urls")),
    path("", include("lanthorn.casework.contexts.urls")),
    path("", include("lanthorn.casework.volt.urls")),
    path("", include("lanthorn.casework.missing.urls")),
    path("", include("lanthorn.casework.prevention.urls")),
    path("", include("lanthorn.casework.disclosures.urls")),
    path("", include("lanthorn.casework.transfers.urls")),
    path("", include("lanthorn.casework.retention.urls")),
    path("", include("lanthorn.casework.timeline.urls")),
    path("", include("lanthorn.casework.api.urls")),
    path("", include("lanthorn.casework.dashboard.urls")),
    path("", include("lanthorn.casework.sightings.urls")),
    path("", include("lanthorn.casework.restrictions.urls")),
    path("", include("lanthorn.casework.merges.urls")),
    path("", include("lanthorn.casework.users.urls")),
    path("", include("lanthorn.casework.accounts.urls")),
    path("", include("lanthorn.casework.operations.urls")),
    path("health/alive", views.alive, name="alive"),
    path("health/ready", views.ready, name="ready"),
]
