"""Records for the walk over every page: a restriction that lasts, and drafts of placing and of lifting one."""

from typing import Any

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.cases.circle import let_in
from lanthorn.casework.cases.models import Basis, Case
from lanthorn.casework.people.models import Name, Person
from lanthorn.casework.restrictions.restricting import restrict


def a_restricted_case(owner: Any, custodian: Any, surname: str = "Hartley") -> Case:
    """A case that its lead restricted to themselves and the custodian. Must be called within a watch."""
    person = Person(birth_year=2011)
    person.save()
    Name(person=person, forename="Wren", surname=surname).save()
    case = Case(person=person, owner=owner, area="E09000099")
    case.save()
    let_in(case, owner, Basis.OWNER, "Leads the case", by=None)
    restrict(case, "A relative works in an agency", keep=(), custodian=custodian, by=owner)
    return case


def plant_restrictions(steps: Any, world: Any) -> None:
    """The case of Katherine Dunmore is to be restricted; another one is, and its custodian can lift that."""
    users = world.users
    with watching("test.plant", Actor()):
        lifted = a_restricted_case(users["social_worker"], users["custodian"])
        steps.draft(users["social_worker"], "restrict", "restrictions:", "reason", world.cases["Dunmore"].pk)
        steps.draft(users["custodian"], "lift_restriction", "restrictions:lift_", "reason", lifted.pk)
    steps.arguments["restricted"] = lifted.pk
    steps.entitled["restricted"] = (users["custodian"],)
