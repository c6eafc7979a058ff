"""The pages of missing episodes, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import practitioner
from lanthorn.casework.journeys.pages import journey_pages
from lanthorn.casework.missing import views
from lanthorn.casework.missing.sending import EPISODE, STEP

app_name = "missing"
page = Pages(app_name)

urlpatterns = [
    *journey_pages(page, EPISODE, "missing", who=practitioner, start="cases/<uuid:case>/missing/new", of="case"),
    *journey_pages(page, STEP, "interviews", who=practitioner, start="missing/<uuid:episode>/interview", of="episode"),
    page("cases/<uuid:case>/missing", views.of_case, "of_case", who=practitioner, of="case", says="Missing episodes"),
    page(
        "missing/<uuid:episode>/returned", views.returned, "returned", who=practitioner, of="episode",
        says="Return of the child",
    ),
]  # fmt: skip
