"""The pages of referrals, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import front_door, practitioner
from lanthorn.casework.journeys.pages import journey_pages
from lanthorn.casework.referrals import views
from lanthorn.casework.referrals.sending import REFERRAL

app_name = "referrals"
page = Pages(app_name)

urlpatterns = [
    *journey_pages(page, REFERRAL, "referrals", who=practitioner),
    page("referrals", views.listing, "list", who=practitioner, says="List of referrals"),
    page("referrals/<uuid:referral>", views.page, "page", who=practitioner, of="referral", says="A referral"),
    page("referrals/<uuid:referral>/sent", views.sent, "sent", who=practitioner, of="referral"),
    page("referrals/<uuid:referral>/acknowledge", views.acknowledgement, "acknowledge", who=front_door, of="referral"),
    page("referrals/<uuid:referral>/match", views.matching, "match", who=front_door, of="referral", says="Matching"),
    page("referrals/<uuid:referral>/match/<uuid:match>/undo", views.undo, "undo", who=front_door, of="referral"),
]
