"""Taking lists in, deciding, and who sees what: a child comes up once, and returns only for something new."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lanthorn.casework.audit.chain import verify
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.considered.deciding import (
    DecisionRefusedError,
    cases_of,
    known_already,
    no_action,
    refer,
)
from lanthorn.casework.considered.giving import decision_rows, screened_rows
from lanthorn.casework.considered.models import ConsideredChild, ConsideredDecision, ConsideredList, Decided
from lanthorn.casework.considered.reading import read_list
from lanthorn.casework.considered.taking import ListRefusedError, take
from lanthorn.casework.considered.tests.lists import NORTHBANK, OFTEN, Child, missing, write
from lanthorn.casework.demonstration.loading import Loaded, plant
from lanthorn.casework.people.models import RECORD, Identifier
from lanthorn.casework.referrals.models import PersonMatch, Referral
from lanthorn.casework.referrals.sending import match, undo_match
from lanthorn.casework.tests.planted_referral import a_referral
from lanthorn.casework.tests.planted_steps import a_screening
from lanthorn.casework.work.due import due_for

As = Callable[..., Client]
Watched = Callable[[], Any]
Take = Callable[..., ConsideredList]


@pytest.fixture
def took(world: Loaded, watched: Watched, tmp_path: Path) -> Take:
    """Take a list of these children in, by the front door of Riverside."""

    def taking(*children: Child, by: str = "front_door", as_of: date = date(2026, 3, 31)) -> ConsideredList:
        with watched():
            return take(read_list(write(tmp_path / "list", *children, as_of=as_of)), by=world.users[by])

    return taking


def waiting(world: Loaded, key: str = "front_door") -> list[str]:
    return [one.store_name for one in ConsideredChild.objects.visible_to(world.users[key]).waiting()]


def records_known_of(person: Any) -> list[str]:
    found = Identifier.objects.for_purpose("test").filter(person=person, scheme=RECORD)
    return sorted(found.values_list("value", flat=True))


def child(name: str) -> ConsideredChild:
    return ConsideredChild.objects.for_purpose("test").filter(store_name=name, replaced_by=None).latest("list__as_of")


def test_children_wait_newest_event_first(world: Loaded, took: Take) -> None:
    took(missing("MP1", on=date(2026, 2, 1)), missing("MP3", on=date(2026, 3, 1)), missing("MP2", on=date(2026, 3, 1)))
    assert waiting(world) == ["missing_report:MP2", "missing_report:MP3", "missing_report:MP1"]


def test_my_work_of_the_front_door_says_how_many_wait_and_that_of_others_nothing(world: Loaded, took: Take) -> None:
    took(missing("MP1"), missing("MP2"))
    [due] = [one for one in due_for(world.users["front_door"]) if "consider" in one.what]
    assert (due.what, due.href) == ("2 children wait to be considered", "/considered")
    assert not [one for one in due_for(world.users["social_worker"]) if "consider" in one.what]


def test_only_the_front_door_of_the_childs_authority_sees_a_child(world: Loaded, took: Take) -> None:
    taken = took(missing("MP1"), missing("MP2", authority=NORTHBANK), missing("MP3", authority="E09000001"),
                 missing("MP4", authority="unknown"))  # fmt: skip
    assert (taken.children, taken.elsewhere) == (3, 1)
    assert waiting(world) == ["missing_report:MP1", "missing_report:MP4"]
    assert {key for key in world.users if waiting(world, key)} == {"front_door", "second_scorer"}


def test_a_child_decided_does_not_return_until_a_record_that_nobody_saw(
    world: Loaded, took: Take, watched: Watched
) -> None:
    took(missing("MP1", "MP2"))
    with watched():
        no_action(child("missing_report:MP1"), "Seen with her grandmother each time", by=world.users["front_door"])
    assert waiting(world) == []
    again = took(missing("MP1", "MP2"), as_of=date(2026, 4, 7))
    assert (again.children, again.decided, waiting(world)) == (0, 1, [])
    took(missing("MP1", "MP2", "MP3"), as_of=date(2026, 4, 14))
    assert waiting(world) == ["missing_report:MP1"]
    [reason] = child("missing_report:MP1").reasons.all()
    assert [record["new"] for record in reason.records] == [False, False, True]


def test_a_decision_for_one_reason_does_not_hold_for_another(world: Loaded, took: Take, watched: Watched) -> None:
    took(missing("MP1"))
    with watched():
        no_action(child("missing_report:MP1"), "At her aunt's", by=world.users["front_door"])
    took(Child({OFTEN: ["missing_report:MP1"], "missing.long": ["missing_report:MP1"]}), as_of=date(2026, 4, 7))
    assert [one.rule for one in child("missing_report:MP1").reasons.all()] == ["missing.long"]


def test_a_decision_holds_when_linkage_names_the_child_anew(world: Loaded, took: Take, watched: Watched) -> None:
    took(missing("MP5", others=["care_child:E09000099|C7"]))
    with watched():
        no_action(child("care_child:E09000099|C7"), "At her aunt's", by=world.users["front_door"])
    took(missing("MP5", others=["care_child:E09000001|A0"]), as_of=date(2026, 4, 7))
    assert waiting(world) == []


def test_a_child_of_a_later_list_stands_in_place_of_the_same_child_who_waits(world: Loaded, took: Take) -> None:
    took(missing("MP1"), missing("MP9"))
    took(missing("MP1", "MP2"), as_of=date(2026, 4, 7))
    assert waiting(world) == ["missing_report:MP1", "missing_report:MP9"], "who is not on it any more waits on"
    assert ConsideredChild.objects.for_purpose("test").exclude(replaced_by=None).count() == 1


def test_the_same_list_an_older_one_and_one_that_nobody_may_answer_for_are_refused(world: Loaded, took: Take) -> None:
    took(missing("MP1"))
    with pytest.raises(ListRefusedError, match="taken in before"):
        took(missing("MP1"))
    with pytest.raises(ListRefusedError, match="of a later day"):
        took(missing("MP2"), as_of=date(2026, 3, 24))
    with pytest.raises(ListRefusedError, match="may not take a list in"):
        took(missing("MP2"), by="nurse", as_of=date(2026, 4, 7))
    assert ConsideredList.objects.for_purpose("test").count() == 1


def test_known_already_names_a_case_that_one_may_see_and_no_other(world: Loaded, took: Take, watched: Watched) -> None:
    front_door = world.users["front_door"]
    took(missing("MP1"))
    with watched():
        for hidden in (world.cases["Nowak"].reference, world.cases["Karim"].reference, "NOTHING"):
            with pytest.raises(DecisionRefusedError, match="No case that you may see"):
                known_already(child("missing_report:MP1"), hidden, "", by=front_door)
        known_already(child("missing_report:MP1"), world.cases["Anders"].reference.lower(), "", by=front_door)
        with pytest.raises(DecisionRefusedError, match="in the meantime"):
            no_action(child("missing_report:MP1"), "Twice", by=front_door)
    assert records_known_of(world.cases["Anders"].person_id) == ["missing_report:MP1"]


def test_the_records_are_kept_with_whoever_the_referral_is_matched_to_until_the_match_is_undone(
    world: Loaded, took: Take, watched: Watched
) -> None:
    took(missing("MP1", "MP2"))
    front_door = world.users["front_door"]
    with watched():
        referral = a_referral(front_door)
        refer(child("missing_report:MP1"), referral, by=front_door)
        case = match(referral, None, by=front_door)
    assert records_known_of(case.person_id) == ["missing_report:MP1", "missing_report:MP2"]
    with watched():
        undo_match(PersonMatch.objects.for_purpose("test").select_related("referral").get(), by=front_door)
    assert records_known_of(case.person_id) == []


def test_no_action_needs_a_reason(world: Loaded, took: Take, watched: Watched) -> None:
    took(missing("MP1"))
    with watched(), pytest.raises(DecisionRefusedError, match="Say why"):
        no_action(child("missing_report:MP1"), "  ", by=world.users["front_door"])


def test_a_case_is_suggested_by_a_number_that_both_have_and_a_hidden_one_is_not(
    world: Loaded, took: Take, watched: Watched
) -> None:
    took(missing("MP1", others=["care_child:E09000099|C7"]))
    with watched():
        for name in ("Anders", "Nowak", "Karim"):
            Identifier(person_id=world.cases[name].person_id, scheme="Care record", value="C7").save()
        found = cases_of(child("care_child:E09000099|C7"), world.users["front_door"])
    assert [case.pk for case in found] == [world.cases["Anders"].pk]


def test_a_child_is_referred_with_the_reasons_written_already_and_the_audit_keeps_it(
    world: Loaded, took: Take, as_user: As
) -> None:
    took(missing("MP1", "MP2"))
    client, one = as_user("front_door"), child("missing_report:MP1")
    page = client.post(f"/considered/{one.pk}/refer").headers["Location"]
    answers: list[dict[str, str]] = [
        {"danger": "no"}, {"forename": "Kit", "surname": "", "also_known_as": ""},
        {"birth_day": "", "birth_month": "", "birth_year": ""}, {"sex": "unknown"},
        {"phone": "", "address_lines": "", "postcode": ""}, {"thought": ""}, {"online": "no"},
        {"child_told": "yes"}, {"carer_told": "yes"},
    ]  # fmt: skip
    for answer in answers:
        version = client.get(page).context["version"]
        response = client.post(page, {"version": version, **answer})
        assert response.status_code == 302, response.content.decode()
        page = response.headers["Location"]
    shown = client.get(page).content.decode()
    assert "Reported missing 2 times." in shown
    assert "Missing report MP2" in shown
    assert client.post(page).status_code == 302
    referral = Referral._base_manager.get()
    decision = ConsideredDecision._base_manager.get()
    assert (decision.decided, decision.referral_id, decision.child_id) == (Decided.REFER, referral.pk, one.pk)
    assert waiting(world) == []
    written = AuditEvent.objects.filter(act="considered:refer_check", operation="collection").get()
    assert {"considereddecision.seen", "referral.seen"} <= set(written.fields)
    assert verify().faults == ()


def test_each_page_is_audited_and_shows_reasons_records_and_no_score(world: Loaded, took: Take, as_user: As) -> None:
    took(missing("MP1", "MP2"))
    client, one = as_user("front_door"), child("missing_report:MP1")
    text = client.get(f"/considered/{one.pk}").content.decode()
    assert "Reported missing 2 times." in text
    assert "Missing report MP1" in text
    assert "Missing report MP2" in text
    assert "score" not in text.lower()
    client.post(f"/considered/{one.pk}/no-action", {"reason": "Her aunt had told the school"})
    assert "Her aunt had told the school" in client.get("/considered/decided").content.decode()
    acts = set(AuditEvent.objects.values_list("act", "operation"))
    assert {("considered:page", "consultation"), ("considered:no_action", "collection")} <= acts


def test_a_reason_of_health_services_is_withheld_from_whom_health_is_not_for(
    world: Loaded, took: Take, as_user: As, watched: Watched
) -> None:
    took(Child({"health.presentation": ["health_presentation:H1"]}))
    with watched():
        agency = world.users["front_door"].agency
        agency.kind = "housing"
        agency.save()
    page = as_user("front_door").get(f"/considered/{child('health_presentation:H1').pk}").content.decode()
    assert "withheld" in page
    assert "Reported missing" not in page
    assert "Records behind reason" not in page


def test_who_is_brought_to_attention_is_for_those_who_answer_for_it(took: Take, as_user: As) -> None:
    took(missing("MP1"))
    text = as_user("data_protection_lead").get("/considered/groups").content.decode()
    assert "25% (18 to 33)" in text
    assert as_user("nurse").get("/considered/groups").status_code == 403


def test_the_commands_take_a_list_and_give_the_decisions_back(
    world: Loaded, watched: Watched, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by = world.users["front_door"].email
    write(tmp_path / "list", missing("MP1", "MP2"), missing("MP8"))
    call_command("take_list", str(tmp_path / "list"), by=by)
    assert "2 children on the list = 2 to consider + 0 decided" in capsys.readouterr().out
    with watched():
        known_already(child("missing_report:MP1"), world.cases["Anders"].reference, "", by=world.users["front_door"])
        a_screening(world.cases["Anders"], world.users["front_door"])
    call_command("write_decisions", str(tmp_path / "back"), by=by)
    with (tmp_path / "back" / "decided.csv").open(encoding="utf-8", newline="") as source:
        [row] = csv.DictReader(source)
    assert (row["child"], row["rule"], row["decision"]) == ("missing_report:MP1", OFTEN, "known")
    assert row["records"] == "missing_report:MP1; missing_report:MP2"
    assert (tmp_path / "back" / "screened.csv").read_text(encoding="utf-8").splitlines()[1] == "missing_report:MP1,true"
    assert AuditEvent.objects.filter(act="considered.write_decisions", operation="disclosure").exists()
    for wrong in ({"by": "nobody@example.org"}, {"by": world.users["nurse"].email}):
        with pytest.raises(CommandError):
            call_command("take_list", str(tmp_path / "list"), **wrong)
        with pytest.raises(CommandError):
            call_command("write_decisions", str(tmp_path / "back"), **wrong)


def test_a_decision_that_leads_to_a_restricted_case_is_seen_by_those_alone_who_see_the_case(
    world: Loaded, took: Take, watched: Watched, as_user: As
) -> None:
    took(missing("MP1"))
    one, case = child("missing_report:MP1"), world.cases["Anders"]
    with watched():
        known_already(one, case.reference, "Told its lead", by=world.users["front_door"])
    assert "Told its lead" in as_user("second_scorer").get("/considered/decided").content.decode()
    with watched():
        case.restricted = True
        case.save()
    for key in ("front_door", "second_scorer"):
        client = as_user(key)
        assert "Told its lead" not in client.get("/considered/decided").content.decode()
        page = client.get(f"/considered/{one.pk}").content.decode()
        assert "Somebody decided about this child" in page
        assert "Refer the child" not in page
        assert "Known already" not in page


def test_nothing_of_a_restricted_case_is_given_back(world: Loaded, took: Take, watched: Watched) -> None:
    took(missing("MP1"))
    case = world.cases["Anders"]
    with watched():
        known_already(child("missing_report:MP1"), case.reference, "", by=world.users["front_door"])
        a_screening(case, world.users["front_door"])
        case.restricted = True
        case.save()
        assert (decision_rows(), screened_rows()) == ([], [])


RECORDS = [f"missing_report:M{number}" for number in range(6)]
LISTS = st.lists(
    st.dictionaries(
        st.sampled_from([OFTEN, "missing.long"]), st.sets(st.sampled_from(RECORDS), min_size=1), min_size=1
    ),
    min_size=2, max_size=4,
)  # fmt: skip


class TestWhateverTheLists(TestCase):
    """Of one child over several lists, decided on each time that the child waits."""

    @settings(max_examples=15, deadline=None)
    @given(lists=LISTS)
    def test_a_child_returns_for_a_rule_exactly_where_a_record_behind_it_was_not_seen(
        self, lists: list[dict[str, set[str]]]
    ) -> None:
        import tempfile

        world = plant("of no use")
        front_door = world.users["front_door"]
        seen: dict[str, set[str]] = {}
        for number, behind in enumerate(lists):
            told = Child({rule: sorted(records) for rule, records in behind.items()}, others=["care_child:E|C"])
            with tempfile.TemporaryDirectory() as folder, watching("test", Actor()):
                take(read_list(write(Path(folder), told, as_of=date(2026, 3, 3 + number))), by=front_door)
                shown = list(ConsideredChild.objects.visible_to(front_door).waiting())
                expected = {rule for rule, records in behind.items() if records - seen.get(rule, set())}
                assert {one.rule for child in shown for one in child.reasons.all()} == expected
                for child in shown:
                    no_action(child, "Looked at", by=front_door)
                for rule in expected:
                    seen.setdefault(rule, set()).update(behind[rule])
