"""Disposal: two other people agree, nothing held goes, nothing is left, and the chain of the audit stays whole."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import ForeignKey
from django.test import Client
from django.utils import timezone

from lanthorn.casework.access.protected import Protected
from lanthorn.casework.audit.chain import verify
from lanthorn.casework.audit.models import AuditEvent, EventSubject, SubjectKey
from lanthorn.casework.audit.sealing import Subject, token_if_known
from lanthorn.casework.cases.circle import let_in
from lanthorn.casework.cases.models import Basis, Case
from lanthorn.casework.contexts.models import Context
from lanthorn.casework.contexts.recording import link_to
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.disclosures.deciding import ask
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.missing.models import MissingEpisode
from lanthorn.casework.people.models import Name, Person
from lanthorn.casework.retention.disposing import (
    DisposalRefusedError,
    agree,
    ask_for_disposal,
    decide_on_mentions,
    found_mentions,
    hold,
    lift,
    refuse,
)
from lanthorn.casework.retention.due import due_cases
from lanthorn.casework.retention.models import Disposal, LegalHold, Stub
from lanthorn.casework.tests.planted_around import KNOWN, a_person_of_concern, a_place, an_episode, an_old_case
from lanthorn.casework.tests.planted_referral import a_referral

As = Callable[..., Client]
Watched = Callable[[], Any]
AGREED = {"agreed": "yes", "reason": ""}


@pytest.fixture
def old(world: Loaded, watched: Watched) -> Case:
    """A case closed long ago, with something of every kind around it."""
    owner = world.users["social_worker"]
    with watched():
        case = an_old_case(owner)
        let_in(case, owner, Basis.OWNER, "Leads the case", by=None)
        a_referral(world.users["nurse"], case=case)
        a_place(case, owner)
        a_person_of_concern(case, owner)
        an_episode(case, owner)
        ask(case, recipient="A court", what="A letter", why="An order", basis="court", by=world.users["nurse"])
        Draft(user=owner, journey="missing", about=case.pk, answers={"source": {"source": ["Her aunt"]}}).save()
    return case


@pytest.fixture
def asked(world: Loaded, watched: Watched, old: Case) -> Disposal:
    with watched():
        return ask_for_disposal(old, "The schedule says so", by=world.users["data_protection_lead"])


def look_through(asked: Disposal, user: Any, watched: Watched) -> None:
    """As a reviewer who finds that no text of another record means this child."""
    with watched():
        disposal = Disposal.objects.for_purpose("test").get(pk=asked.pk)
        decide_on_mentions(disposal, found_mentions(disposal, user), [], by=user)


def dispose(asked: Disposal, world: Loaded, watched: Watched) -> None:
    look_through(asked, world.users["chair"], watched)
    for key in ("chair", "custodian"):
        with watched():
            agree(Disposal.objects.for_purpose("test").get(pk=asked.pk), by=world.users[key])


def test_the_two_reviewers_are_different_people_and_neither_asked_for_it(
    world: Loaded, as_user: As, watched: Watched, asked: Disposal
) -> None:
    page = f"/retention/disposals/{asked.pk}/review"
    assert as_user("data_protection_lead", again=True).post(page, AGREED).status_code == 403
    assert as_user("chair", again=True).post(page, AGREED).status_code == 302
    assert as_user("chair", again=True).post(page, AGREED).status_code == 403
    with watched():
        waiting = Disposal.objects.for_purpose("test").get(pk=asked.pk)
        assert waiting.disposed_at is None, "one is not enough"
        for key, words in (("data_protection_lead", "asked for"), ("chair", "agreed before")):
            with pytest.raises(DisposalRefusedError, match=words):
                agree(waiting, by=world.users[key])
    assert as_user("custodian", again=True).post(page.replace("review", "texts")).status_code == 302
    assert as_user("custodian", again=True).post(page, AGREED).status_code == 302
    assert not Case._base_manager.filter(pk=asked.about).exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("data_protection_lead", None),
        ("chair", "data_protection_lead"),
        ("chair", "chair"),
        (None, "chair"),
    ],
)
def test_the_database_refuses_such_reviewers_too(
    world: Loaded, watched: Watched, asked: Disposal, first: str | None, second: str | None
) -> None:
    with watched():
        asked.first_by = world.users[first] if first else None
        asked.second_by = world.users[second] if second else None
        with pytest.raises(IntegrityError), transaction.atomic():
            asked.save()


def test_a_held_record_is_not_disposed_of_even_when_it_is_held_between_the_reviews(
    world: Loaded, watched: Watched, old: Case, asked: Disposal
) -> None:
    with watched():
        agree(asked, by=world.users["chair"])
        placed = hold(old, "A claim", by=world.users["social_worker"])
        with pytest.raises(DisposalRefusedError, match="held"):
            agree(asked, by=world.users["custodian"])
        assert Case.objects.for_purpose("test").filter(pk=old.pk).exists()
    with watched():
        with pytest.raises(DisposalRefusedError, match="their own hold"):
            lift(placed, "Over", by=world.users["social_worker"])
        lift(placed, "The claim is over", by=world.users["data_protection_lead"])
    look_through(asked, world.users["custodian"], watched)
    with watched():
        agree(Disposal.objects.for_purpose("test").get(pk=asked.pk), by=world.users["custodian"])
    assert not LegalHold._base_manager.filter(case=old.pk).exists()


def test_a_held_case_is_neither_listed_as_due_nor_asked_for(world: Loaded, watched: Watched, old: Case) -> None:
    with watched():
        assert [one.id for one in due_cases()] == [old.pk]
        hold(old, "A claim", by=world.users["social_worker"])
        assert due_cases() == []
        with pytest.raises(DisposalRefusedError, match="held"):
            ask_for_disposal(old, "Why not", by=world.users["data_protection_lead"])


def test_every_page_of_what_was_disposed_of_answers_410_and_says_nothing_of_it(
    world: Loaded, as_user: As, watched: Watched, old: Case, asked: Disposal
) -> None:
    place, episode = Context._base_manager.filter(kind="place").get(), MissingEpisode._base_manager.get(case=old.pk)
    pages = [f"/cases/{old.pk}{rest}" for rest in ("", "/looked", "/timeline", "/missing", "/contexts", "/hold")]
    pages += [f"/contexts/{place.pk}", f"/missing/{episode.pk}/returned"]
    client = as_user("social_worker")
    assert {client.get(page).status_code for page in pages} == {200}
    dispose(asked, world, watched)
    for page in pages:
        for method in (client.get, client.post):
            response = method(page)
            assert response.status_code == 410, page
            assert "was disposed of" in response.content.decode()
    assert Client().get(pages[0]).status_code == 302, "who is not signed in learns nothing"
    for page in ("/", "/contexts", "/disclosures", "/referrals"):
        shown = client.get(page).content.decode()
        assert not any(words in shown for words in ("Ashby", old.reference, "Dockside Cars", "A court"))
    assert "Ashby" not in client.post("/search", {"surname": "Ashby"}).content.decode().replace('value="Ashby"', "")


def test_the_chain_stays_whole_and_nobody_can_say_any_more_whom_its_events_concerned(
    world: Loaded, watched: Watched, old: Case, asked: Disposal
) -> None:
    case, person = Subject("case", old.pk), Subject("person", old.person_id)
    token = token_if_known(case)
    before = EventSubject.objects.filter(token=token).count()
    assert before
    dispose(asked, world, watched)
    assert token_if_known(case) is None
    assert token_if_known(person) is None
    assert EventSubject.objects.filter(token=token).count() > before, "the events stay; the erasure is the last"
    assert bytes(SubjectKey.objects.get(subject_id=old.pk).wrapped) == b""
    assert AuditEvent.objects.filter(operation="erasure").count() == 1
    assert verify().faults == ()


def test_no_row_is_left_in_any_table(world: Loaded, watched: Watched, old: Case, asked: Disposal) -> None:
    dispose(asked, world, watched)
    gone = set(Stub.objects.values_list("record_id", flat=True))
    assert {old.pk, old.person_id} < gone
    connection.check_constraints()
    for model in apps.get_models():
        if not model.__module__.startswith("lanthorn.casework") or model in {Disposal, Stub, SubjectKey}:
            continue
        for field in model._meta.concrete_fields:
            target: Any = field.target_field if isinstance(field, ForeignKey) else field
            if target.get_internal_type() == "UUIDField":
                assert not model._base_manager.filter(**{f"{field.attname}__in": gone}).exists(), field
    assert not Name._base_manager.filter(surname="Ashby").exists()
    assert not Draft._base_manager.filter(about=old.pk).exists()
    assert not Context._base_manager.exists(), "what only this case led to goes with it"


def test_the_certificate_names_the_reviewers_and_what_was_destroyed_and_no_child(
    world: Loaded, as_user: As, watched: Watched, asked: Disposal
) -> None:
    dispose(asked, world, watched)
    page = as_user("data_protection_lead").get(f"/retention/disposals/{asked.pk}").content.decode()
    for words in ("Certificate of disposal", "Margaret Osei", "Imran Sheikh", "Catherine Poole", "referral: 1"):
        assert words in page
    assert "Ashby" not in page
    assert Stub.objects.filter(disposal=asked, kind="case").count() == 1


def test_what_another_case_leads_to_stays_and_so_does_a_child_with_another_case(
    world: Loaded, watched: Watched, old: Case, asked: Disposal
) -> None:
    owner = world.users["social_worker"]
    with watched():
        shared = Context.objects.for_purpose("test").get(kind="place")
        link_to(shared, world.cases["Karim"], by=owner, **KNOWN)
        later = an_old_case(owner, person=Person.objects.for_purpose("test").get(pk=old.person_id), follows=old)
    dispose(asked, world, watched)
    assert Context._base_manager.filter(pk=shared.pk).exists()
    assert not Context._base_manager.filter(kind="person").exists()
    assert Person._base_manager.filter(pk=old.person_id).exists()
    assert token_if_known(Subject("person", old.person_id)) is not None
    assert Case._base_manager.get(pk=later.pk).follows_id is None
    assert Context._base_manager.get(pk=shared.pk).links.count() == 1


def test_a_refused_disposal_leaves_everything(world: Loaded, watched: Watched, old: Case, asked: Disposal) -> None:
    with watched():
        refuse(asked, "A claim may come", by=world.users["chair"])
        with pytest.raises(DisposalRefusedError, match="decided before"):
            agree(asked, by=world.users["custodian"])
        assert [one.id for one in due_cases()] == [old.pk], "it can be asked for again"


def test_an_open_case_and_one_not_due_yet_are_refused(world: Loaded, watched: Watched, old: Case) -> None:
    owner, lead = world.users["social_worker"], world.users["data_protection_lead"]
    with watched():
        with pytest.raises(DisposalRefusedError, match="open case"):
            ask_for_disposal(world.cases["Karim"], "Why not", by=lead)
        with pytest.raises(DisposalRefusedError, match="keeps it until"):
            ask_for_disposal(an_old_case(owner, closed=timezone.localdate().year - 1), "Why not", by=lead)
        person = Person.objects.for_purpose("test").get(pk=old.person_id)
        an_old_case(owner, person=person, closed_at=None, closing_ground="")
        assert due_cases() == []
        with pytest.raises(DisposalRefusedError, match="open case"):
            ask_for_disposal(old, "Why not", by=lead)


def test_a_restricted_case_is_not_listed_and_its_stub_keeps_silent(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    with watched():
        case = an_old_case(world.users["custodian"], restricted=True)
        assert due_cases() == []
        asked = ask_for_disposal(case, "The schedule says so", by=world.users["custodian"])
    assert case.reference not in as_user("chair").get("/retention").content.decode()
    assert as_user("chair").get(f"/retention/disposals/{asked.pk}").status_code == 404
    look_through(asked, world.users["chair"], watched)
    for key in ("chair", "data_protection_lead"):
        with watched():
            agree(Disposal.objects.for_purpose("test").get(pk=asked.pk), by=world.users[key])
    assert as_user("social_worker").get(f"/cases/{case.pk}").status_code == 404


def test_a_disposed_restricted_case_says_so_to_those_who_could_see_it_and_to_nobody_else(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    owner = world.users["custodian"]
    with watched():
        case = an_old_case(owner, restricted=True)
        let_in(case, owner, Basis.OWNER, "Leads the case", by=None)
        asked = ask_for_disposal(case, "The schedule says so", by=owner)
    page = f"/cases/{case.pk}"
    assert as_user("custodian").get(page).status_code == 200
    look_through(asked, world.users["chair"], watched)
    for key in ("chair", "data_protection_lead"):
        with watched():
            agree(Disposal.objects.for_purpose("test").get(pk=asked.pk), by=world.users[key])
    assert as_user("custodian").get(page).status_code == 410
    nowhere = as_user("social_worker").get(f"/cases/{uuid4()}")
    hidden = as_user("social_worker").get(page)
    assert hidden.status_code == nowhere.status_code == 404
    assert _text(hidden) == _text(nowhere)


def _text(response: Any) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", response.content.decode())


def test_identifiers_of_stubs_are_those_of_protected_records(world: Loaded, watched: Watched, asked: Disposal) -> None:
    dispose(asked, world, watched)
    names = {model._meta.model_name for model in apps.get_models() if issubclass(model, Protected)}
    stubs = list(Stub.objects.exclude(kind="notice"))
    assert {stub.kind for stub in stubs} <= names
    assert all(isinstance(stub.record_id, UUID) for stub in stubs)
