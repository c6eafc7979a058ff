"""The pages of the panel, on the access register. A seat says who sees a meeting; the case circle, who an item."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import chair, practitioner
from lanthorn.casework.journeys.pages import journey_pages
from lanthorn.casework.panels import deputising, item_views, minutes_views, pack_views, views
from lanthorn.casework.panels.questions import DECISION

app_name = "panels"
page = Pages(app_name)
of_meeting = {"who": practitioner, "of": "meeting"}
of_item = {"who": practitioner, "of": "item"}

urlpatterns = [
    page("meetings", views.listing, "list", who=practitioner, says="Meetings"),
    page("meetings/new", views.new, "new", who=chair, says="Planning a meeting"),
    page("meetings/<uuid:meeting>", views.page, "page", **of_meeting, says="A meeting"),
    page("meetings/<uuid:meeting>/build", views.build, "build", **of_meeting, says="Building an agenda"),
    page("meetings/<uuid:meeting>/seats/add", views.seat, "seat", **of_meeting, says="Giving a seat"),
    page("meetings/<uuid:meeting>/agenda/add", views.add_item, "add_item", **of_meeting, says="Adding to an agenda"),
    page(
        "meetings/<uuid:meeting>/release", views.release_packs, "release", **of_meeting, fresh=True,
        says="Release of packs",
    ),
    page(
        "meetings/<uuid:meeting>/seats/<uuid:seat>/pack", views.issue, "issue", **of_meeting, fresh=True,
        says="Approval of a pack",
    ),
    page("meetings/<uuid:meeting>/attendance", minutes_views.attendance, "attendance", **of_meeting, says="Attendance"),
    page("meetings/<uuid:meeting>/deputy", deputising.deputy, "deputy", **of_meeting, says="Who chairs"),
    page("meetings/<uuid:meeting>/minutes", minutes_views.minutes, "minutes", **of_meeting, says="Minutes"),
    page("agenda/<uuid:item>", item_views.page, "item", **of_item, says="An item of an agenda"),
    page("agenda/<uuid:item>/minutes", item_views.minutes, "item_minutes", **of_item, says="Writing minutes"),
    page("agenda/<uuid:item>/carry-over", item_views.carry, "carry", **of_item, says="Carrying an item over"),
    page("agenda/<uuid:item>/leave", item_views.leave, "leave", **of_item, says="Who must leave"),
    page(
        "cases/<uuid:case>/panel", item_views.put_case_forward, "put_forward", who=practitioner, of="case",
        says="Putting a case before the panel",
    ),
    page("packs/<uuid:pack>", pack_views.page, "pack", who=practitioner, of="pack", fresh=True, says="A pack"),
    page(
        "packs/<uuid:pack>/download", pack_views.download, "download", who=practitioner, of="pack", fresh=True,
        says="A pack as PDF",
    ),
    *journey_pages(
        page, DECISION, "decisions", who=practitioner, start="agenda/<uuid:item>/decision/new", of="item"
    ),
]  # fmt: skip
