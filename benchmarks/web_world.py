"""A large made-up casework in an empty database: 200,000 people, 20,000 cases and what belongs to them.

Given sizes; gives the people of the benchmark, each with what they have to open. Django must be set up before.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import connection, models
from django.utils import timezone
from faker import Faker

from lanthorn.casework.access.models import Agency, AgencyKind, Role, RoleHolding, User
from lanthorn.casework.cases.models import AccessGrant, Basis, Case
from lanthorn.casework.missing.models import MissingEpisode
from lanthorn.casework.panels.models import AgendaItem, Meeting, Seat
from lanthorn.casework.people.models import Name, Person, Phone
from lanthorn.casework.people.spelling import sound, trigrams
from lanthorn.casework.plans.models import Action, Aim
from lanthorn.casework.referrals.models import Referral

PASSWORD = "a password for the benchmark"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LOCALES = ["en_GB", "pl_PL", "en_IN", "tr_TR", "pt_PT", "yo_NG"]
ITEMS_A_MEETING = 20
CIRCLE = 3


@dataclass(frozen=True)
class Sizes:
    """How much there is."""

    people: int = 200_000
    cases: int = 20_000
    users: int = 400
    panels: int = 10
    visitors: int = 50


@dataclass
class Visitor:
    """Somebody who uses the casework in the benchmark, and what is theirs to open."""

    email: str
    cases: list[UUID] = field(default_factory=list)
    actions: list[UUID] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    meeting: UUID | None = None
    items: list[UUID] = field(default_factory=list)


@dataclass(frozen=True)
class World:
    """Who visits, and the cases with their children, which the audit is about."""

    visitors: list[Visitor]
    subjects: list[tuple[UUID, UUID]]
    users: list[UUID]


def build(sizes: Sizes, chance: random.Random) -> World:
    """Fill the database. Nothing is noted in the audit: it is made as a whole by `web_audit`."""
    users = _users(sizes)
    persons, names = _people(sizes, chance)
    cases = [_case(person, chance.choice(users)) for person in persons[: sizes.cases]]
    _keep(Case, cases)
    grants = [grant for case in cases for grant in _circle(case, users, chance)]
    _keep(AccessGrant, grants)
    _keep(Referral, (_referral(case, chance.choice(users)) for case in cases))
    _keep(MissingEpisode, (_missing(case, chance) for case in cases if chance.random() < 0.5))
    meetings = _meetings(sizes, users, cases, chance)
    actions = [_action(case, chance) for case in cases for _ in range(2)]
    _keep(Action, actions)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    visitors = _visitors(sizes, users, grants, actions, names, meetings)
    return World(visitors, [(case.pk, case.person_id) for case in cases], [user.pk for user in users])


def _keep(model: type[models.Model], rows: Iterable[Any], batch: int = 5000) -> None:
    waiting = iter(rows)
    while several := list(islice(waiting, batch)):
        model._base_manager.bulk_create(several)


def _users(sizes: Sizes) -> list[User]:
    agencies = [Agency(code=f"agency-{kind}", name=f"Agency of {kind}", kind=kind) for kind in AgencyKind.values]
    _keep(Agency, agencies)
    hashed = make_password(PASSWORD)
    users = [
        User(
            email=f"user{number}@agency.example", name=f"User {number}", password=hashed,
            agency=agencies[number % len(agencies)],
        )
        for number in range(sizes.users)
    ]  # fmt: skip
    _keep(User, users)
    roles = [RoleHolding(user=user, role=Role.PRACTITIONER) for user in users]
    roles += [RoleHolding(user=user, role=Role.CHAIR) for user in users[: sizes.panels]]
    roles += [RoleHolding(user=user, role=Role.MINUTE_TAKER) for user in users[sizes.panels : 2 * sizes.panels]]
    _keep(RoleHolding, roles)
    for user in users[: sizes.visitors]:
        TOTP.activate(user, SECRET)
    return users


def _people(sizes: Sizes, chance: random.Random) -> tuple[list[Person], dict[UUID, tuple[str, str]]]:
    """Persons with a name each, every tenth with an alias, every fourth with a telephone."""
    faker = Faker(LOCALES)
    faker.seed_instance(chance.randrange(2**32))
    forenames = [(name, sound(name)) for name in {faker.first_name() for _ in range(6000)}]
    surnames = [(name, sound(name)) for name in {faker.last_name() for _ in range(6000)}]
    persons = [
        Person(
            birth_year=chance.randint(1960, 2016), birth_month=chance.randint(1, 12), birth_day=chance.randint(1, 28)
        )
        for number in range(sizes.people)
    ]
    _keep(Person, persons)
    called: dict[UUID, tuple[str, str]] = {}

    def names() -> Iterator[Name]:
        for number, person in enumerate(persons):
            for kind in ("name", "alias") if number % 10 == 0 else ("name",):
                (forename, first), (surname, last) = chance.choice(forenames), chance.choice(surnames)
                called.setdefault(person.pk, (forename, surname))
                yield Name(
                    person=person, kind=kind, forename=forename, surname=surname, forename_sound=first,
                    surname_sound=last,
                )  # fmt: skip

    _keep(Name, names())
    _trigrams({name for name, _ in [*forenames, *surnames]})
    _keep(Phone, (Phone(person=person, digits=f"020{chance.randrange(10**8):08}") for person in persons[::4]))
    return persons, called


def _trigrams(names: set[str]) -> None:
    """By the database, from the trigrams of each single name: a whole name has those of both its parts."""
    with connection.cursor() as cursor:
        cursor.execute("create temporary table spelled (name text, trigram text)")
        with cursor.copy("copy spelled from stdin") as copying:
            for name in names:
                for letters in trigrams(name):
                    copying.write_row((name, letters))
        cursor.execute("create index on spelled (name)")
        cursor.execute("analyze spelled")
        cursor.execute(
            "insert into people_nametrigram (name_id, trigram) select distinct n.id, s.trigram from people_name n"
            " join spelled s on s.name = n.forename or s.name = n.surname"
        )


def _case(person: Person, owner: User) -> Case:
    today = timezone.localdate()
    return Case(person=person, owner=owner, area="E09000099", category="", next_review=today + timedelta(days=28))


def _circle(case: Case, users: list[User], chance: random.Random) -> Iterator[AccessGrant]:
    yield AccessGrant(case=case, user=case.owner, basis=Basis.OWNER, reason="Leads the case")
    for user in chance.sample(users, CIRCLE):
        if user.pk != case.owner_id:
            yield AccessGrant(case=case, user=user, basis=Basis.WORKER, reason="Works with the child")


def _referral(case: Case, by: User) -> Referral:
    now = timezone.now()
    return Referral(
        referrer=by, agency_id=by.agency_id, channel="seen", told_on=now.date(), known_before="yes", sex="unknown",
        seen="What was seen", online="unknown", child_told="yes", carer_told="yes", case=case, acknowledged_at=now,
        acknowledged_by=case.owner,
    )  # fmt: skip


def _missing(case: Case, chance: random.Random) -> MissingEpisode:
    seen = timezone.now() - timedelta(days=chance.randint(2, 400))
    return MissingEpisode(
        case=case, last_seen_at=seen, returned_at=seen + timedelta(hours=20), police_told=True, source="Police",
        recorded_by=case.owner,
    )  # fmt: skip


def _meetings(
    sizes: Sizes, users: list[User], cases: list[Case], chance: random.Random
) -> dict[UUID, tuple[Meeting, list[AgendaItem]]]:
    """A meeting of today for each panel, its agenda released: by minute taker."""
    today, now = timezone.localdate(), timezone.now()
    found = {}
    for chair, taker in zip(users[: sizes.panels], users[sizes.panels :], strict=False):
        meeting = Meeting(
            on=today, starts="14:00", place="Town hall", chair=chair, minute_taker=taker, pack_due=today,
            draft_due=today, sign_off_due=today, quorum_version="2018", released_at=now, released_by=chair,
        )  # fmt: skip
        _keep(Meeting, [meeting])
        seated = [chair, taker, *chance.sample(users[2 * sizes.panels :], 8)]
        until = now + timedelta(days=14)
        _keep(Seat, [Seat(meeting=meeting, user=one, expires_at=until) for one in seated])
        heard = chance.sample(cases, ITEMS_A_MEETING)
        items = [
            AgendaItem(
                meeting=meeting, place=place, kind="child", case=case, source="review", reason="A review is due",
                presenter=case.owner, released_at=now, released_by=chair,
            )
            for place, case in enumerate(heard, 1)
        ]  # fmt: skip
        _keep(AgendaItem, items)
        panel = [
            AccessGrant(case=case, user=one, basis=Basis.PANEL, reason="Sits on the panel", ends=until)
            for case in heard
            for one in seated
        ]
        _keep(AccessGrant, panel)
        found[taker.pk] = (meeting, items)
    return found


def _action(case: Case, chance: random.Random) -> Action:
    due = timezone.localdate() + timedelta(days=chance.randint(-5, 40))
    return Action(
        case=case, what="Visit the family and write down what they need", aim=Aim.CHILD, owner=case.owner,
        agency_id=case.owner.agency_id, due=due, set_by=case.owner,
    )  # fmt: skip


def _visitors(
    sizes: Sizes, users: list[User], grants: list[AccessGrant], actions: list[Action],
    names: dict[UUID, tuple[str, str]], meetings: dict[UUID, tuple[Meeting, list[AgendaItem]]],
) -> list[Visitor]:  # fmt: skip
    visitors = {user.pk: Visitor(user.email) for user in users[: sizes.visitors]}
    for grant in grants:
        if grant.user_id in visitors:
            visitors[grant.user_id].cases.append(grant.case_id)
            visitors[grant.user_id].names.append(names[grant.case.person_id])
    for action in actions:
        if action.owner_id in visitors:
            visitors[action.owner_id].actions.append(action.pk)
    for taker, (meeting, items) in meetings.items():
        if taker in visitors:
            visitors[taker].meeting, visitors[taker].items = meeting.pk, [item.pk for item in items]
    return list(visitors.values())
