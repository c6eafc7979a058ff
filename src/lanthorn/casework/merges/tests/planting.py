"""Records for the walk over every page: a child with two records, and one whose records were joined."""

from typing import Any

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.cases.circle import let_in
from lanthorn.casework.cases.models import Basis, Case
from lanthorn.casework.merges.joining import join
from lanthorn.casework.people.models import Name, Person, Phone


def a_record(owner: Any, forename: str, surname: str, **born: Any) -> Case:
    """A record of a child with a case that this user leads. Must be called within a watch."""
    person = Person(**{"birth_year": 2010} | born)
    person.save()
    Name(person=person, forename=forename, surname=surname).save()
    Phone(person=person, digits="07700900199").save()
    case = Case(person=person, owner=owner, area="E09000099")
    case.save()
    let_in(case, owner, Basis.OWNER, "Leads the case", by=None)
    return case


def plant_merges(steps: Any, world: Any) -> None:
    """Around Ruth Ellison of the front door, who sees all of them."""
    by = world.users["front_door"]
    with watching("test.plant", Actor()):
        first, second = a_record(by, "Ines", "Vale"), a_record(by, "Inez", "Vale")
        kept, merged = a_record(by, "Tomas", "Reed"), a_record(by, "Thomas", "Reed")
        done = join(kept.person, merged.person, "The school knows one Tomas only", by=by)
    steps.arguments |= {"person": first.person_id, "other": second.person_id, "merge": done.pk}
    steps.entitled |= {"person": (by,), "merge": (by,)}
