"""What holds of the whole of the casework, whichever app is added: read from the models and the source."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command

from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.people.merging import moving_models

CASEWORK = Path(__file__).resolve().parent.parent
OWN = [model for model in apps.get_models() if model.__module__.startswith("lanthorn.casework")]
# The purposes for which the program reads records that a user may not see. Each new one is argued for here.
PURPOSES = {
    "matching",  # whom a referral could be about, at the front door; identities only, never restricted ones
    "search",  # the names and phones behind a search; what is shown of them is asked for again with visible_to
    "emergency access",  # the one case whose reference was given, never a restricted one
    "merge", "split",  # the rows that move with a person, by somebody who may see both
    "stages",  # whether rows exist that put a case at a stage, for somebody who sees the case
    "no further action",  # the referrers of a case that has just been closed, who are told the reason
    "reason told to the referrer",  # the reason alone, of an unrestricted case, for whoever made the referral
    "second scoring",  # the referrals of a case that was drawn, for its blind second scorer; never a restricted one
    "chasing returns",  # which agencies have not answered; who is told sees no name before opening the request
    "returns given",  # whether an agency asked about a case of an agenda sent its return, for the meeting
    "agencies that attended",  # the names of the agencies at a meeting, for whoever records who dissents
    "child of a request",  # the child's identity, for somebody who may see the request to their agency
    "retention class",  # the class that a closure names, for the schedule
    "agreement of screenings",  # numbers over all screenings scored twice, nothing of any one case
    "agenda",  # what the agenda builds itself from; its lines show a reference, never a name; no restricted case
    "protected addresses kept out of packs",  # the texts that must not stand in a pack, to search it for them
    "actions of a membership",  # whether an open action still rests on a membership that was given for one
    "chasing",  # which actions are due and which cases quiet; who is told sees a reference, never a name
    "caseload",  # what a leaver has in hand, shown to their contact point as numbers; no restricted case
    "interviews of episodes shown",  # what was done about the interviews of episodes already narrowed
    "transfer",  # the memberships of whoever led the case before, which end as it is accepted
    "accountable areas",  # the codes of the areas of a case, for somebody who sees the case
    "leaving an agency",  # the memberships of somebody who moves to another agency, which end; none is shown
    "mentions",  # texts that name a child whose case is disposed of, for its reviewer; of a restricted case never
    "sweeping",  # drafts never sent for so long that they are emptied; nothing of them is shown
    "taking a list in",  # which records of a list are known here, and what was decided about them; none of it is shown
    "records of a child found",  # the records of a child on a list, kept with the person found to be that child
    "decisions given back",  # what was decided about children on lists; no name, and nothing of a restricted case
    "protected addresses in answers",  # to search an answer for those that must not stand in it; nothing is shown
    "joining",  # whether one of two persons has a restricted case, by whoever sees both; nothing of it is shown
    "restriction",  # the other cases of a child and their circles, restricted together; only names of colleagues shown
    "retention",  # which closed cases are due, by reference and day, for those who keep the schedule
    "records for the profile",  # rows of no restricted case, without names, noted as disclosed one by one
    "names of persons shown",  # the names of persons that the same query has already narrowed
}  # fmt: skip
SOURCES = [file for file in CASEWORK.rglob("*.py") if "tests" not in file.parts and file.name != "conftest.py"]


@pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)
def test_every_table_and_every_field_says_what_it_is(model: type[Protected]) -> None:
    assert model._meta.db_table_comment
    for field in model._meta.local_concrete_fields:
        assert field.db_comment, f"{model.__name__}.{field.name} has no db_comment"


@pytest.mark.parametrize("model", [one for one in OWN if issubclass(one, Protected)], ids=lambda model: model.__name__)
def test_every_protected_record_says_who_may_see_it(model: type[Protected]) -> None:
    queryset = model._default_manager.all()
    assert isinstance(queryset, ProtectedQuerySet)
    assert type(queryset).visible_to is not ProtectedQuerySet.visible_to


def test_records_are_read_past_visible_to_for_the_listed_purposes_only() -> None:
    used = {purpose for file in SOURCES for purpose in re.findall(r'for_purpose\(\s*"([^"]+)"', file.read_text())}
    assert used == PURPOSES
    dynamic = [file for file in SOURCES if re.search(r"for_purpose\((?!\s*\"|self)", file.read_text())]
    assert dynamic == []


def test_only_the_base_and_a_few_named_places_go_round_the_manager() -> None:
    """`_base_manager` knows no visible_to: it may stand only where what it gives is never shown by itself."""
    users = {str(file.relative_to(CASEWORK)) for file in SOURCES if "_base_manager" in file.read_text()}
    assert users == {
        "access/protected.py",
        "cases/models/grant.py",
        "cases/models/emergency.py",
        "retention/erasing.py",
    }


def test_all_that_belongs_to_a_person_moves_with_a_merge() -> None:
    assert {model.__name__ for model in moving_models()} >= {"Name", "Address", "Phone", "Identifier", "Case"}


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_checks_find_nothing() -> None:
    assert run_checks() == []


def test_no_template_turns_escaping_off_for_what_somebody_typed() -> None:
    """`safe` is used for help texts, which are written in the program."""
    for file in CASEWORK.rglob("*.html"):
        found = re.findall(r"\{\{\s*([^}]*\|\s*safe[^}]*)\}\}|autoescape off", file.read_text())
        assert [one for one in found if one.strip() != "field.help_text|safe"] == [], file.name


def test_no_page_brings_script_or_style_of_its_own() -> None:
    """JSON in a page is data, which no browser runs."""
    script = r"<script(?![^>]*(?:src=|type=\"application/json\"))"
    for file in CASEWORK.rglob("*.html"):
        text = file.read_text()
        assert not re.search(rf"<style|\sstyle=|\son[a-z]+=|{script}", text), file.name


def test_neither_crown_nor_crest_nor_the_governments_font_is_used() -> None:
    for file in [*CASEWORK.rglob("*.css"), *CASEWORK.rglob("*.html"), *CASEWORK.rglob("*.svg")]:
        assert not re.search(r"crown|crest|GDS Transport|govuk-logo", file.read_text(), re.IGNORECASE), file.name
