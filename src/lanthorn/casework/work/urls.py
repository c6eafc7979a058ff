"""My work and the search, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import practitioner, signed_in
from lanthorn.casework.work import views

app_name = "work"
page = Pages(app_name)

urlpatterns = [
    page("", views.home, "home", who=signed_in),
    page("search", views.search, "search", who=practitioner),
    page("notices/<uuid:notice>", views.open_notice, "notice", who=signed_in, of="notice"),
]
