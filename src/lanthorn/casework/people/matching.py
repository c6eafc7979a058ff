"""Which persons a referral could be about: candidates, each with its reasons. A human chooses.

Given what was told of a person; gives candidates in order of how much speaks for each. The reasons are data
(data/match_reasons.toml), counted and shown; they are no probability.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from django.db.models import Count, Q

from lanthorn.casework.people.models import Identifier, Name, NameTrigram, Person, PersonQuerySet, Phone
from lanthorn.casework.people.spelling import digits_of, plain, similarity, sound, trigrams


@dataclass(frozen=True)
class Told:
    """What was told of a person; whatever is not known is empty."""

    forename: str = ""
    surname: str = ""
    birth_year: int | None = None
    birth_month: int | None = None
    birth_day: int | None = None
    phone: str = ""
    identifier: str = ""


@dataclass(frozen=True)
class Candidate:
    """A person who could be meant, and why."""

    person_id: UUID
    reasons: tuple[str, ...]
    weight: int


@dataclass(frozen=True)
class _Rules:
    weights: dict[str, int]
    sentences: dict[str, str]
    least_similarity: float
    most_candidates: int


@cache
def _rules() -> _Rules:
    data = tomllib.loads((Path(__file__).parent / "data" / "match_reasons.toml").read_text(encoding="utf-8"))
    return _Rules(
        {name: row["weight"] for name, row in data["reason"].items()},
        {name: row["sentence"] for name, row in data["reason"].items()},
        data["least_similarity"],
        data["most_candidates"],
    )


def candidates(told: Told, within: PersonQuerySet) -> list[Candidate]:
    """The persons among `within` who could be meant, those with most speaking for them first."""
    rules = _rules()
    found = _names_alike(told, within)
    persons = within.filter(pk__in=_pool(told, found, within)).prefetch_related(None)
    names: dict[UUID, list[Name]] = {}
    pool = list(persons)
    for name in Name.objects.for_purpose("matching").filter(person__in=pool):
        names.setdefault(name.person_id, []).append(name)
    phones = _holders(Phone.objects.for_purpose("matching").filter(digits=digits_of(told.phone)), told.phone)
    numbers = _holders(Identifier.objects.for_purpose("matching").filter(value=told.identifier), told.identifier)
    listed = []
    for person in pool:
        reasons = [*_reasons_of_names(told, names.get(person.pk, [])), *_reasons_of_birth(told, person)]
        reasons += ["phone"] if person.pk in phones else []
        reasons += ["identifier"] if person.pk in numbers else []
        weight = sum(rules.weights[reason] for reason in reasons)
        if weight > 0:
            listed.append(Candidate(person.pk, tuple(rules.sentences[reason] for reason in reasons), weight))
    return sorted(listed, key=lambda one: (-one.weight, str(one.person_id)))[: rules.most_candidates]


def _pool(told: Told, alike: Iterable[UUID], within: PersonQuerySet) -> set[UUID]:
    pool = set(alike)
    if told.phone:
        pool |= _holders(Phone.objects.for_purpose("matching").filter(digits=digits_of(told.phone)), told.phone)
    if told.identifier:
        pool |= _holders(Identifier.objects.for_purpose("matching").filter(value=told.identifier), told.identifier)
    return pool


def _names_alike(told: Told, within: PersonQuerySet) -> set[UUID]:
    """By sound of both names, by sound of either with the date of birth, and by trigrams of the whole name."""
    rules = _rules()
    forename, surname = sound(told.forename), sound(told.surname)
    sounds = Q()
    if surname and forename:
        sounds = Q(surname_sound=surname, forename_sound=forename) | Q(surname_sound=forename, forename_sound=surname)
    elif surname or forename:
        sounds = Q(surname_sound=surname or forename) | Q(forename_sound=forename or surname)
    names = Name.objects.for_purpose("matching").filter(person__in=within.values("pk"))
    most = rules.most_candidates * 5
    found: set[UUID] = set()
    if sounds:
        found = set(names.filter(sounds).values_list("person_id", flat=True)[:most])
    if told.birth_year and (surname or forename):
        born = {f"person__{part}": getattr(told, part) for part in ("birth_year", "birth_month", "birth_day")}
        known = {part: value for part, value in born.items() if value}
        either = Q(surname_sound__in=[surname, forename]) | Q(forename_sound__in=[surname, forename])
        found |= set(names.filter(either, **known).values_list("person_id", flat=True)[:most])
    letters = trigrams(f"{told.forename} {told.surname}")
    if letters:
        shared = (
            NameTrigram.objects.filter(trigram__in=letters, name__person__in=within.values("pk"))
            .values("name__person_id", "name_id")
            .annotate(shared=Count("id"))
            .filter(shared__gte=max(2, round(len(letters) * rules.least_similarity)))
            .order_by("-shared")
        )
        found |= {row["name__person_id"] for row in shared[:most]}
    return found


def _holders(rows: Iterable[Phone | Identifier], asked: str) -> set[UUID]:
    return {row.person_id for row in rows} if asked else set()


def _reasons_of_names(told: Told, names: list[Name]) -> list[str]:
    best: list[str] = []
    for name in names:
        reasons = []
        for which, theirs in (("forename", name.forename), ("surname", name.surname)):
            asked = getattr(told, which)
            if not asked or not theirs:
                continue
            if plain(asked) == plain(theirs):
                reasons.append(f"{which}_same")
            elif sound(asked) == sound(theirs):
                reasons.append(f"{which}_sounds")
            elif similarity(asked, theirs) >= _rules().least_similarity:
                reasons.append(f"{which}_written")
        if not reasons and told.forename and told.surname and name.forename and name.surname:
            crossed = (sound(told.forename), sound(told.surname)) == (sound(name.surname), sound(name.forename))
            reasons += ["names_swapped"] if crossed else []
        if reasons and name.kind != "name":
            reasons.append("alias")
        best = max(best, reasons, key=lambda listed: sum(_rules().weights[reason] for reason in listed))
    return best


def _reasons_of_birth(told: Told, person: Person) -> list[str]:
    pairs = [
        (told.birth_year, person.birth_year),
        (told.birth_month, person.birth_month),
        (told.birth_day, person.birth_day),
    ]
    known = [(asked, theirs) for asked, theirs in pairs if asked and theirs]
    if not known:
        return []
    if all(asked == theirs for asked, theirs in known):
        return ["birth_same" if len(known) == len(pairs) else "birth_part"]
    whole = len(known) == len(pairs)
    if whole and pairs[0][0] == pairs[0][1] and (pairs[1][0], pairs[2][0]) == (pairs[2][1], pairs[1][1]):
        return ["birth_swapped"]
    if whole and sum(asked == theirs for asked, theirs in known) == len(pairs) - 1:
        return ["birth_near"]
    return ["birth_other"]
