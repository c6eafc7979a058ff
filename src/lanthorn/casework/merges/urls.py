"""The pages of joining and separating records, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import front_door, restricted_custodian
from lanthorn.casework.merges import views

app_name = "merges"
page = Pages(app_name)
joins = front_door | restricted_custodian

urlpatterns = [
    page("persons/<uuid:person>/same", views.same, "same", who=joins, of="person", says="Another record of a person"),
    page(
        "persons/<uuid:person>/same/<uuid:other>", views.compare, "compare", who=joins, of="person", fresh=True,
        says="Two records side by side",
    ),
    page("merges/<uuid:merge>", views.merge_page, "merge", who=joins, of="merge", says="Two records joined"),
]  # fmt: skip
