"""The pages of returns, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import contact_point, practitioner
from lanthorn.casework.journeys.pages import journey_pages
from lanthorn.casework.returns import views
from lanthorn.casework.returns.sending import ASK, TELL

app_name = "returns"
page = Pages(app_name)
answerer = practitioner | contact_point

urlpatterns = [
    *journey_pages(page, ASK, "returns/asking", who=practitioner, start="cases/<uuid:case>/returns/ask", of="case"),
    *journey_pages(page, TELL, "returns/item", who=answerer, start="returns/<uuid:asked>/add", of="asked"),
    page("cases/<uuid:case>/returns", views.listing, "list", who=practitioner, of="case", says="What agencies told"),
    page("returns/<uuid:asked>", views.page, "page", who=answerer, of="asked", says="A return"),
    page("returns/<uuid:asked>/send", views.send, "send", who=answerer, of="asked", says="Sending a return"),
]
