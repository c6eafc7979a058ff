"""The pages for machines, and that on which an administrator makes and revokes their tokens."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import administrator, signed_in
from lanthorn.casework.api import token_views, views
from lanthorn.casework.api.exports import EXPORTS
from lanthorn.casework.api.who import takes_records

app_name = "api"
page = Pages(app_name)

urlpatterns = [
    page("machines", token_views.listing, "tokens", who=administrator, fresh=True, says="Tokens of machines"),
    page("machines/new", token_views.new, "new_token", who=administrator, fresh=True, says="New token of a machine"),
    page(
        "machines/<uuid:token>/revoke", token_views.revoking, "revoke_token", who=administrator, fresh=True,
        says="End of a machine's token",
    ),
    page("api/v1/openapi.json", views.described, "openapi", who=signed_in, machine=True),
    page("api/v1/cases/<uuid:case>", views.case, "case", who=signed_in, of="case", machine=True,
         says="Summary, for a machine"),
    page("api/v1/records", views.tables, "records", who=takes_records, machine=True),
    *(
        page(
            f"api/v1/records/{one.table.name}", views.page_of(one), one.table.name, who=takes_records, machine=True,
            says=f"Record table for the profile: {one.table.name}",
        )
        for one in EXPORTS
    ),
]  # fmt: skip
