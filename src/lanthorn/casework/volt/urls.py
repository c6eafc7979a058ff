"""The pages of victims, offenders, locations and themes, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import chair, practitioner
from lanthorn.casework.volt import views

app_name = "volt"
page = Pages(app_name)

urlpatterns = [
    page("volt", views.overview, "overview", who=practitioner, says="Victims, offenders, locations, themes"),
    page("volt/graph", views.graph, "graph", who=practitioner, says="Who and what is linked"),
    page("volt/months", views.months, "months", who=practitioner, says="Change by month"),
    page("volt/outside", views.outside, "outside", who=chair, fresh=True, says="What may leave the panel"),
    page("volt/outside/download", views.download, "download", who=chair, fresh=True, says="What leaves the panel"),
    page(
        "contexts/<uuid:context>/agenda", views.agenda, "agenda", who=practitioner, of="context",
        says="Putting it on an agenda",
    ),
]  # fmt: skip
