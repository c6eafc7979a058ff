"""The protocol's six aims: for each a small set of measures from the partnership's casework."""

from lanthorn.measures.definition import Measure
from lanthorn.measures.standards import standard

SECTION = "The six aims"
_FRONT_DOOR = ("A referral that nobody has matched to a case yet belongs to no case, so that its wait is not counted.",)
_STANDARD = "The standard of {words}: {source}."
_SCREENED, _INTERVIEWED, _REPEATED = (
    _STANDARD.format(words=entry.words, source=entry.source)
    for entry in map(standard, ("screening", "interview", "repeat"))
)
_AS_RECORDED = "It counts what was recorded: work that was done and not entered looks like work not done."

OVERVIEW = (
    Measure(
        id="response.aims",
        version="2",
        question="Are the protocol's six aims met?",
        section=SECTION,
        unit="response",
        breakdowns=(("aim",),),
        caveats=(
            "How much was done says nothing of how well; the pages on each aim say how soon, by whom and with what "
            "outcome.",
            _AS_RECORDED,
        ),
    ),
)

IDENTIFY = (
    Measure(
        id="aims.referral",
        version="1",
        question="Who refers children, and were the children told?",
        section=SECTION,
        unit="referral",
        breakdowns=(("agency_kind",), ("child_told",)),
        caveats=("Few referrals by an agency can mean few children met, or few recognised.",),
    ),
    Measure(
        id="aims.screening",
        version="1",
        question="How soon after the referral is a case screened?",
        section=SECTION,
        unit="referred_case",
        breakdowns=(("days_to_screening",), ("area", "screened_in_time")),
        caveats=(
            _SCREENED,
            *_FRONT_DOOR,
            "Cases referred in the last days of the period and not screened yet are left out of the shares; those "
            "that have waited longer than the standard count as not in time.",
        ),
    ),
    Measure(
        id="aims.repeat_referral",
        version="1",
        question="How many cases are of a child referred before within 12 months?",
        section=SECTION,
        unit="referred_case",
        breakdowns=(("referred_before",),),
        caveats=(
            _REPEATED,
            "A repeat is a new case after an earlier one; several referrals about one worry join one case and are no "
            "repeat. A child whom the front door did not recognise as known counts as new.",
            "A child who comes back can show that the support ended too soon, or that somebody kept looking.",
        ),
    ),
)

COLLABORATE = (
    Measure(
        id="aims.attendance",
        version="1",
        question="Did every agency attend the panel's meetings?",
        section=SECTION,
        unit="seat",
        breakdowns=(("agency_kind", "presence"),),
        caveats=("Attendance says who was in the room, not what they brought; returns are counted beside it.",),
    ),
    Measure(
        id="aims.returns",
        version="1",
        question="Did agencies give what they know in time?",
        section=SECTION,
        unit="agency_return",
        breakdowns=(("agency_kind", "return_state"),),
        caveats=("A return can say that nothing is known of the child: it is a return all the same.", _AS_RECORDED),
    ),
)

INTERVENE = (
    Measure(
        id="aims.panel",
        version="1",
        question="How soon after the screening does the panel hear a case?",
        section=SECTION,
        unit="case_to_panel",
        breakdowns=(("days_to_panel",), ("case_category", "days_to_panel")),
        caveats=("Cases screened shortly before the period's end have had little time to be heard.",),
    ),
    Measure(
        id="aims.actions",
        version="1",
        question="Are actions done on time?",
        section=SECTION,
        unit="action",
        breakdowns=(("agency_kind", "action_result"),),
        caveats=(
            "Agencies are given different work: actions that take longer are not the same as slower agencies.",
            _AS_RECORDED,
        ),
    ),
    Measure(
        id="aims.reviews",
        version="1",
        question="Are reviews overdue?",
        section=SECTION,
        unit="open_case",
        breakdowns=(("review_state",),),
        caveats=("It is a picture of one day, the last of the period.",),
    ),
    Measure(
        id="aims.interviews",
        version="1",
        question="Are return-home interviews held within 72 hours?",
        section=SECTION,
        unit="interview_due",
        breakdowns=(("interview_state",),),
        caveats=(
            _INTERVIEWED,
            "Only times missing that the casework knows of are counted, of children whose case was open.",
            "A child may decline an interview; the guidance asks that it be offered.",
        ),
    ),
)

SOLVE = (
    Measure(
        id="aims.category_change",
        version="1",
        question="Does the category change from review to review?",
        section=SECTION,
        unit="review",
        breakdowns=(("category_change",), ("case_category", "category_change")),
        caveats=(
            "A category is a judgement: it can fall because a child is safer, or because less is known.",
            "A child reviewed several times in the period counts each time.",
        ),
    ),
    Measure(
        id="aims.voice",
        version="1",
        question="Is the child's voice in the reviews?",
        section=SECTION,
        unit="review",
        breakdowns=(("child_voice",),),
        caveats=("It says whether and how the child was heard, not whether what they asked for was done.",),
    ),
    Measure(
        id="aims.missing_beside_panel",
        version="1",
        question="How often were children reported missing before and after the panel first heard their case?",
        section=SECTION,
        unit="case_beside_panel",
        breakdowns=(
            ("missing_before_panel",),
            ("missing_after_panel",),
            ("missing_before_panel", "missing_after_panel"),
        ),
        linked=True,
        caveats=(
            "It shows no effect of the panel. A case comes to the panel when things are at their worst, and would on "
            "the whole look better afterwards whatever is done; nobody knows what would have been without it.",
            "Reports of one child that linkage does not join are missed on both sides.",
        ),
    ),
    Measure(
        id="aims.relationship",
        version="1",
        question="Is it known how the child and the person of concern know each other?",
        section=SECTION,
        unit="linked_person",
        breakdowns=(("relationship_known",),),
        caveats=("A person of concern linked to several children counts once for each.",),
    ),
)

ACT = (
    Measure(
        id="aims.disruption",
        version="1",
        question="What was done about persons and places of concern, and what came of it?",
        section=SECTION,
        unit="disruption",
        breakdowns=(("disruption_target", "disruption_outcome"), ("disruption_kind",)),
        caveats=(
            "An outcome is what the agencies saw; what moved elsewhere may not have been seen.",
            "Measures begun late in the period have had little time to show an outcome.",
        ),
    ),
)

RAISE = (
    Measure(
        id="aims.sessions",
        version="1",
        question="Which prevention sessions were held?",
        section=SECTION,
        unit="session",
        breakdowns=(("session_audience",), ("session_setting",), ("session_authority",)),
        caveats=("Sessions that schools and others hold by themselves are not in the partnership's records.",),
    ),
    Measure(
        id="aims.reach",
        version="1",
        question="How many people did prevention sessions reach?",
        section=SECTION,
        unit="session_reach",
        breakdowns=(("session_audience",), ("session_authority",)),
        caveats=("Somebody who took part in two sessions counts twice. Reach says nothing of what was learned.",),
    ),
)

MEASURES = (*OVERVIEW, *IDENTIFY, *COLLABORATE, *INTERVENE, *SOLVE, *ACT, *RAISE)
