"""The pages of a case, on the access register. Who may see which case is said by Case.objects.visible_to."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import data_protection_lead, practitioner
from lanthorn.casework.cases import circle_views, emergency_views, views

app_name = "cases"
page = Pages(app_name)

urlpatterns = [
    page("cases/<uuid:case>", views.page, "page", who=practitioner, of="case", says="The case"),
    page("cases/<uuid:case>/looked", views.looked, "looked", who=practitioner, of="case", says="Who has looked"),
    page(
        "cases/<uuid:case>/circle/add",
        views.add_to_circle,
        "add_to_circle",
        who=practitioner,
        of="case",
        says="The case circle",
    ),
    page(
        "cases/<uuid:case>/circle/<uuid:grant>/end",
        circle_views.end_grant,
        "end_grant",
        who=practitioner,
        of="case",
        says="Ending a membership",
    ),
    page(
        "cases/<uuid:case>/address/<uuid:address>",
        views.address,
        "address",
        who=practitioner,
        of="case",
        fresh=True,
        says="An address on its own",
    ),
    page("emergency", emergency_views.emergency, "emergency", who=practitioner, fresh=True, says="Emergency access"),
    page(
        "emergency/<uuid:emergency>/review",
        emergency_views.emergency_review,
        "emergency_review",
        who=practitioner | data_protection_lead,
        of="emergency",
        says="Review of an emergency access",
    ),
]
