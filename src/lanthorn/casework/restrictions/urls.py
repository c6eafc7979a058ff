"""The pages of restrictions, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import practitioner, restricted_custodian
from lanthorn.casework.journeys.pages import journey_pages
from lanthorn.casework.restrictions.questions import LIFT, RESTRICT

app_name = "restrictions"
page = Pages(app_name)

urlpatterns = [
    *journey_pages(page, RESTRICT, "restrictions", who=practitioner, start="cases/<uuid:case>/restrict", of="case"),
    *journey_pages(
        page, LIFT, "restrictions-lifted", who=restricted_custodian,
        start="cases/<uuid:restricted>/restrict/lift", of="restricted",
    ),
]  # fmt: skip
