"""The pages of users, on the access register. Whose access somebody manages is said by `managed_by`."""

from typing import Any

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import administrator, contact_point, everyone
from lanthorn.casework.journeys.pages import journey_pages
from lanthorn.casework.users import change_views, invitation_views, views
from lanthorn.casework.users.questions import INVITE, INVITE_ANYWHERE

app_name = "users"
page = Pages(app_name)
manager = contact_point | administrator
one = "users/<uuid:user>"
of_user: dict[str, Any] = {"who": manager, "of": "user"}

urlpatterns = [
    page("users", views.listing, "list", who=manager, says="People with access"),
    *journey_pages(page, INVITE, "invitations", who=contact_point),
    *journey_pages(page, INVITE_ANYWHERE, "invitations-anywhere", who=administrator),
    page(one, views.page, "page", **of_user, says="A person's access"),
    page(f"{one}/job", change_views.job, "job", **of_user, says="Changing somebody's job"),
    page(f"{one}/supervisor", change_views.supervisor, "supervisor", **of_user, says="Changing a supervisor"),
    page(f"{one}/roles", change_views.roles, "roles", **of_user, fresh=True, says="Changing roles"),
    page(
        f"{one}/agency", change_views.agency, "agency", who=administrator, of="user", fresh=True,
        says="Moving somebody to another agency",
    ),
    page(f"{one}/certify", change_views.certify, "certify", **of_user, says="Confirming access"),
    page(f"{one}/leave", change_views.leave, "leave", **of_user, says="Ending access"),
    page(f"{one}/return", change_views.come_back, "come_back", **of_user, fresh=True, says="Giving access back"),
    page(f"{one}/sessions", change_views.end_sessions, "sessions", **of_user, says="Ending somebody's sessions"),
    page(f"{one}/invite", change_views.invite_again, "invite", **of_user, fresh=True, says="Inviting somebody again"),
    page("invitation/<uuid:invitation>", invitation_views.invitation, "invitation", who=everyone, public=True),
    page("sign-in/lapsed", invitation_views.lapsed, "lapsed", who=everyone, public=True),
]  # fmt: skip
