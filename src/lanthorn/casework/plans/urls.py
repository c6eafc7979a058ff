"""The pages of actions, on the access register. The case circle says who sees an action."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import contact_point, practitioner
from lanthorn.casework.journeys.pages import journey_pages
from lanthorn.casework.plans import moving_views, views
from lanthorn.casework.plans.questions import OF_CASE, OF_ITEM

app_name = "plans"
page = Pages(app_name)
of_action = {"who": practitioner, "of": "action"}

urlpatterns = [
    page("actions", views.listing, "list", who=practitioner | contact_point, says="My actions"),
    page("actions/passed-on", views.passed_on, "passed_on", who=practitioner | contact_point, says="Actions passed on"),
    page("actions/<uuid:action>", views.page, "page", **of_action, says="An action"),
    page("actions/<uuid:action>/progress", views.progress, "progress", **of_action, says="Progress of an action"),
    page("actions/<uuid:action>/close", views.end, "close", **of_action, says="Closing an action"),
    page("actions/<uuid:action>/owner", views.owner, "owner", **of_action, says="Handing an action over"),
    page("quiet", views.quiet, "quiet", who=practitioner | contact_point, says="Quiet cases"),
    page("caseload", moving_views.caseload, "caseload", who=contact_point, fresh=True, says="Moving a caseload"),
    *journey_pages(
        page, OF_CASE, "actions", who=practitioner, start="cases/<uuid:case>/actions/new", of="case"
    ),
    *journey_pages(
        page, OF_ITEM, "minuted-actions", who=practitioner, start="agenda/<uuid:item>/actions/new", of="item"
    ),
]  # fmt: skip
