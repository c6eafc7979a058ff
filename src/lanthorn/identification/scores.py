"""What an evaluation of the rules says: scores by rule and by group of children, and what they are measured against."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lanthorn.identification.intervals import Interval, say_share

ALL_RULES = "all rules together"


@dataclass(frozen=True)
class Lead:
    """Days from the first list that showed a child to the child's first flag: above nought where the list came first.

    Of exploited children who were shown and flagged; quartiles by linear interpolation.
    """

    children: int
    before_the_flag: int
    """Children whom a list showed before the day of the first flag."""
    lower_quartile: float
    median: float
    upper_quartile: float


@dataclass(frozen=True)
class Score:
    """One rule against the truth, over all lists: each child counts once."""

    rule: str
    name: str
    shown: int
    exploited: int
    """Children shown who are exploited."""
    precision: Interval | None
    recall: Interval | None
    never_flagged_shown: int
    never_flagged_recall: Interval | None
    """Recall among exploited children whom police never flagged in the records loaded."""
    lead: Lead | None


@dataclass(frozen=True)
class GroupScore:
    """All rules together, for the children of one sex or ethnic group by the truth."""

    dimension: str
    label: str
    exploited: int
    shown: int
    precision: Interval | None
    recall: Interval | None


@dataclass(frozen=True)
class Evaluation:
    """Scores by rule, then of all together; with the numbers that they are measured against."""

    days: tuple[date, ...]
    scores: tuple[Score, ...]
    groups: tuple[GroupScore, ...]
    """Whether the rules find the children of one group as well as those of another."""
    children: int
    """Children in the records by the truth."""
    exploited: int
    never_flagged: int
    not_asked: Mapping[str, str]
    """Rules that could not be asked, and why."""

    @property
    def base_rate(self) -> float:
        """The part of all children in the records that is exploited: the precision of a list drawn by lot."""
        return self.exploited / self.children if self.children else 0.0

    def table(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Headings and a row of texts for each score; shares with their 95 % intervals."""
        headings = (
            "Rule", "Children shown", "Exploited", "Precision", "Recall", "Recall, never flagged", "Shown before flag",
            "Lead in days: quartiles",
        )  # fmt: skip
        return headings, [_row(score) for score in self.scores]

    def group_table(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Headings and a row of texts for each group."""
        rows = [_group_row(group) for group in self.groups]
        return ("By", "Group", "Exploited", "Shown", "Precision", "Recall"), rows


def _row(score: Score) -> tuple[str, ...]:
    lead = score.lead
    return (
        score.name,
        f"{score.shown:,}",
        f"{score.exploited:,}",
        say_share(score.precision),
        say_share(score.recall),
        say_share(score.never_flagged_recall),
        f"{lead.before_the_flag} of {lead.children}" if lead else "–",
        f"{lead.lower_quartile:.0f}, {lead.median:.0f}, {lead.upper_quartile:.0f}" if lead else "–",
    )


def _group_row(group: GroupScore) -> tuple[str, ...]:
    return (
        group.dimension,
        group.label,
        f"{group.exploited:,}",
        f"{group.shown:,}",
        say_share(group.precision),
        say_share(group.recall),
    )
