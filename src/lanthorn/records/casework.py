"""What the partnership's casework records of its own work: cases, and each step from referral to closure.

No table here holds a name, a date of birth or an address. A child is known by the casework's own reference, and by the
agencies' records that the front door recognised as the child's (`case_record`). Codes are those of the casework itself.
"""

from datetime import date

from lanthorn.records.field import Field, Kind
from lanthorn.records.table import Table

_EARLIEST = date(2009, 1, 1)
"""The year of the first definition agreed by police (ACPO): no partnership worked by a protocol before."""
_AGENCY = "casework"


def _reference(name: str, meaning: str, *, required: bool = True) -> Field:
    return Field(name, Kind.TEXT, meaning, required=required)


def _code(name: str, meaning: str, codes: str, *, required: bool = False) -> Field:
    return Field(name, Kind.CODE, meaning, codes=codes, required=required)


def _day(name: str, meaning: str, *, required: bool = False, may_lie_ahead: bool = False) -> Field:
    return Field(name, Kind.DATE, meaning, required=required, earliest=_EARLIEST, may_lie_ahead=may_lie_ahead)


def _moment(name: str, meaning: str, *, required: bool = False) -> Field:
    return Field(name, Kind.MOMENT, meaning, required=required, earliest=_EARLIEST)


_CASE = _reference("case_reference", "The case, by the casework's own reference")
_OF_A_CASE = _reference("case_reference", "The case, where there is one", required=False)
_ORGANISATION = _reference("agency", "The organisation, by its code in the casework", required=False)
_KIND = _code("agency_kind", "What kind of partner the organisation is", "agency_kind")

CASE_EPISODE = Table(
    name="case_episode",
    meaning="One case: an episode of the partnership's work for one child, from opening to closure",
    agency=_AGENCY,
    key=("case_reference",),
    fields=(
        _CASE,
        _reference("child_reference", "The child, by the casework's own reference; the same in each of its cases"),
        Field("authority", Kind.AUTHORITY, "Local authority that is accountable"),
        _day("opened_on", "The day on which it was opened", required=True),
        _code("category", "Category now; blank before the first screening", "case_category"),
        _day("next_review_on", "When it is reviewed next", may_lie_ahead=True),
        _day("closed_on", "The day on which it was closed; blank while open"),
        _code("closing_ground", "What closed it: a review, or no further action", "closing_ground"),
        _code("closure_outcome", "What was reached, where a review closed it", "closure_outcome"),
        _reference("follows", "The earlier case of the child that this one opens again", required=False),
    ),
)

CASE_RECORD = Table(
    name="case_record",
    meaning="One record of an agency that the front door recognised as the case's child's",
    agency=_AGENCY,
    key=("case_reference", "record_id"),
    refers_to="case_episode",
    reference=("case_reference",),
    fields=(
        _CASE,
        _reference("record_id", 'The record by its one name across the store, such as "missing_report:MP1407"'),
    ),
)

REFERRAL = Table(
    name="referral",
    meaning="One referral of a child to the partnership, as it was sent",
    agency=_AGENCY,
    key=("referral_reference",),
    fields=(
        _reference("referral_reference", "The referral, by the casework's own reference"),
        _OF_A_CASE,
        _ORGANISATION,
        _KIND,
        _code("channel", "How the concern reached the referrer", "referral_channel"),
        _day("told_on", "The day on which the referrer learned of it"),
        _moment("sent_at", "When it was sent", required=True),
        _moment("acknowledged_at", "When the front door acknowledged it; blank until then"),
        Field("known_before", Kind.YES_NO, "Was the child known to the referrer's agency; blank where not known"),
        Field("online", Kind.YES_NO, "Is there an online part; blank where not known"),
        Field("child_told", Kind.YES_NO, "Was the child told of the referral; blank where not known"),
        Field("carer_told", Kind.YES_NO, "Was a parent or carer told of it; blank where not known"),
    ),
)

SCREENING = Table(
    name="screening",
    meaning="One screening of a case, as it was sent; a second, blind one is a row of its own",
    agency=_AGENCY,
    key=("screening_reference",),
    refers_to="case_episode",
    reference=("case_reference",),
    fields=(
        _reference("screening_reference", "The screening, by the casework's own reference"),
        _CASE,
        _day("screened_on", "The day of the screening", required=True),
        _code("answered", "The category that the tool answers with", "case_category"),
        _code("category", "The category that the scorer gives", "case_category"),
        _code("outcome", "Where it leads; blank on a second screening", "screening_outcome"),
        _reference("second_to", "The screening that this one scores again, blind; blank on a first", required=False),
    ),
)

PANEL_DECISION = Table(
    name="panel_decision",
    meaning="One decision of a panel on one item of its agenda",
    agency=_AGENCY,
    key=("decision_reference",),
    fields=(
        _reference("decision_reference", "The decision, by the casework's own reference"),
        _reference("meeting_reference", "The meeting"),
        _day("held_on", "The day of the meeting", required=True),
        _code("subject", "Whom or what the item is about", "panel_subject"),
        _OF_A_CASE,
        _code("category_before", "Category before", "case_category"),
        _code("category_now", "Category from then on", "case_category"),
        _day("next_on", "When the panel looks again", may_lie_ahead=True),
    ),
)

