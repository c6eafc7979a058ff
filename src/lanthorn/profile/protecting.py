"""All tables of one briefing, protected together: answers in, published answers and the account of it out.

The least loss of information is sought over all tables as one system, and what is chosen is attacked, together with
what was published earlier, until nothing more is given away.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lanthorn.disclosure import Options, ProtectionReport, Publication, Rule
from lanthorn.disclosure.publication import Count
from lanthorn.disclosure.safety import protect_until_safe
from lanthorn.measures import TOTAL, Answer, CountTable, Key, PublishedAnswer, publish
from lanthorn.profile.earlier import hidden_before, set_apart, shown_before
from lanthorn.profile.publication import TWO_PERIODS, Whole, whole_of
from lanthorn.profile.weights import weights_of

SECONDS = 600.0
"""After so long protection makes do with what it has found. Far more than a whole London needs, so that the same store
gives the same briefing on a slow machine too."""


@dataclass(frozen=True)
class Protected:
    """Every answer as it may be published, the publication they make, and how it was protected."""

    answers: tuple[PublishedAnswer, ...]
    rule: Rule
    whole: Whole
    """The true counts. Never written."""
    publication: Publication
    hidden_counts: frozenset[Count]
    report: ProtectionReport
    beside: tuple[Publication, ...] = ()
    """Earlier publications, with what they say of other records under other names."""

    @property
    def hidden(self) -> int:
        """Different counts that are hidden, whichever tables show them."""
        return len(self.hidden_counts)

    @property
    def counts(self) -> int:
        """Different counts of children or of events about children in the tables."""
        return len(self.whole.values)


def protect_answers(
    answers: Sequence[Answer], *, threshold: int, title: str = "Profile", earlier: Sequence[Publication] = (),
    least: bool = True,
) -> Protected:  # fmt: skip
    """Decide over all answers at once what is hidden, and give them back as they may be published.

    `earlier`: publications about the same children that readers have as well. `least`: whether the least loss of
    information is sought, or only a good choice, which is as safe.
    """
    rule = Rule(threshold)
    whole = whole_of(answers, rule, title)
    beside = set_apart(earlier, whole.values)
    weights = weights_of(whole.values)
    options = Options(
        weights=weights.weights,
        keep=weights.keep,
        also_hide=hidden_before(beside),
        never_hide=shown_before(beside),
        seconds=SECONDS,
        exact_up_to=Options().exact_up_to if least else 0,
    )
    made = protect_until_safe(whole.publication, options, seconds=SECONDS, beside=beside)

    def hidden_in(answer: Answer, table: CountTable, key: Key) -> bool:
        counts = whole.counts(answer.measure.id, table.dimensions, key)
        if counts:
            return not made.hidden.isdisjoint(counts)
        # A sum over two periods is in no table of either: nobody has asked whether it is safe, so it is not shown.
        return answer.measure.unit == TWO_PERIODS

    published = tuple(
        publish(answer, lambda table, key, answer=answer: hidden_in(answer, table, key))  # type: ignore[misc]  # the default binds the loop's answer
        for answer in answers
    )
    return Protected(published, rule, whole, made.publication, made.hidden, made.report, beside)


def over_both_periods(answer: PublishedAnswer, dimensions: tuple[str, ...], key: Key) -> bool:
    """Whether a cell adds up two periods. Nobody asks for such a sum, and it is never shown."""
    named = dict(zip(dimensions, key, strict=True))
    return answer.measure.unit == TWO_PERIODS and TOTAL in (named.get("period"), named.get("month"))
