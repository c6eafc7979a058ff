"""The record tables of the panel and of what it set going: decisions, attendance, actions."""

from lanthorn.casework.api.exports.base import (
    OF_NO_RESTRICTED_CASE,
    Export,
    case_reference,
    day,
    known,
    pseudonym,
    sheet_of,
)
from lanthorn.casework.panels.models import Attendance, Decision
from lanthorn.casework.plans.models import Action
from lanthorn.records import TABLE_BY_NAME

_decision_table = TABLE_BY_NAME["panel_decision"]
DECISIONS = Export(
    _decision_table,
    sheet_of(
        _decision_table,
        {
            "decision_reference": lambda one: pseudonym("decision", one.pk),
            "meeting_reference": lambda one: pseudonym("meeting", one.item.meeting_id),
            "held_on": lambda one: one.item.meeting.on,
            "subject": lambda one: one.item.kind,
            "case_reference": case_reference,
            "category_before": lambda one: known(one.category_before),
            "category_now": lambda one: known(one.category_now),
            "next_on": lambda one: one.next_date,
        },
    ),
    lambda: (
        Decision.objects.for_purpose("records for the profile")
        .filter(OF_NO_RESTRICTED_CASE)
        .select_related("case", "item__meeting")
    ),
)

_attendance_table = TABLE_BY_NAME["panel_attendance"]
ATTENDANCE = Export(
    _attendance_table,
    sheet_of(
        _attendance_table,
        {
            "meeting_reference": lambda one: pseudonym("meeting", one.meeting_id),
            "agency": lambda one: one.agency_id,
            "agency_kind": lambda one: one.agency.kind,
            "held_on": lambda one: one.meeting.on,
            "authority": lambda one: known(one.meeting.chair.agency.area),
            "presence": lambda one: one.presence,
            "return_given": lambda one: one.return_given,
        },
    ),
    lambda: Attendance.objects.for_purpose("records for the profile").select_related(
        "agency", "meeting__chair__agency"
    ),
)

_action_table = TABLE_BY_NAME["action"]
ACTIONS = Export(
    _action_table,
    sheet_of(
        _action_table,
        {
            "action_reference": lambda one: pseudonym("action", one.pk),
            "case_reference": case_reference,
            "agency": lambda one: one.agency_id,
            "agency_kind": lambda one: one.agency.kind,
            "aim": lambda one: one.aim,
            "set_on": lambda one: day(one.set_at),
            "due_on": lambda one: one.due,
            "state": lambda one: one.state,
            "closed_on": lambda one: day(one.closed_at),
        },
    ),
    lambda: (
        Action.objects.for_purpose("records for the profile")
        .filter(OF_NO_RESTRICTED_CASE)
        .select_related("case", "agency")
    ),
)

EXPORTS = (DECISIONS, ATTENDANCE, ACTIONS)
