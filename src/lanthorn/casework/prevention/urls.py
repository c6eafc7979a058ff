"""The pages of prevention sessions, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import holds, practitioner
from lanthorn.casework.journeys.pages import journey_pages
from lanthorn.casework.prevention import views
from lanthorn.casework.prevention.models import READERS
from lanthorn.casework.prevention.sending import SESSION

app_name = "prevention"
page = Pages(app_name)

urlpatterns = [
    *journey_pages(page, SESSION, "prevention", who=practitioner),
    page("prevention", views.listing, "list", who=practitioner, says="Prevention sessions"),
    page("prevention/coverage", views.coverage, "coverage", who=holds(*READERS), says="Need and sessions"),
]
