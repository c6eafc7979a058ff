"""Meetings, seats, agenda items, conflicts, attendance, minutes, decisions and packs."""

from lanthorn.casework.panels.models.agenda import AgendaItem, Conflict, Outcome, SubjectKind
from lanthorn.casework.panels.models.decision import Decision, Dissent, Told
from lanthorn.casework.panels.models.meeting import Attendance, Meeting, Presence, Seat
from lanthorn.casework.panels.models.minutes import Minutes
from lanthorn.casework.panels.models.pack import Pack

__all__ = [
    "AgendaItem", "Attendance", "Conflict", "Decision", "Dissent", "Meeting", "Minutes", "Outcome",
    "Pack", "Presence", "Seat", "SubjectKind", "Told",
]  # fmt: skip
