"""What linkage can say of its own error, as the profile needs it: corrected shares, and how good the links are.

Given a store with links and perhaps a blind audit of them; gives back the corrections that take the place of "at
least", and what stands on the page about the links.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lanthorn.evidence import Store
from lanthorn.linkage import EstimatedQuality, LinkedShare, estimate_quality, linked_shares
from lanthorn.linkage.audit import Interval
from lanthorn.measures import TOTAL, Estimate, Key, Measure
from lanthorn.profile.estimates import Corrections
from lanthorn.vocabulary import Period

ASKED_BY: Mapping[str, str] = {"missing.history": "missing_before", "missing.care": "looked_after"}
"""Measure id to the dimension whose "yes" an audit of the links checks."""


@dataclass(frozen=True)
class LinkQuality:
    """How good the links are, as far as anybody can know without the truth."""

    estimated: EstimatedQuality | None = None
    """What the model expects of itself; None where nothing was compared."""
    shares: Mapping[str, LinkedShare] = field(default_factory=dict)
    """Measure id to its share, with what an audit says of it; only of questions that the records can answer."""

    @property
    def audited(self) -> list[LinkedShare]:
        """The shares that an audit has corrected."""
        return [share for share in self.shares.values() if share.interval is not None]


def link_quality(store: Store, period: Period, answered: set[str]) -> LinkQuality:
    """How good the links in force are; `answered` are the ids of the measures that the records answer."""
    shares = linked_shares(store, period) if answered.intersection(ASKED_BY) else {}
    return LinkQuality(estimate_quality(store), {name: share for name, share in shares.items() if name in answered})


def corrections_of(quality: LinkQuality, measures: Iterable[Measure]) -> Corrections:
    """Corrected shares by measure, breakdown and cell: of all victims in every breakdown, and of each sex."""
    found: dict[tuple[str, tuple[str, ...], Key], Estimate] = {}
    shares = {share.question: share for share in quality.audited}
    for measure in measures:
        if measure.id not in shares:
            continue
        for names in measure.breakdowns:
            if names[-1] == ASKED_BY[measure.id]:
                for group, interval in _groups(shares[measure.id], names[:-1]):
                    found[measure.id, names, (*group, "yes")] = Estimate(interval.mid, interval.low, interval.high)
                    rest = Estimate(1 - interval.mid, 1 - interval.high, 1 - interval.low)
                    found[measure.id, names, (*group, "no")] = rest
    return found


def _groups(share: LinkedShare, by: tuple[str, ...]) -> Iterator[tuple[Key, Interval]]:
    """The cells of a breakdown's other dimensions that an audit has an interval for."""
    if share.interval is not None:
        yield (TOTAL,) * len(by), share.interval
    if by == ("sex",):
        for sex, group in share.groups.get("sex", {}).items():
            if group.share is not None and group.sensitivity is not None:
                yield (sex,), group.share
