"""What a reader sees of meetings, agendas, decisions; and what a pack holds of a case and its referrals: no address."""

from typing import Any

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.protocol import category_label
from lanthorn.casework.look.templatetags.look import day, moment
from lanthorn.casework.panels.given import in_words
from lanthorn.casework.panels.models import (
    AgendaItem,
    Attendance,
    Conflict,
    Decision,
    Dissent,
    Meeting,
    Minutes,
    Pack,
    Seat,
    Told,
)  # fmt: skip
from lanthorn.casework.referrals.models import Referral


def _person(user: Any) -> str:
    return f"{user.name}, {user.agency.name}"


def _attended(decision: Decision) -> str:
    return "; ".join(f"{one['agency']} ({one['who']})" if one["who"] else one["agency"] for one in decision.attended)


def _deputy(meeting: Meeting) -> str:
    if meeting.deputy is None:
        return "The chair"
    return f"{_person(meeting.deputy)}, in the place of the chair: {meeting.deputy_reason}"


MEETING_SHEET: Sheet[Meeting] = Sheet(
    "meeting",
    [
        Field("when", "When", "identity", lambda one: f"{day(one.on)} at {one.starts:%H:%M}"),
        Field("place", "Where", "identity", lambda one: one.place),
        Field("chair", "Chair", "identity", lambda one: _person(one.chair)),
        Field("deputy", "Chaired by", "identity", lambda one: _deputy(one)),
        Field("minute_taker", "Minutes", "identity", lambda one: _person(one.minute_taker)),
        Field("released", "Packs released", "identity", lambda one: _done_or_due(one.released_at, one.pack_due)),
        Field("drafted", "Draft minutes", "identity", lambda one: _done_or_due(one.drafted_at, one.draft_due)),
        Field("signed", "Minutes signed", "identity", lambda one: _done_or_due(one.signed_at, one.sign_off_due)),
    ],
)

SEAT_SHEET: Sheet[Seat] = Sheet(
    "seat",
    [
        Field("who", "Who", "identity", lambda one: _person(one.user)),
        Field("until", "Seat ends", "identity", lambda one: day(one.expires_at)),
    ],
)

PACK_SHEET: Sheet[Pack] = Sheet(
    "pack",
    [
        Field("for", "For", "identity", lambda one: _person(one.user)),
        Field("id", "Pack", "identity", lambda one: str(one.pk)),
        Field("made", "Approved", "identity", lambda one: f"{moment(one.made_at)} by {one.approved_by.name}"),
        Field("until", "Can be fetched", "identity", lambda one: f"once, until {moment(one.expires_at)}"),
        Field("used", "Fetched", "identity", lambda one: moment(one.used_at)),
    ],
)

# Of an item on a case that the reader may not open: nothing that tells who the child is.
AGENDA_LINE: Sheet[AgendaItem] = Sheet(
    "agendaitem",
    [
        Field("place", "Item", "identity", lambda one: one.place),
        Field("about", "About", "identity", lambda one: f"Case {one.case.reference}" if one.case else one.subject),
        Field("kind", "Kind", "identity", lambda one: one.get_kind_display()),
        Field("reason", "Why", "concern", lambda one: one.reason),
        Field("presenter", "Presents", "identity", lambda one: _person(one.presenter)),
        Field("outcome", "Outcome", "concern", lambda one: _outcome(one)),
    ],
)

CONFLICT_SHEET: Sheet[Conflict] = Sheet(
    "conflict",
    [
        Field("who", "Who leaves", "identity", lambda one: _person(one.user)),
        Field("reason", "Why", "concern", lambda one: one.reason),
    ],
)

ATTENDANCE_SHEET: Sheet[Attendance] = Sheet(
    "attendance",
    [
        Field("agency", "Agency", "identity", lambda one: one.agency.name),
        Field("presence", "Attendance", "identity", lambda one: one.get_presence_display()),
        Field("who", "Who", "identity", lambda one: one.who),
        Field("return", "Return", "identity", lambda one: in_words(one.return_given)),
    ],
)

MINUTES_SHEET: Sheet[Minutes] = Sheet("minutes", [Field("text", "Minutes", "concern", lambda one: one.text)])

DECISION_SHEET: Sheet[Decision] = Sheet(
    "decision",
    [
        Field("now", "Category now", "concern", lambda one: one.words),
        Field("before", "Category before", "concern", lambda one: category_label(one.category_before)),
        Field("reasons", "Reasons", "concern", lambda one: one.reasons),
        Field("next", "The panel looks again", "concern", lambda one: day(one.next_date)),
        Field("told", "Who is told", "concern", lambda one: ", ".join(str(Told(who).label) for who in one.told)),
        Field("attended", "Who attended", "identity", _attended),
        Field("decided", "Recorded", "identity", lambda one: f"{moment(one.decided_at)} by {one.recorded_by.name}"),
    ],
)

DISSENT_SHEET: Sheet[Dissent] = Sheet(
    "dissent",
    [
        Field("agency", "Did not agree", "identity", lambda one: one.agency.name),
        Field("reason", "Why", "concern", lambda one: one.reason),
    ],
)

PACK_CASE: Sheet[Case] = Sheet(
    "case",
    [
        Field("reference", "Case reference", "identity", lambda case: case.reference),
        Field("category", "Category", "concern", lambda case: category_label(case.category)),
        Field("owner", "Who leads it", "identity", lambda case: _person(case.owner)),
        Field("next_review", "Next review", "concern", lambda case: day(case.next_review)),
    ],
)

PACK_REFERRAL: Sheet[Referral] = Sheet(
    "referral",
    [
        Field("sent", "Referred", "concern", lambda one: f"{day(one.sent_at)} by {one.agency.name}"),
        Field("channel", "How it was learned", "concern", lambda one: one.get_channel_display()),
        Field("seen", "Seen or heard", "concern", lambda one: one.seen),
        Field("thought", "What the referrer thinks", "concern", lambda one: one.thought),
        Field("online", "Online part", "concern", lambda one: one.get_online_display()),
        Field("child_told", "Child told", "concern", lambda one: one.get_child_told_display()),
        Field("carer_told", "Parent or carer told", "concern", lambda one: one.get_carer_told_display()),
    ],
)


def _done_or_due(done: Any, due: Any) -> str:
    return moment(done) if done else f"Due by {day(due)}"


def _outcome(item: AgendaItem) -> str:
    label = str(item.get_outcome_display())
    return f"{label}: {item.carried_reason}" if item.carried_reason else label
