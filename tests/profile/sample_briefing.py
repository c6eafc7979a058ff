"""A briefing in the manner of June 2015, with every kind of chart, a hidden cell and an unanswered page.

Its totals are the ones the 2015 briefing published; where it published none, the figures are made up for the sample.
"""

from typing import Any

from lanthorn.profile.content import Briefing, Headline
from tests.profile.sample.people import age_and_sex, aims, missing, relationship
from tests.profile.sample.places import areas, flows, place_of_offence
from tests.profile.sample.volumes import comparable, definition, months, periods, volume


def sample_briefing(boundaries: dict[str, Any] | None = None) -> Briefing:
    """The sample, with a boundary map where boundaries are given."""
    return Briefing(
        title="Child sexual exploitation: problem profile",
        area="London",
        period="1 April 2014 to 31 March 2015",
        summary=(
            "What the records of London's police and children's social care say of child sexual exploitation in a "
            "year: how much of it is seen, where, who the children are, and what is known of those who harm them."
        ),
        headlines=(
            Headline("1,852", "flagged offences reported in the year", "volume.category"),
            Headline("7 in 10", "are Category 1: a child at risk", "volume.category"),
            Headline("9 in 10", "victims are female", "victim.age_sex"),
            Headline("Two thirds", "of victims had been reported missing in the 12 months before", "missing.repeat"),
        ),
        pages=(
            definition(), volume(), comparable(), months(), place_of_offence(boundaries is not None), areas(),
            flows(), age_and_sex(), relationship(), missing(), periods(), aims(),
        ),
        symbols=(("[c]", "Confidential: a small count, or one that would give a small count away"),
                 ("[x]", "Not available"), ("–", "Does not apply")),
        provenance=(
            ("Lanthorn", "0.1.0"), ("Store", "version 4, 3f9a0c77d2e14b65a1c0b8f9a7d6e5c4b3a291807f6e5d4c3b2a1908"),
            ("Flagged crimes", "1,852 of 1,861 rows accepted"), ("Missing reports", "25,622 of 25,640 rows accepted"),
        ),
        synthetic=True,
        boundaries=boundaries,
    )  # fmt: skip
