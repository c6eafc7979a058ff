"""The record tables: what is in them, what never is, and that each row is noted as disclosed."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanthorn.casework.access.models import AgencyKind
from lanthorn.casework.api import reading
from lanthorn.casework.api.exports import EXPORTS
from lanthorn.casework.api.exports.base import pseudonym
from lanthorn.casework.api.tests.planting import a_token, machine
from lanthorn.casework.api.tokens import service_account
from lanthorn.casework.audit.models import AuditEvent, EventSubject
from lanthorn.casework.audit.sealing import Subject, token_if_known
from lanthorn.casework.closures.wording import choices
from lanthorn.casework.contexts import models as contexts
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.missing.models import FINISHING, StepKind
from lanthorn.casework.missing.recording import record_step
from lanthorn.casework.panels import models as panels
from lanthorn.casework.people.models import RECORD, Identifier
from lanthorn.casework.plans import models as plans
from lanthorn.casework.prevention import models as prevention
from lanthorn.casework.referrals.models import Channel
from lanthorn.casework.reviews import models as reviews
from lanthorn.casework.screening.models import Outcome
from lanthorn.casework.tests.planted_around import an_episode
from lanthorn.casework.tests.planted_referral import a_referral
from lanthorn.casework.tests.planting import plant_records
from lanthorn.records import CASEWORK
from lanthorn.vocabulary import codes

URL = "/api/v1/records/"


@pytest.fixture(autouse=True)
def _no_refusals_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def client(world: Loaded) -> Any:
    administrator = world.users["administrator"]
    text = a_token(service_account(administrator.agency), administrator, takes_records=True, purpose="The profile")[1]
    return machine(text)


def rows(client: Any, table: str) -> list[dict[str, Any]]:
    answer = client.get(URL + table)
    assert answer.status_code == 200
    assert answer.json()["next"] is None
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


def test_every_table_of_the_casework_is_given_field_by_field() -> None:
    assert [export.table for export in EXPORTS] == list(CASEWORK)
    for export in EXPORTS:
        assert [field.name for field in export.sheet.fields] == [field.name for field in export.table.fields]


def test_every_code_that_the_casework_can_write_is_in_the_record_tables_list() -> None:
    used = {
        "agency_kind": [kind for kind, _ in AgencyKind.of_practice()],
        "referral_channel": Channel.values, "screening_outcome": Outcome.values,
        "panel_subject": panels.SubjectKind.values, "presence": panels.Presence.values,
        "action_aim": plans.Aim.values, "action_state": plans.State.values, "child_voice": reviews.Heard.values,
        "review_follows": reviews.Follows.values, "interview_outcome": [kind.value for kind in FINISHING],
        "disruption_target": contexts.Kind.values, "disruption_kind": contexts.DisruptionKind.values,
        "disruption_outcome": contexts.Outcome.values, "session_audience": prevention.Audience.values,
        "session_setting": prevention.Setting.values, "closure_outcome": [code for code, _ in choices("outcome")],
        "link_kind": [kind for kind in contexts.LinkKind.values if kind != contexts.LinkKind.UNKNOWN],
    }  # fmt: skip
    for name, written in used.items():
        assert set(written) <= set(codes(name).by_code), name


def test_no_row_names_a_child_or_a_restricted_case(world: Loaded, client: Any) -> None:
    plant_records(world)
    given = json.dumps({table.name: rows(client, table.name) for table in CASEWORK})
    hidden = world.cases["Nowak"]
    for secret in ("Katherine", "Dunmore", "Karim", "Muhamad", "Nowak", "ZZ2 1RD", "07700", hidden.reference):
        assert secret not in given
    for case in world.cases.values():
        assert str(case.pk) not in given
        assert str(case.person_id) not in given
        assert (case.reference in given) is (case.pk != hidden.pk)


def test_what_is_linked_to_a_restricted_case_alone_is_not_given(world: Loaded, client: Any) -> None:
    planted = plant_records(world)
    targets = {row["context_reference"] for row in rows(client, "context_link") + rows(client, "disruption")}
    assert pseudonym("context", planted.arguments["context"]) in targets
    assert pseudonym("context", planted.restricted["context"]) not in targets


def test_a_referral_is_given_in_words_of_the_record_tables(
    world: Loaded, client: Any, watched: Callable[[], Any]
) -> None:
    case = world.cases["Dunmore"]
    with watched():
        sent = datetime(2026, 7, 1, 23, 30, 15, 400, tzinfo=UTC)  # half past midnight in London
        a_referral(world.users["nurse"], case=case, sent_at=sent, online="unknown")
    (row,) = rows(client, "referral")
    assert row == {
        "referral_reference": row["referral_reference"], "case_reference": case.reference,
        "agency": "riverside-health", "agency_kind": "health", "channel": "seen", "told_on": "2026-03-02",
        "sent_at": "2026-07-02T00:30:15", "acknowledged_at": None, "known_before": False, "online": None,
        "child_told": True, "carer_told": False,
    }  # fmt: skip


def test_an_interview_is_given_from_its_first_offer_to_its_end(
    world: Loaded, client: Any, watched: Callable[[], Any]
) -> None:
    nurse = world.users["nurse"]
    with watched():
        episode = an_episode(world.cases["Dunmore"], nurse)
        for hour, kind in ((8, StepKind.OFFERED), (9, StepKind.OFFERED), (18, StepKind.HELD)):
            record_step(episode, kind, datetime(2026, 3, 3, hour, tzinfo=UTC), "Her worker", "Asked again", by=nurse)
    (row,) = rows(client, "missing_episode")
    assert (row["interview_offered_at"], row["interview_at"], row["interview_outcome"]) == (
        "2026-03-03T08:00:00", "2026-03-03T18:00:00", "held",
    )  # fmt: skip


def test_records_that_the_front_door_recognised_lead_to_each_case_of_the_child(
    world: Loaded, client: Any, watched: Callable[[], Any]
) -> None:
    case, hidden = world.cases["Dunmore"], world.cases["Nowak"]
    with watched():
        for person in (case.person_id, hidden.person_id):
            Identifier(person_id=person, scheme=RECORD, value="missing_report:MP1407").save()
        Identifier(person_id=case.person_id, scheme="nhs", value="943 476 5919").save()
    assert rows(client, "case_record") == [
        {"case_reference": case.reference, "record_id": "missing_report:MP1407"}
    ]  # fmt: skip


def test_a_page_is_one_event_of_disclosure_that_names_every_case_in_it(world: Loaded, client: Any) -> None:
    rows(client, "case_episode")
    event = AuditEvent.objects.get(act="api:case_episode")
    assert (event.operation, event.agency, event.recipients) == ("disclosure", "riverside-care", ["riverside-care"])
    assert event.lawful_basis
    assert "case_episode.category" in event.fields
    seen = set(EventSubject.objects.filter(event=event).values_list("token", flat=True))
    for case in world.cases.values():
        token = token_if_known(Subject("case", case.pk))
        assert (token in seen) is (not case.restricted)


def test_a_page_asks_the_database_no_more_often_for_many_rows(world: Loaded, watched: Callable[[], Any]) -> None:
    plant_records(world)
    users = world.users
    with watched():
        for case in (world.cases["Dunmore"], world.cases["Karim"], world.cases["Anders"]):
            a_referral(users["nurse"], case=case)
            an_episode(case, users["nurse"])
            Identifier(person_id=case.person_id, scheme=RECORD, value=f"offence:{case.reference}").save()
    account = service_account(users["administrator"].agency)
    for export in EXPORTS:
        asked = []
        for size in (1, 500):
            with watched(), CaptureQueriesContext(connection) as queries:
                reading.read_page(export, account, "A test", size=size)
                asked.append(len(queries))
        assert asked[1] <= asked[0] <= 4, export.table.name


def test_pages_give_every_row_once(world: Loaded, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows(client, "case_episode")
    monkeypatch.setattr(reading.read_page, "__kwdefaults__", {"after": None, "size": 2})
    found, after = [], ""
    while after is not None:
        answer = client.get(f"{URL}case_episode", {"after": after} if after else {}).json()
        assert len(answer["rows"]) <= 2
        found += answer["rows"]
        after = answer["next"]
    assert found == whole
    assert len(whole) == 3
    assert client.get(f"{URL}case_episode", {"after": "nonsense"}).status_code == 400


def test_the_command_writes_the_same_rows_as_files_or_nothing(world: Loaded, client: Any, tmp_path: Any) -> None:
    plant_records(world)
    call_command("export_records", str(tmp_path / "out"), agency="riverside-care", purpose="The profile", verbosity=0)
    for export in EXPORTS:
        file = tmp_path / "out" / f"{export.table.name}.csv"
        assert file.stat().st_mode & 0o077 == 0
        heading, *lines = file.read_text().splitlines()
        assert heading.split(",") == [field.name for field in export.table.fields]
        assert len(lines) == len(rows(client, export.table.name))
    with pytest.raises(CommandError, match="not an empty folder"):
        call_command("export_records", str(tmp_path / "out"), agency="riverside-care", purpose="Again")
    with pytest.raises(CommandError, match="no agency"):
        call_command("export_records", str(tmp_path / "other"), agency="nobody", purpose="The profile")
    assert AuditEvent.objects.filter(act="api.export_records", operation="disclosure").count() == 1


def test_files_whose_event_cannot_be_written_are_taken_away_again(
    world: Loaded, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lanthorn.casework.audit import watch

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("The audit cannot be written.")

    monkeypatch.setattr(watch, "record", broken)
    with pytest.raises(RuntimeError):
        call_command("export_records", str(tmp_path / "out"), agency="riverside-care", purpose="The profile")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_summary_is_what_the_page_shows_that_person(world: Loaded) -> None:
    case, administrator = world.cases["Dunmore"], world.users["administrator"]
    nurse, stranger = (machine(a_token(world.users[key], administrator)[1]) for key in ("nurse", "teacher"))
    answer = nurse.get(f"/api/v1/cases/{case.pk}").json()
    assert answer["case"]["reference"] == case.reference
    assert answer["child"]["name"] == "Katherine Dunmore"
    assert stranger.get(f"/api/v1/cases/{case.pk}").status_code == 404
    assert nurse.get(f"/api/v1/cases/{world.cases['Nowak'].pk}").status_code == 404
    assert nurse.get(f"{URL}case_episode").status_code == 403
    event = AuditEvent.objects.get(act="api:case", operation="consultation")
    assert event.user_id == world.users["nurse"].pk


def test_dates_and_days_are_those_of_the_clock_on_the_wall(world: Loaded, client: Any) -> None:
    opened = {date.fromisoformat(row["opened_on"]) for row in rows(client, "case_episode")}
    assert len(opened) == 1
