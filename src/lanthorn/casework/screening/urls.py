"""The pages of screening, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import chair, front_door, practitioner
from lanthorn.casework.journeys.pages import journey_pages
from lanthorn.casework.screening import views
from lanthorn.casework.screening.second import SECOND
from lanthorn.casework.screening.sending import SCREENING

app_name = "screening"
page = Pages(app_name)

urlpatterns = [
    *journey_pages(page, SCREENING, "screening", who=practitioner, start="cases/<uuid:case>/screening", of="case"),
    *journey_pages(
        page, SECOND, "screening/second", who=front_door, start="screening/second/<uuid:second>", of="second"
    ),
    page("screenings/agreement", views.agreements, "agreement", who=front_door | chair, says="Agreement of screenings"),
    page("screenings/<uuid:screening>", views.page, "page", who=practitioner, of="screening", says="A screening"),
    page("referrals/<uuid:referral>/outcome", views.told, "told", who=practitioner, of="referral", says="The outcome"),
]
