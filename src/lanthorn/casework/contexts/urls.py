"""The pages of persons of concern, places, groups and disruption, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import practitioner
from lanthorn.casework.contexts import views
from lanthorn.casework.contexts.sending import CONTEXT, DISRUPTION, LINK
from lanthorn.casework.journeys.pages import journey_pages

app_name = "contexts"
page = Pages(app_name)

urlpatterns = [
    *journey_pages(page, CONTEXT, "contexts", who=practitioner, start="cases/<uuid:case>/contexts/new", of="case"),
    *journey_pages(page, LINK, "links", who=practitioner, start="contexts/<uuid:context>/link", of="context"),
    *journey_pages(
        page, DISRUPTION, "disruptions", who=practitioner, start="contexts/<uuid:context>/disrupt", of="context"
    ),
    page("contexts", views.listing, "list", who=practitioner, says="Persons, places and groups"),
    page(
        "cases/<uuid:case>/contexts", views.of_case, "of_case", who=practitioner, of="case",
        says="Persons, places and groups around the child",
    ),
    page("contexts/<uuid:context>", views.page, "page", who=practitioner, of="context", says="Person, place or group"),
    page("links/<uuid:link>/settle", views.settle_link, "settle", who=practitioner, of="link", says="A link"),
    page(
        "disruptions/<uuid:disruption>/outcome", views.outcome, "outcome", who=practitioner, of="disruption",
        says="Outcome of a disruption",
    ),
]  # fmt: skip
