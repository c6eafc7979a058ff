"""The pages of closure and re-opening, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import practitioner
from lanthorn.casework.closures import views
from lanthorn.casework.closures.sending import CLOSURE
from lanthorn.casework.journeys.pages import journey_pages

app_name = "closures"
page = Pages(app_name)

urlpatterns = [
    *journey_pages(page, CLOSURE, "closures", who=practitioner, start="cases/<uuid:case>/closure", of="case"),
    page("closures/<uuid:closure>", views.page, "page", who=practitioner, of="closure", says="A closure"),
    page("cases/<uuid:case>/reopen", views.reopening, "reopen", who=practitioner, of="case", says="Re-opening"),
]
