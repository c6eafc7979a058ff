"""My work and the search, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import practitioner, signed_in
from lanthorn.casework.work import views

app_name = "work"
page = Pages(app_name)

urlpatterns = [
    page("", views.home, "home", who=signed_in, says="My work"),
    page("search", views.search, "search", who=practitioner, says="Search"),
    page("notices/<uuid:notice>", views.open_notice, "notice", who=signed_in, of="notice"),
]
