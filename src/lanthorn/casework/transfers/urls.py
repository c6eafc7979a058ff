"""The pages of transfers, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import practitioner
from lanthorn.casework.transfers import views

app_name = "transfers"
page = Pages(app_name)

urlpatterns = [
    page(
        "cases/<uuid:case>/transfer", views.proposal, "propose", who=practitioner, of="case",
        says="Transfer to another area",
    ),
    page("transfers/<uuid:transfer>", views.page, "page", who=practitioner, of="transfer", says="A transfer"),
]  # fmt: skip
