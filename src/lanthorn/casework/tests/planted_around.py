"""Records for the walk over every page, of what stands around the cases: places, missing episodes, retention …"""

from datetime import UTC, date, datetime
from typing import Any

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.models.case import Ground
from lanthorn.casework.contexts.models import Context, Disruption, Kind, LinkKind
from lanthorn.casework.contexts.recording import link_to, record_context
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.disclosures.deciding import ask
from lanthorn.casework.missing.models import MissingEpisode
from lanthorn.casework.missing.recording import record_episode
from lanthorn.casework.people.models import Name, Person
from lanthorn.casework.prevention.models import PreventionSession
from lanthorn.casework.retention.disposing import ask_for_disposal, hold
from lanthorn.casework.tests.planted_steps import Steps
from lanthorn.casework.transfers.transferring import propose

KNOWN: dict[str, Any] = {"kind": LinkKind.SEEN, "since": date(2026, 3, 2), "source": "Her school nurse, whom she told"}


def a_place(case: Case, by: Any, **changed: Any) -> Context:
    """A place linked to a case. Must be called within a watch."""
    told = {"name": "Dockside Cars", "where": "Arch 9, Wharf Lane", "described": "Open at night"}
    return record_context(case, Kind.PLACE, told, KNOWN | changed, by=by)


def a_person_of_concern(case: Case, by: Any, **changed: Any) -> Context:
    """A person of concern linked to a case. Must be called within a watch."""
    return record_context(case, Kind.PERSON, {"forename": "Dex", "surname": "Marlow"}, KNOWN | changed, by=by)


def an_episode(case: Case, by: Any, **changed: Any) -> MissingEpisode:
    """A missing episode, the child back since. Must be called within a watch."""
    told: dict[str, Any] = {
        "last_seen_at": datetime(2026, 3, 1, 20, 0, tzinfo=UTC), "police_told": True, "source": "Her mother",
        "returned_at": datetime(2026, 3, 2, 6, 30, tzinfo=UTC),
    }  # fmt: skip
    return record_episode(case, by=by, **(told | changed))


def an_old_case(owner: Any, *, born: int = 1985, closed: int = 2003, **changed: Any) -> Case:
    """A case closed long ago, of somebody grown up since. Must be called within a watch."""
    person = Person(birth_year=born, sex="female")
    person.save()
    Name(person=person, forename="Rowan", surname="Ashby", source="demonstration").save()
    told: dict[str, Any] = {
        "person": person, "owner": owner, "area": "E09000099", "opened_at": datetime(closed - 1, 5, 4, tzinfo=UTC),
        "closed_at": datetime(closed, 5, 4, tzinfo=UTC), "closing_ground": Ground.REVIEW,
    }  # fmt: skip
    case = Case(**(told | changed))
    case.save()
    return case


def plant_around(steps: Steps, world: Loaded) -> None:
    """One record of each kind, around the case of Katherine Dunmore; and some of the restricted one of Zofia Nowak."""
    users, case, hidden = world.users, world.cases["Dunmore"], world.cases["Nowak"]
    nurse, custodian, lead = users["nurse"], users["custodian"], users["data_protection_lead"]
    with watching("test.plant", Actor()):
        person = a_person_of_concern(case, nurse)
        unknown = {"kind": LinkKind.UNKNOWN, "review_on": date(2030, 1, 2)}
        place = a_place(case, nurse, **unknown)
        link = place.links.all()[0]
        link_to(person, place, by=nurse, **KNOWN)
        disruption = Disruption(
            context=place, kind="visit", authority="Riverside council", begins=date(2026, 3, 9), recorded_by=nurse
        )
        disruption.save()
        episode = an_episode(case, nurse)
        PreventionSession(
            held_on=date(2026, 2, 3), audience="children", setting="school", authority="Riverside", reach=30,
            recorded_by=nurse,
        ).save()  # fmt: skip
        told = {"what": "That she is safe", "why": "Her aunt cares for her", "basis": "safeguarding"}
        disclosure = ask(case, recipient="Her aunt", by=nurse, **told)
        transfer = propose(case, users["other_area"], "She moves there", by=users["social_worker"])
        held, due = hold(case, "A claim", by=nurse), an_old_case(users["social_worker"])
        disposal = ask_for_disposal(an_old_case(users["social_worker"]), "The schedule says so", by=lead)
        hidden_place = a_place(hidden, custodian, **unknown)
        steps.restricted |= {
            "context": hidden_place.pk, "link": hidden_place.links.all()[0].pk,
            "episode": an_episode(hidden, custodian).pk, "hold": hold(hidden, "A claim", by=custodian).pk,
            "disclosure": ask(hidden, recipient="Her aunt", by=custodian, **told).pk,
        }  # fmt: skip
        steps.draft(nurse, "context", "contexts:", "kind", case.pk)
        steps.draft(nurse, "context_link", "contexts:link_", "reference", place.pk)
        steps.draft(nurse, "disruption", "contexts:disruption_", "what", place.pk)
        steps.draft(nurse, "missing", "missing:", "last-seen", case.pk)
        steps.draft(nurse, "interview", "missing:interview_", "step", episode.pk)
        steps.draft(nurse, "prevention", "prevention:", "when", None)
        steps.draft(nurse, "disclosure", "disclosures:", "recipient", case.pk)
    steps.arguments |= {
        "context": place.pk, "link": link.pk, "disruption": disruption.pk, "episode": episode.pk,
        "disclosure": disclosure.pk, "transfer": transfer.pk, "hold": held.pk, "closed": due.pk,
        "disposal": disposal.pk,
    }  # fmt: skip
    steps.entitled |= {
        "context": (nurse,), "link": (nurse,), "disruption": (nurse,), "episode": (nurse,), "disclosure": (nurse,),
        "transfer": (users["other_area"],), "hold": (lead,), "closed": (lead,), "disposal": (users["chair"],),
        "disclosures:decide": (lead,),
    }  # fmt: skip
