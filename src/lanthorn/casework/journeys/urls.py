"""The pages of what was kept of a form, on the access register: each for the writer alone."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import signed_in
from lanthorn.casework.journeys import views

app_name = "journeys"
page = Pages(app_name)

urlpatterns = [
    page("kept", views.keep_typed, "keep", who=signed_in, says="Keeping what is being typed"),
    page("kept/<uuid:kept>", views.kept, "kept", who=signed_in, of="kept", says="What was kept of a form"),
    page("kept/<uuid:kept>/discard", views.discard, "let_go", who=signed_in, of="kept", says="What was kept of a form"),
]
