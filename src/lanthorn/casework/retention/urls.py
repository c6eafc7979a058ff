"""The pages of retention, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import holds, practitioner
from lanthorn.casework.retention import views
from lanthorn.casework.retention.models import KEEPERS

app_name = "retention"
page = Pages(app_name)
keeper = holds(*KEEPERS)
one = "retention/disposals/<uuid:disposal>"

urlpatterns = [
    page("retention", views.listing, "list", who=keeper, says="Retention"),
    page("retention/due/<uuid:closed>/dispose", views.opening, "open", who=keeper, of="closed", says="Disposal"),
    page(one, views.disposal_page, "disposal", who=keeper, of="disposal", says="A disposal"),
    page(f"{one}/review", views.review, "review", who=keeper, of="disposal", fresh=True, says="Review of a disposal"),
    page(
        f"{one}/texts", views.texts, "texts", who=keeper, of="disposal", fresh=True,
        says="Texts that name a child whose case is disposed of",
    ),
    page("retention/holds/<uuid:hold>/lift", views.lift_hold, "lift", who=keeper, of="hold", says="Lifting a hold"),
    page("cases/<uuid:case>/hold", views.hold_case, "hold", who=practitioner, of="case", says="A legal hold"),
]  # fmt: skip
