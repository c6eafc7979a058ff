"""Put the made-up partnership of data/people.toml into the database, once.

Gives the users by their key, and the password that all of them share, drawn anew and printed once. Refuses to run
where the settings are not those of a demonstration or of the tests.
"""

import secrets
import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from lanthorn.casework.access.models import Agency, RoleHolding, User
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import current_watch, watching
from lanthorn.casework.cases.circle import let_in
from lanthorn.casework.cases.models import Basis, Case
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.demonstration.around import add_around
from lanthorn.casework.demonstration.considering import add_considered
from lanthorn.casework.demonstration.panel import plan_the_panel
from lanthorn.casework.demonstration.steps import add_steps
from lanthorn.casework.demonstration.tomorrow import prepare_for_tomorrow
from lanthorn.casework.people.models import Address, Name, NameKind, Person, Phone
from lanthorn.errors import LanthornError

_PASSWORD_BYTES = 12
_REVIEW_IN_DAYS = 28


@dataclass(frozen=True)
class Loaded:
    """What was loaded: the users by key, the cases by the child's surname, the shared password."""

    users: dict[str, User]
    cases: dict[str, Case]
    password: str


def load(password: str = "") -> Loaded | None:
    """Load the made-up partnership; None where there are users already.

    Raises LanthornError outside a demonstration.
    """
    if not settings.DEMONSTRATION:
        raise LanthornError("Made-up people are loaded in a demonstration only.")
    if User.objects.exists():
        return None
    loaded = plant(password or secrets.token_urlsafe(_PASSWORD_BYTES))
    plan_the_panel(loaded.users, loaded.cases)
    cases = loaded.cases | add_steps(loaded.users, _case)
    contexts = add_around(loaded.users, cases)
    add_considered(loaded.users, cases)
    prepare_for_tomorrow(loaded.users, contexts)
    return loaded


def plant(password: str) -> Loaded:
    """Load it without asking whether this is a demonstration: for `load` and for the tests."""
    data = tomllib.loads((Path(__file__).parent / "data" / "people.toml").read_text(encoding="utf-8"))
    with watching("demonstration.load", Actor()):
        current_watch().because("Made-up people for a demonstration")
        for row in data["agency"]:
            Agency.objects.create(**row)
        users = {row["key"]: _user(row, password) for row in data["user"]}
        cases = {row["surname"]: _case(row, users) for row in data["child"]}
    return Loaded(users, cases, password)


def new_password(password: str = "") -> str:
    """Give every made-up user a new shared password, and return it. Raises LanthornError outside a demonstration."""
    if not settings.DEMONSTRATION:
        raise LanthornError("Passwords are shared in a demonstration only.")
    chosen = password or secrets.token_urlsafe(_PASSWORD_BYTES)
    for user in User.objects.filter(email__endswith=".example"):
        user.set_password(chosen)
        user.save()
    return chosen


def _user(row: dict[str, Any], password: str) -> User:
    user = User.objects.create_user(row["email"], password, name=row["name"], job=row["job"], agency_id=row["agency"])
    for role in row["roles"]:
        RoleHolding.objects.create(user=user, role=role)
    return user


def _case(row: dict[str, Any], users: dict[str, User]) -> Case:
    year, month, day = (part or None for part in row["born"])
    person = Person(birth_year=year, birth_month=month, birth_day=day, sex=row["sex"])
    person.save()
    Name(person=person, forename=row["forename"], surname=row["surname"], source="demonstration").save()
    for alias in row["aliases"]:
        Name(person=person, kind=NameKind.ALIAS, forename=alias, surname=row["surname"], source="demonstration").save()
    if row["phone"]:
        Phone(person=person, digits=row["phone"], source="demonstration").save()
    Address(
        person=person,
        lines=row["address"],
        postcode=row["postcode"],
        protected=row.get("protected", False),
        source="demonstration",
    ).save()
    owner = users[row["owner"]]
    review = working_days_after((timezone.now() + timedelta(days=_REVIEW_IN_DAYS)).date(), 0)
    case = Case(
        person=person, owner=owner, area="E09000099", next_review=review, restricted=row.get("restricted", False)
    )
    case.save()
    let_in(case, owner, Basis.OWNER, "Leads the case", by=None)
    for key in row["circle"]:
        let_in(case, users[key], Basis.WORKER, "Works with the child", by=None)
    return case
