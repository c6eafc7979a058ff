"""Parts of the six aims' pages on what the partners do: attend, answer, act, hold interviews, disrupt."""

from lanthorn.profile import figures
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Page, Sentence
from lanthorn.profile.sentences import Said, Templates, templates
from lanthorn.profile.told import Told, listed
from lanthorn.profile.wording import within_a_sentence

_BY_AGENCY = {
    "headline": "share", "headline_total": "total", "apart": "most most_share least least_share", "by_agency": "",
}  # fmt: skip
_ATTENDANCE = templates("aims.attendance", **_BY_AGENCY)
_RETURNS = templates("aims.returns", **_BY_AGENCY)
_ACTIONS = templates("aims.actions", **_BY_AGENCY)
_INTERVIEWS = templates("aims.interviews", headline="share", headline_total="total", mix="shares", by_state="")
_RELATIONSHIP = templates("aims.relationship", headline="share", headline_total="total")
_DISRUPTION = templates(
    "aims.disruption", headline="total share", headline_total="total", persons="number", by_outcome="", by_kind=""
)


def _of_agencies(told: Told, say: Templates, outcome: str, good: str) -> Page:
    """The share of all agencies together with a good outcome, and who has it most and least often."""
    by = told.by("agency_kind", outcome)
    return told.page(
        [
            say.say("headline", share=by.percent(**{outcome: good})),
            say.say("headline_total", total=by.how_many()),
        ],
        paragraphs=[_furthest_apart(by, say, outcome, good)],
        figures=[figures.shares_of(by, good, told.title(say.text("by_agency")))],
        recorded=[by],
    )


def _furthest_apart(by: Breakdown, say: Templates, outcome: str, good: str) -> Sentence | None:
    """Name the agencies with the highest and the lowest share; None unless every agency's share is shown."""
    shares = {
        kind: None if (share := by.cell(**{"agency_kind": kind, outcome: good}).share) is None else share.value
        for kind in by.known("agency_kind")
        if by.cell(agency_kind=kind).count != 0
    }
    known = {kind: share for kind, share in shares.items() if share is not None}
    if len(known) < len(shares) or len(set(known.values())) < len(known) or len(known) < 2:
        return None
    most, least = max(known, key=known.__getitem__), min(known, key=known.__getitem__)

    def share_of(kind: str) -> Said | None:
        return by.percent(**{"agency_kind": kind, outcome: good})

    return say.say(
        "apart",
        most=within_a_sentence("agency_kind", most),
        most_share=share_of(most),
        least=within_a_sentence("agency_kind", least),
        least_share=share_of(least),
    )


def attendance(told: Told) -> Page:
    """Which agencies come to the panel's meetings."""
    return _of_agencies(told, _ATTENDANCE, "presence", "present")


def returns(told: Told) -> Page:
    """Which agencies give their returns in time."""
    return _of_agencies(told, _RETURNS, "return_state", "in_time")


def actions(told: Told) -> Page:
    """Which agencies do what was decided on time."""
    return _of_agencies(told, _ACTIONS, "action_result", "on_time")


def interviews(told: Told) -> Page:
    """Whether return-home interviews are held within 72 hours."""
    by = told.by("interview_state")
    return told.page(
        [
            _INTERVIEWS.say("headline", share=by.percent(interview_state="in_time")),
            _INTERVIEWS.say("headline_total", total=by.how_many()),
        ],
        paragraphs=[_INTERVIEWS.say("mix", shares=listed(by, by.known()[1:]))],
        figures=[figures.bars(by, told.title(_INTERVIEWS.text("by_state")))],
    )


def relationship(told: Told) -> Page:
    """Whether it is known how child and person of concern know each other."""
    by = told.by("relationship_known")
    return told.page(
        [
            _RELATIONSHIP.say("headline", share=by.percent(relationship_known="yes")),
            _RELATIONSHIP.say("headline_total", total=by.how_many()),
        ]
    )


def disruption(told: Told) -> Page:
    """What was done about persons and places of concern."""
    by, kinds = told.by("disruption_target", "disruption_outcome"), told.by("disruption_kind")
    total = by.how_many()
    return told.page(
        [
            _DISRUPTION.say("headline", total=total, share=by.share_of(["worked", "partly"])),
            _DISRUPTION.say("headline_total", total=total),
        ],
        paragraphs=[_DISRUPTION.say("persons", number=by.number(disruption_target="person"))],
        figures=[
            figures.divided(by, told.title(_DISRUPTION.text("by_outcome"))),
            figures.bars(kinds, told.title(_DISRUPTION.text("by_kind")), order=kinds.by_frequency()),
        ],
        recorded=[by],
    )


OF_PARTNERS = {
    "aims.attendance": attendance,
    "aims.returns": returns,
    "aims.actions": actions,
    "aims.interviews": interviews,
    "aims.relationship": relationship,
    "aims.disruption": disruption,
}
