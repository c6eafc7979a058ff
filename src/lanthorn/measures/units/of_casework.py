"""The units that the partnership's casework counts: its own work on children's cases, and prevention sessions.

Meetings and sessions are about no child, so that none of their counts is hidden.
"""

from lanthorn.measures.standards import standard
from lanthorn.measures.units import casework, partners
from lanthorn.measures.units.declared import Unit

_CASEWORK = "The partnership's casework"
_SERIES = ("casework",)
_INTERVIEW, _REPEAT, _BESIDE = (standard(name).words for name in ("interview", "repeat", "beside_panel"))

CASEWORK_UNITS = (
    Unit(
        "response", "piece of recorded work", "pieces of recorded work",
        "Each referral, agency's return, panel decision, measure of disruption, action to stop those who harm, and "
        "prevention session of the period, by the aim that it speaks of", "response",
        ("referral", "agency_return", "panel_decision", "disruption", "action", "prevention_session"), _CASEWORK,
        partners.work, series=_SERIES, dated=(("referral", "sent_at"),),
    ),
    Unit(
        "referral", "referral", "referrals", "Each referral of a child sent to the partnership in the period",
        "referral", ("referral",), _CASEWORK, casework.referrals, series=_SERIES, dated=(("referral", "sent_at"),),
    ),
    Unit(
        "referred_case", "case referred", "cases referred",
        "Each case whose first referral was sent in the period, once; screened where its first screening was made by "
        "the period's end, in working days of England after the day of that referral; a repeat where another case of "
        f"the child was last referred within {_REPEAT} before", "referred_case",
        ("referral", "case_episode", "screening"), _CASEWORK, casework.referred_cases, series=_SERIES,
        dated=(("referral", "sent_at"), ("screening", "screened_on")),
    ),
    Unit(
        "case_to_panel", "case sent to the panel", "cases sent to the panel",
        "Each case whose first screening was made in the period and led to the panel; heard on the day of the first "
        "meeting with a decision on it by the period's end", "case_to_panel", ("screening", "panel_decision"),
        _CASEWORK, casework.cases_to_panel, series=_SERIES,
        dated=(("screening", "screened_on"), ("panel_decision", "held_on")),
    ),
    Unit(
        "open_case", "open case", "open cases",
        "Each case screened and open at the end of the period's last day; its next review is the one named by the "
        "latest review or panel decision by then, or by the case itself where none names one", "open_case",
        ("case_episode", "screening", "review", "panel_decision"), _CASEWORK, casework.open_cases, series=_SERIES,
        dated=(("review", "held_on"),),
    ),
    Unit(
        "review", "review", "reviews", "Each review of a case held in the period", "review", ("review",), _CASEWORK,
        casework.reviews, series=_SERIES, dated=(("review", "held_on"),),
    ),
    Unit(
        "seat", "place at a meeting", "places at meetings",
        "Each agency invited to each meeting of a panel held in the period", "seat", ("panel_attendance",), _CASEWORK,
        partners.seats, children=False, series=_SERIES, dated=(("panel_attendance", "held_on"),),
    ),
    Unit(
        "agency_return", "return asked for", "returns asked for",
        "Each return on a child that an agency was asked for and that was due in the period; in time where it was "
        "given by the day it was due, late where given after it and by the period's end", "agency_return",
        ("agency_return",), _CASEWORK, partners.returns, series=_SERIES, dated=(("agency_return", "asked_at"),),
    ),
    Unit(
        "action", "action", "actions",
        "Each action of a child's plan due in the period, with what had become of it by the period's end", "action",
        ("action",), _CASEWORK, partners.actions, series=_SERIES, dated=(("action", "set_on"),),
    ),
    Unit(
        "interview_due", "return-home interview due", "return-home interviews due",
        f"Each return of a missing child whose case was open, made in the period and {_INTERVIEW} before its end at "
        "the latest, once per time missing", "interview_due", ("missing_episode",), _CASEWORK, partners.interviews,
        series=_SERIES, dated=(("missing_episode", "returned_at"),),
    ),
    Unit(
        "case_beside_panel", "case heard", "cases heard",
        f"Each case that a panel first heard in the period, at least {_BESIDE} before its end; reports of the child "
        f"missing in the {_BESIDE} before the day of the meeting and in the {_BESIDE} after it, found through the "
        "records in which the front door recognised the child", "case_beside_panel",
        ("panel_decision", "case_record", "missing_report", "child"),
        f"{_CASEWORK}, linked to police reports of missing children", partners.cases_beside_panel,
        series=(*_SERIES, "missing_report"), dated=(("panel_decision", "held_on"), ("missing_report", "reported_at")),
    ),
    Unit(
        "linked_person", "link to a person of concern", "links to persons of concern",
        "Each pair of a child's case and a person of concern first linked in the period; known where any link of the "
        "two by the period's end says how", "linked_person", ("context_link",), _CASEWORK, partners.links_to_persons,
        series=_SERIES, dated=(("context_link", "since"),),
    ),
    Unit(
        "disruption", "measure of disruption", "measures of disruption",
        "Each measure of disruption that began in the period, with the outcome recorded by the period's end",
        "disruption", ("disruption",), _CASEWORK, partners.disruptions, series=_SERIES,
        dated=(("disruption", "begins_on"),),
    ),
    Unit(
        "session", "prevention session", "prevention sessions", "Each prevention session held in the period",
        "session", ("prevention_session",), _CASEWORK, partners.sessions_held, children=False, series=_SERIES,
        dated=(("prevention_session", "held_on"),),
    ),
    Unit(
        "session_reach", "place taken at a session", "places taken at sessions",
        "Each person who took part in a prevention session held in the period, once per session", "session_reach",
        ("prevention_session",), _CASEWORK, partners.places_taken, weighted=True, children=False, series=_SERIES,
        dated=(("prevention_session", "held_on"),),
    ),
)  # fmt: skip