PANEL_ATTENDANCE = Table(
    name="panel_attendance",
    meaning="One organisation at one meeting of a panel: was it there, and had it given its return",
    agency=_AGENCY,
    key=("meeting_reference", "agency"),
    fields=(
        _reference("meeting_reference", "The meeting"),
        _reference("agency", "The organisation, by its code in the casework"),
        _KIND,
        _day("held_on", "The day of the meeting", required=True),
        Field("authority", Kind.AUTHORITY, "Local authority whose panel it is"),
        _code("presence", "Present, apology or absent", "presence"),
        Field("return_given", Kind.YES_NO, "Had it given its return before the meeting"),
    ),
)

AGENCY_RETURN = Table(
    name="agency_return",
    meaning="One organisation asked, once, what it knows of the child of a case, and its answer",
    agency=_AGENCY,
    key=("return_reference",),
    refers_to="case_episode",
    reference=("case_reference",),
    fields=(
        _reference("return_reference", "The request, by the casework's own reference"),
        _CASE,
        _ORGANISATION,
        _KIND,
        _moment("asked_at", "When it was asked", required=True),
        _day("due_on", "By when the answer must be there: before the pack", may_lie_ahead=True),
        _moment("chased_at", "When it was chased, once; blank until then"),
        _moment("answered_at", "When the return was sent; blank until then"),
    ),
)

ACTION = Table(
    name="action",
    meaning="One action of a plan: what one organisation does by a day",
    agency=_AGENCY,
    key=("action_reference",),
    fields=(
        _reference("action_reference", "The action, by the casework's own reference"),
        _OF_A_CASE,
        _ORGANISATION,
        _KIND,
        _code("aim", "What it is for", "action_aim"),
        _day("set_on", "The day on which it was set", required=True),
        _day("due_on", "By when it is to be done", may_lie_ahead=True),
        _code("state", "Where it stands", "action_state"),
        _day("closed_on", "The day on which it was done or given up; blank while open"),
    ),
)

REVIEW = Table(
    name="review",
    meaning="One review of a case, as it was sent",
    agency=_AGENCY,
    key=("review_reference",),
    refers_to="case_episode",
    reference=("case_reference",),
    fields=(
        _reference("review_reference", "The review, by the casework's own reference"),
        _CASE,
        _day("held_on", "The day of the review", required=True),
        _code("child_voice", "How the child's voice came into it", "child_voice"),
        _code("category_before", "Category before", "case_category"),
        _code("category", "Category after it", "case_category"),
        _code("follows", "What follows from it", "review_follows"),
        _day("next_on", "The next review, if the case is open then", may_lie_ahead=True),
    ),
)

MISSING_EPISODE = Table(
    name="missing_episode",
    meaning="One time that a case's child was missing, and the return-home interview that followed",
    agency=_AGENCY,
    key=("episode_reference",),
    refers_to="case_episode",
    reference=("case_reference",),
    fields=(
        _reference("episode_reference", "The episode, by the casework's own reference"),
        _CASE,
        _moment("last_seen_at", "When the child was last seen before", required=True),
        _moment("returned_at", "When the child returned; blank while missing"),
        Field("police_told", Kind.YES_NO, "Were the police told"),
        _moment("interview_offered_at", "When a return-home interview was first offered"),
        _moment("interview_at", "When it was held, or it was known that it would not be"),
        _code("interview_outcome", "Held, declined or not held; blank until known", "interview_outcome"),
    ),
)

CONTEXT_LINK = Table(
    name="context_link",
    meaning="One link of a case to a person of concern, a place, an online space or a group",
    agency=_AGENCY,
    key=("link_reference",),
    refers_to="case_episode",
    reference=("case_reference",),
    fields=(
        _reference("link_reference", "The link, by the casework's own reference"),
        _CASE,
        _reference("context_reference", "The person of concern, place or group"),
        _code("target", "Which of these it is", "disruption_target"),
        _code("link_kind", "How they are linked; blank where not known yet", "link_kind"),
        _day("since", "The day from which it is known", required=True),
        _day("ended_on", "When it ended or was replaced; blank while it holds"),
    ),
)

DISRUPTION = Table(
    name="disruption",
    meaning="One measure of disruption against a person of concern, a place, an online space or a group",
    agency=_AGENCY,
    key=("disruption_reference",),
    fields=(
        _reference("disruption_reference", "The measure, by the casework's own reference"),
        _reference("context_reference", "The person of concern, place or group", required=False),
        _code("target", "Against whom or what", "disruption_target"),
        _code("kind", "What is done", "disruption_kind"),
        _day("begins_on", "From when", required=True, may_lie_ahead=True),
        _day("expires_on", "Until when it runs, if it does", may_lie_ahead=True),
        _code("outcome", "What came of it; blank so far", "disruption_outcome"),
        _day("outcome_on", "The day of the outcome"),
    ),
)

PREVENTION_SESSION = Table(
    name="prevention_session",
    meaning="One prevention session: for whom, where, and how many took part; it names no child",
    agency=_AGENCY,
    key=("session_reference",),
    fields=(
        _reference("session_reference", "The session, by the casework's own reference"),
        _day("held_on", "The day on which it was held", required=True),
        _code("audience", "Who took part", "session_audience"),
        _code("setting", "Where it was held", "session_setting"),
        Field("authority", Kind.AUTHORITY, "Local authority for whose area it was held"),
        Field("reach", Kind.NUMBER, "How many took part"),
    ),
)

CASEWORK: tuple[Table, ...] = (
    CASE_EPISODE, CASE_RECORD, REFERRAL, SCREENING, PANEL_DECISION, PANEL_ATTENDANCE, AGENCY_RETURN, ACTION, REVIEW,
    MISSING_EPISODE, CONTEXT_LINK, DISRUPTION, PREVENTION_SESSION,
)  # fmt: skip
"""Every table of the casework, in the order in which the others refer to them."""
