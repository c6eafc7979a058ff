"""From a finished draft to a referral at the front door; its acknowledgement; and its match to a person."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanthorn.casework.access.models import Role, User
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.circle import let_in
from lanthorn.casework.cases.models import AccessGrant, Basis, Case
from lanthorn.casework.journeys.journey import Answers, Journey
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.people.matching import Candidate, Told, candidates
from lanthorn.casework.people.models import Address, Name, NameKind, Person, Phone
from lanthorn.casework.referrals.models import PersonMatch, Referral
from lanthorn.casework.referrals.questions import QUESTIONS
from lanthorn.errors import LanthornError


class MatchRefusedError(LanthornError):
    """A match that cannot be made or undone."""


def send(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Keep the referral, tell the front door, and give the address of the page that says so."""
    return reverse("referrals:sent", args=[keep(request.user, answers).pk])


def keep(user: Any, answers: Answers) -> Referral:
    """Keep a referral by its answers, and tell the front door."""
    year, month, day = answers["birth"]
    kept = {name: value for name, value in answers.items() if name not in {"birth", "danger"}}
    referral = Referral(
        referrer=user,
        agency=user.agency,
        immediate_danger=answers["danger"] == "yes",
        birth_year=year,
        birth_month=month,
        birth_day=day,
        **kept,
    )
    current_watch().because("A concern about a child", lawful_basis="safeguarding")
    referral.save()
    for told in front_door_of(user):
        tell(told, NoticeKind.REFERRAL_RECEIVED, page="referrals:page", about=referral.pk)
    return referral


def front_door_of(sender: Any) -> list[User]:
    """Those at the front door, but the sender."""
    now = timezone.now()
    return list(
        User.objects.filter(
            is_active=True,
            role_holdings__role=Role.FRONT_DOOR,
            role_holdings__begins__lte=now,
            role_holdings__ends=None,
        )
        .exclude(pk=sender.pk)
        .distinct()
    )


def acknowledge(referral: Referral, *, by: Any) -> None:
    """Say to the referrer that it was read. Once."""
    if referral.acknowledged_at:
        return
    referral.acknowledged_at, referral.acknowledged_by = timezone.now(), by
    referral.save()
    tell(referral.referrer, NoticeKind.REFERRAL_ACKNOWLEDGED, page="referrals:page", about=referral.pk)


def told_of(referral: Referral) -> Told:
    """What the referral tells of the child, for matching."""
    return Told(
        forename=referral.forename,
        surname=referral.surname,
        birth_year=referral.birth_year,
        birth_month=referral.birth_month,
        birth_day=referral.birth_day,
        phone=referral.phone,
    )


def candidates_for(referral: Referral) -> list[Candidate]:
    """Whom it could be about. A child with a restricted case is never among them: that would show that it exists."""
    restricted = Case.objects.for_purpose("matching").filter(restricted=True).values("person")
    within = Person.objects.for_purpose("matching").filter(merged_into=None).exclude(pk__in=restricted)
    return candidates(told_of(referral), within)


def match(referral: Referral, person: Person | None, *, by: Any) -> Case:
    """Match to a person, or to a new one where None; join their open case or open one. Gives the case.

    Raises MatchRefusedError where the referral is matched already.
    """
    if referral.case_id:
        raise MatchRefusedError("This referral was matched already.")
    offered = [{"person": str(one.person_id), "reasons": list(one.reasons)} for one in candidates_for(referral)]
    made_new = person is None
    chosen = _new_person(referral) if person is None else person
    PersonMatch(referral=referral, person=chosen, made_new=made_new, candidates=offered, by=by).save()
    case = Case.objects.for_purpose("matching").filter(person=chosen, closed_at=None, restricted=False).first()
    if case is None:
        earlier = Case.objects.for_purpose("matching").filter(person=chosen, restricted=False).order_by("-opened_at")
        case = Case(person=chosen, owner=by, area=by.agency.area, follows=earlier.first())
        case.save()
        let_in(case, by, Basis.OWNER, "Matched the referral that opened the case", by=None)
    referral.case = case
    referral.save()
    acknowledge(referral, by=by)
    if not AccessGrant.held_by(referral.referrer).filter(case=case).exists():
        let_in(case, referral.referrer, Basis.REFERRER, "Made the referral", by=None)
    if not AccessGrant.held_by(by).filter(case=case).exists():
        let_in(case, by, Basis.WORKER, "Matched a further referral to the case", by=None)
    return case


def undo_match(matched: PersonMatch, *, by: Any) -> None:
    """Take the referral out of the case again. The person and the case stay; nothing is deleted.

    Raises MatchRefusedError where it was undone before.
    """
    if matched.undone_at:
        raise MatchRefusedError("This match was undone before.")
    matched.undone_by, matched.undone_at = by, timezone.now()
    matched.save()
    referral = matched.referral
    referral.case = None
    referral.save()


def _new_person(referral: Referral) -> Person:
    person = Person(
        birth_year=referral.birth_year,
        birth_month=referral.birth_month,
        birth_day=referral.birth_day,
        sex=referral.sex,
    )
    person.save()
    source = f"Referral by {referral.agency.name}"
    if referral.forename or referral.surname:
        Name(person=person, forename=referral.forename, surname=referral.surname, source=source).save()
    for alias in filter(None, (part.strip() for part in referral.also_known_as.split(","))):
        Name(person=person, kind=NameKind.ALIAS, forename=alias, source=source).save()
    if referral.phone:
        Phone(person=person, digits=referral.phone, source=source).save()
    if referral.address_lines or referral.postcode:
        Address(
            person=person,
            lines=referral.address_lines,
            postcode=referral.postcode,
            protected=referral.address_protected,
            source=source,
        ).save()
    return person


REFERRAL = Journey(
    name="referral",
    title="Make a referral",
    questions=QUESTIONS,
    send=send,
    send_button="Send the referral",
    start_template="referrals/start.html",
    stop_template="referrals/stop.html",
)
