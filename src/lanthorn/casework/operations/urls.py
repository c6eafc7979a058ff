"""The page to which browsers report, on the access register."""

from lanthorn.casework.access.register import Pages
from lanthorn.casework.access.who import everyone
from lanthorn.casework.operations.policy_reports import report

app_name = "operations"
page = Pages(app_name)

urlpatterns = [page("policy-reports", report, "policy_report", who=everyone, public=True)]
