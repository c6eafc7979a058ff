"""The pages of sightings, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import data_protection_lead
from lanthorn.casework.sightings import views

app_name = "sightings"
page = Pages(app_name)

urlpatterns = [
    page("sightings", views.listing, "list", who=data_protection_lead, says="Protected addresses"),
    page(
        "sightings/<uuid:sighting>", views.look_into, "look_into", who=data_protection_lead, of="sighting",
        says="A protected address seen",
    ),
]  # fmt: skip
