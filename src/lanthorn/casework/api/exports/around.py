"""The record tables of what stands around the cases: links, disruption, prevention sessions."""

from lanthorn.casework.api.exports.base import UNRESTRICTED, Export, known, pseudonym, sheet_of
from lanthorn.casework.contexts.models import Disruption, Link, LinkKind
from lanthorn.casework.prevention.models import PreventionSession
from lanthorn.records import TABLE_BY_NAME

_link_table = TABLE_BY_NAME["context_link"]
LINKS = Export(
    _link_table,
    sheet_of(
        _link_table,
        {
            "link_reference": lambda one: pseudonym("link", one.pk),
            "case_reference": lambda one: one.case.reference,
            "context_reference": lambda one: pseudonym("context", one.context_id),
            "target": lambda one: one.context.kind,
            "link_kind": lambda one: None if one.kind == LinkKind.UNKNOWN else one.kind,
            "since": lambda one: one.since,
            "ended_on": lambda one: one.ends,
        },
    ),
    lambda: Link.objects.for_purpose("records for the profile").filter(UNRESTRICTED).select_related("case", "context"),
)

_disruption_table = TABLE_BY_NAME["disruption"]
DISRUPTIONS = Export(
    _disruption_table,
    sheet_of(
        _disruption_table,
        {
            "disruption_reference": lambda one: pseudonym("disruption", one.pk),
            "context_reference": lambda one: pseudonym("context", one.context_id),
            "target": lambda one: one.context.kind,
            "kind": lambda one: one.kind,
            "begins_on": lambda one: one.begins,
            "expires_on": lambda one: one.expires,
            "outcome": lambda one: known(one.outcome),
            "outcome_on": lambda one: one.outcome_on,
        },
    ),
    # Against what is linked to restricted cases alone would show that there is such a case.
    lambda: (
        Disruption.objects.for_purpose("records for the profile")
        .filter(context__links__case__restricted=False)
        .select_related("context")
        .distinct()
    ),
)

_session_table = TABLE_BY_NAME["prevention_session"]
SESSIONS = Export(
    _session_table,
    sheet_of(
        _session_table,
        {
            "session_reference": lambda one: pseudonym("session", one.pk),
            "held_on": lambda one: one.held_on,
            "audience": lambda one: one.audience,
            "setting": lambda one: one.setting,
            "authority": lambda one: known(one.authority),
            "reach": lambda one: one.reach,
        },
    ),
    lambda: PreventionSession.objects.for_purpose("records for the profile"),
)

EXPORTS = (LINKS, DISRUPTIONS, SESSIONS)
