"""Pages that exist in a demonstration only: sign in at a click, as a made-up person."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import everyone
from lanthorn.casework.accounts.demonstration import choose

app_name = "demonstration"
page = Pages(app_name)

urlpatterns = [page("demonstration", choose, "choose", who=everyone, public=True)]
