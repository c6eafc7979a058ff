"""Rules on a person of concern: a suspect who is named with the same child again, or with another child.

Suspects are not linked: they count as the same person only where name and date of birth are the same in one spelling.
"""

import ibis

from lanthorn.identification.definition import EVIDENCE_COLUMNS, Parameters
from lanthorn.identification.events import latest_run
from lanthorn.identification.linked import Linked


def named_again_with_the_child(linked: Linked, parameters: Parameters) -> ibis.Table:
    """Records of the child, and of the suspect, in the last run of so many offences that name both."""
    together = _together(linked)
    run = _latest_run(together, ("child_id", "person"), linked, parameters)
    both = run.inner_join(together, ["child_id", "person", "event_id"])
    of_child = both.select(*EVIDENCE_COLUMNS)
    of_suspect = both.mutate(record_id=both.suspect_record_id).select(*EVIDENCE_COLUMNS)
    return ibis.union(of_child, of_suspect, distinct=True)


def named_with_another_child(linked: Linked, parameters: Parameters) -> ibis.Table:
    """Records of the child, and of the suspect, where the suspect is named in another offence with another child.

    The other child's own records are not given: who reads why this child is shown need not learn who the other is.
    """
    together = _together(linked)
    run = _latest_run(together, ("person",), linked, parameters)
    named = run.inner_join(together, ["person", "event_id"])
    children = named.select("person", "event_id", "child_id").distinct()
    others = children.select("person", other_event_id="event_id", other_child_id="child_id")
    pair = children.inner_join(others, "person")
    met = pair.filter(pair.event_id != pair.other_event_id, pair.child_id != pair.other_child_id)
    met = met.select("person", "child_id", "event_id", "other_event_id").distinct()
    of_child = met.inner_join(named.select("person", "child_id", "event_id", "record_id", "happened_on"),
                              ["person", "child_id", "event_id"])  # fmt: skip
    suspect = named.select("person", "event_id", "happened_on", record_id="suspect_record_id").distinct()
    here = met.select("person", "child_id", "event_id").inner_join(suspect, ["person", "event_id"])
    there = met.select("person", "child_id", event_id="other_event_id").inner_join(suspect, ["person", "event_id"])
    parts = [part.select(*EVIDENCE_COLUMNS) for part in (of_child, here, there)]
    return ibis.union(*parts, distinct=True)


def _together(linked: Linked) -> ibis.Table:
    """Each child with each known suspect of the same offence, and the records of both."""
    suspect = linked.suspects.filter(lambda t: t.person.notnull())
    suspect = suspect.select("offence_reference", "person", suspect_record_id="record_id")
    victim = linked.victims.select("offence_reference", "child_id", "event_id", "record_id", "happened_on")
    return victim.inner_join(suspect, "offence_reference").drop("offence_reference")


def _latest_run(together: ibis.Table, by: tuple[str, ...], linked: Linked, parameters: Parameters) -> ibis.Table:
    run = latest_run(
        together,
        by,
        at_least=parameters["offences"],
        within_days=parameters["days"],
        as_of=linked.as_of,
        recent_days=parameters["recent_days"],
    )
    return run.drop("happened_on")
