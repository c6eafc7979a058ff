"""Make the figures of the twelve months that are over, once. What makes them is named by the settings, not imported.

A second making of the same period, after one more row was written, would show that row to whoever holds both against
each other. So there is none: what was recorded late stands in the next period's figures.
"""

from datetime import date, timedelta
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from lanthorn.casework.api.reading import Row, rows_for_figures
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.audit.watch import current_watch, note
from lanthorn.casework.dashboard.models import Figures


class Maker(Protocol):
    """Answers measures over record tables, and gives protected pages as plain data."""

    def __call__(self, rows: dict[str, list[Row]], start: date, end: date) -> dict[str, Any]:
        """The pages of that period."""


def period_before(today: date) -> tuple[date, date]:
    """The first and last day of the twelve months up to the end of the last month that is over."""
    this_month = today.replace(day=1)
    return this_month.replace(year=this_month.year - 1), this_month - timedelta(days=1)


def figures_due(today: date) -> bool:
    """Whether the figures of the period before this day are still to be made."""
    return not Figures.objects.filter(end=period_before(today)[1]).exists()


def make(today: date, *, by: Any = None) -> Figures:
    """The figures of the period before this day: made now, or as they were made. Must be called within a watch."""
    start, end = period_before(today)
    made = Figures.objects.filter(end=end).first()
    if made is None:
        maker: Maker = import_string(settings.FIGURES)
        content = maker(rows_for_figures(), start, end)
        made = Figures.objects.create(start=start, end=end, content=content, made_at=timezone.now(), made_by=by)
        current_watch().because("Protected figures on the partnership's work")
        note(Operation.COMBINATION, [Subject("figures", made.pk)], ["figures.content"])
    return made
