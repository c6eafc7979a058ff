"""The pages of the disclosure register, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import data_protection_lead, practitioner
from lanthorn.casework.disclosures import views
from lanthorn.casework.disclosures.sending import DISCLOSURE
from lanthorn.casework.journeys.pages import journey_pages

app_name = "disclosures"
page = Pages(app_name)
readers = practitioner | data_protection_lead
one = "disclosures/<uuid:disclosure>"

urlpatterns = [
    *journey_pages(
        page, DISCLOSURE, "disclosures", who=practitioner, start="cases/<uuid:case>/disclosures/new", of="case"
    ),
    page("disclosures", views.listing, "list", who=readers, says="The disclosure register"),
    page(one, views.page, "page", who=readers, of="disclosure", says="A disclosure"),
    page(
        f"{one}/decide", views.decision, "decide", who=readers, of="disclosure", fresh=True,
        says="Approval of a disclosure",
    ),
    page(f"{one}/given", views.giving, "give", who=practitioner, of="disclosure", says="A disclosure given"),
]  # fmt: skip
