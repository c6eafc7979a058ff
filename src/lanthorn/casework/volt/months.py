"""How it changes: links, missing episodes and disruptions by month, over the last twelve, as far as a user may see."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from lanthorn.casework.volt.seen import Seen

MONTHS = 12
_BAR, _GAP, HEIGHT = 34, 16, 96


@dataclass(frozen=True)
class Bar:
    """One month's bar: where it stands, how high, and what it says."""

    x: int
    y: int
    height: int
    count: int
    label: str

    @property
    def middle(self) -> int:
        """Where its figure and its month stand."""
        return self.x + _BAR // 2


@dataclass(frozen=True)
class Row:
    """One kind of event by month."""

    what: str
    counts: tuple[int, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Months:
    """The months, oldest first, and a row for each kind of event."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    width: int = MONTHS * (_BAR + _GAP)
    height: int = HEIGHT
    floor: int = HEIGHT - 20
    bar: int = _BAR

    @property
    def table(self) -> list[tuple[str, tuple[int, ...]]]:
        """The same by month, newest first."""
        counts = zip(*(row.counts for row in self.rows), strict=True)
        return list(zip(self.names, counts, strict=True))[::-1]


def by_month(seen: Seen) -> Months:
    """The last twelve months, the present one included though it is not over."""
    months = _last_months(timezone.localdate())
    days = {
        "Links to children that became known": [
            link.since for links in seen.links_of_context.values() for link in links
        ],
        "Missing episodes": [timezone.localtime(one.last_seen_at).date() for one in seen.episodes],
        "Disruptions begun": [one.begins for one in seen.disruptions],
    }
    names = tuple(f"{month:%b %Y}" for month in months)
    rows = tuple(_row(what, listed, months) for what, listed in days.items())
    return Months(names, rows)


def _last_months(today: date) -> list[date]:
    number = today.year * 12 + today.month - 1
    return [date(one // 12, one % 12 + 1, 1) for one in range(number - MONTHS + 1, number + 1)]


def _row(what: str, days: list[date], months: list[date]) -> Row:
    counts = tuple(sum((day.year, day.month) == (month.year, month.month) for day in days) for month in months)
    most = max(*counts, 1)
    bars = []
    for number, (month, count) in enumerate(zip(months, counts, strict=True)):
        height = round(count / most * (HEIGHT - 40))
        bars.append(Bar(number * (_BAR + _GAP) + _GAP // 2, HEIGHT - 20 - height, height, count, f"{month:%b}"))
    return Row(what, counts, tuple(bars))
