"""The page of figures, on the access register."""

from lanthorn.casework.access.models import Role
from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import holds
from lanthorn.casework.dashboard import views

app_name = "dashboard"
page = Pages(app_name)
reader = holds(Role.CHAIR, Role.MINUTE_TAKER, Role.CONTACT_POINT, Role.OVERSIGHT)

urlpatterns = [page("figures", views.page, "page", who=reader, says="Figures")]
