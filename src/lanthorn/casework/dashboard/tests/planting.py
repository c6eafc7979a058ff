"""Figures as a room above makes them, for the tests that walk every page: a chart, its table, and a hidden count."""

from typing import Any

from django.utils import timezone

from lanthorn.casework.dashboard.making import period_before
from lanthorn.casework.dashboard.models import Figures

_CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="chart-title" width="340" height="40" '
    'viewBox="0 0 340 40" focusable="false"><title id="chart-title">Actions by agency</title>'
    '<path d="M0,0h240v20h-240Z" fill="#12436D" /><text x="245" y="15" font-family="sans-serif">12</text></svg>'
)
PAGE: dict[str, Any] = {
    "id": "aims.actions", "question": "Are actions done on time?", "headline": "12 of the police are",
    "paragraphs": ["Agency: recorded for all."], "caveats": ["Of open cases"], "counted": ["Each action, once"],
    "figures": [
        {
            "caption": "Actions done on time by agency, November 2025 to October 2026",
            "columns": ["Agency", "Done on time", "Done late", "Not done", "Not known", "Total"],
            "numeric": [False, True, True, True, True, True],
            "rows": [["Police", "12 (60%)", "8 (40%)", "0", "0", "20"], ["Health", "[c]", "[c]", "0", "[c]", "[c]"],
                     ["Total", "[c]", "[c]", "0", "[c]", "31"]],
            "strong": [2], "notes": ["[c]: a small count, or one from which a small count could be worked out."],
            "chart": _CHART,
        }
    ],
}  # fmt: skip
CONTENT: dict[str, Any] = {"threshold": 5, "pages": [PAGE], "not_answered": ["Are reviews overdue?"]}


def plant_figures() -> Figures:
    """The figures of the last twelve months."""
    start, end = period_before(timezone.localdate())
    return Figures.objects.create(start=start, end=end, content=CONTENT)
