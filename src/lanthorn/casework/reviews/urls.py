"""The pages of reviews, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import practitioner
from lanthorn.casework.journeys.pages import journey_pages
from lanthorn.casework.reviews import views
from lanthorn.casework.reviews.sending import REVIEW

app_name = "reviews"
page = Pages(app_name)

urlpatterns = [
    *journey_pages(page, REVIEW, "reviews", who=practitioner, start="cases/<uuid:case>/review", of="case"),
    page("cases/<uuid:case>/reviews", views.listing, "list", who=practitioner, of="case", says="The reviews"),
]
