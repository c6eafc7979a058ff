"""The pages of children to consider, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import front_door, holds
from lanthorn.casework.considered import views
from lanthorn.casework.considered.handing_in import hand_in
from lanthorn.casework.considered.models import OVERSEERS
from lanthorn.casework.considered.referring import REFERRAL
from lanthorn.casework.considered.taking import TAKERS
from lanthorn.casework.journeys.pages import journey_pages

app_name = "considered"
page = Pages(app_name)
of_child = {"who": front_door, "of": "child"}

urlpatterns = [
    *journey_pages(
        page, REFERRAL, "considered", who=front_door, start="considered/<uuid:child>/refer", of="child"
    ),
    page("considered", views.listing, "list", who=front_door, says="Children to consider"),
    page("considered/decided", views.decided, "decided", who=front_door, says="What was decided about children"),
    page(
        "considered/hand-in", hand_in, "hand_in", who=holds(*TAKERS), fresh=True,
        says="Handing in a list of children to consider",
    ),
    page("considered/groups", views.groups, "groups", who=holds(*OVERSEERS), says="Who is brought to attention"),
    page("considered/<uuid:child>", views.page, "page", **of_child, says="A child to consider"),
    page("considered/<uuid:child>/known", views.known, "known", **of_child, says="A child known already"),
    page("considered/<uuid:child>/no-action", views.nothing, "no_action", **of_child, says="No action on a child"),
]  # fmt: skip
