"""The page of the timeline, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import practitioner
from lanthorn.casework.timeline import views

app_name = "timeline"
page = Pages(app_name)

urlpatterns = [page("cases/<uuid:case>/timeline", views.page, "page", who=practitioner, of="case", says="Timeline")]
