"""The page of figures: who sees it, what it shows, and that figures are made once for a period."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from lanthorn.casework.access.register import entries
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.dashboard import making
from lanthorn.casework.dashboard.making import make, period_before
from lanthorn.casework.dashboard.models import Figures
from lanthorn.casework.dashboard.overdue import OverdueLine, overdue_for
from lanthorn.casework.dashboard.tests.planting import CONTENT
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.tests.planted_referral import a_referral
from lanthorn.casework.tests.planted_steps import a_request

PAGE = "/figures"
ASKED: list[dict[str, Any]] = []


def made_up(rows: dict[str, list[dict[str, Any]]], start: date, end: date) -> dict[str, Any]:
    """Stands for the room that makes figures: one page, whatever the rows."""
    ASKED.append(rows)
    return CONTENT


@pytest.fixture(autouse=True)
def _maker(settings: Any) -> None:
    settings.FIGURES = f"{__name__}.made_up"
    ASKED.clear()


def test_the_settings_name_a_maker_that_exists() -> None:
    from lanthorn.casework.settings.base import FIGURES

    assert callable(import_string(FIGURES))


@pytest.mark.parametrize(
    ("today", "period"),
    [
        (date(2026, 11, 25), (date(2025, 11, 1), date(2026, 10, 31))),
        (date(2026, 1, 1), (date(2025, 1, 1), date(2025, 12, 31))),
        (date(2024, 3, 31), (date(2023, 3, 1), date(2024, 2, 29))),
    ],
)
def test_the_period_is_the_twelve_months_that_are_over(today: date, period: tuple[date, date]) -> None:
    assert period_before(today) == period


def test_figures_are_made_once_whatever_is_written_afterwards(
    world: Loaded, watched: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    today = date(2026, 11, 25)
    with watched():
        first = make(today)
        a_referral(world.users["nurse"], case=world.cases["Dunmore"])
        assert make(today + timedelta(days=5)).pk == first.pk
    assert len(ASKED) == 1
    with watched():
        following = make(date(2026, 12, 1))
    assert (following.start, following.end) == (date(2025, 12, 1), date(2026, 11, 30))
    assert AuditEvent.objects.filter(operation="combination").count() == 2


def test_the_maker_is_given_no_row_of_a_restricted_case_and_no_name(world: Loaded, watched: Callable[[], Any]) -> None:
    with watched():
        make(date(2026, 11, 25))
    given = str(ASKED[0])
    assert world.cases["Dunmore"].reference in given
    assert world.cases["Nowak"].reference not in given
    assert "Katherine" not in given


def test_the_oversight_body_sees_the_figures_and_no_case(world: Loaded, as_user: Callable[..., Client]) -> None:
    client = as_user("overseer", again=True)
    assert "No figures have been made yet" in client.get(PAGE).content.decode()
    assert client.post(PAGE).status_code == 302
    shown = client.get(PAGE).content.decode()
    for words in (
        "Are actions done on time?",
        "12 of the police",
        "[c]",
        "Each action",
        "Are reviews overdue?",
        "<svg",
    ):
        assert words in shown
    assert "Overdue today" not in shown
    home = client.get("/").content.decode()
    for case in world.cases.values():
        assert case.reference not in shown + home
        assert client.get(f"/cases/{case.pk}").status_code in {403, 404}


def test_the_oversight_body_opens_no_page_of_the_work_but_its_own(world: Loaded) -> None:
    theirs = {entry.name for entry in entries() if entry.who(world.users["overseer"]) and not entry.public}
    own_texts = {"journeys:keep", "journeys:kept", "journeys:let_go"}  # what they themselves wrote as a session ended
    assert {name for name in theirs - own_texts if ":" in name and not name.startswith("api:")} == {
        "dashboard:page", "considered:groups", "prevention:coverage", "work:home", "work:notice",
    }  # fmt: skip


@pytest.mark.parametrize("key", ["teacher", "nurse", "administrator", "data_protection_lead"])
def test_whoever_neither_leads_nor_oversees_has_no_such_page(key: str, as_user: Callable[..., Client]) -> None:
    assert as_user(key).get(PAGE).status_code == 403


def test_the_monthly_command_makes_them_and_says_of_when(world: Loaded, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_figures")
    call_command("make_figures")
    made = Figures.objects.get()
    assert f"Figures of {made.start} to {made.end}" in capsys.readouterr().out
    assert made.made_by is None


def test_where_figures_cannot_be_made_none_are_kept(
    world: Loaded, as_user: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("A hidden count would be given away.")

    monkeypatch.setattr(making, "import_string", lambda _: broken)
    client = as_user("overseer")
    client.raise_request_exception = False
    assert client.post(PAGE).status_code == 500
    assert not Figures.objects.exists()


def test_overdue_is_counted_in_the_cases_one_may_see_alone(world: Loaded, watched: Callable[[], Any]) -> None:
    users, today = world.users, timezone.localdate()
    late = {"pack_on": today, "due": today - timedelta(days=1)}
    with watched():
        for name in ("Dunmore", "Karim", "Nowak"):
            a_request(world.cases[name], "met-riverside", users["custodian"], **late)
        case = world.cases["Dunmore"]
        case.next_review = today - timedelta(days=2)
        case.save()
        assert overdue_for(users["nurse"], today) == [
            OverdueLine("Reviews overdue", "", 1), OverdueLine("Returns overdue", "Police, Riverside", 1),
        ]  # fmt: skip
        assert overdue_for(users["detective"], today)[-1] == OverdueLine("Returns overdue", "Police, Riverside", 2)
        assert overdue_for(users["overseer"], today) == []


def test_the_real_maker_answers_from_the_caseworks_own_rows_and_hides_small_counts(
    world: Loaded, watched: Callable[[], Any], settings: Any
) -> None:
    from lanthorn.casework.settings.base import FIGURES

    settings.FIGURES = FIGURES
    sent = datetime(2026, 3, 3, 10, tzinfo=UTC)
    with watched():
        for key, number in (("nurse", 20), ("detective", 12), ("teacher", 7), ("worker", 2)):
            for _ in range(number):
                a_referral(world.users[key], sent_at=sent)
        for _ in range(40):  # of a restricted case: counted nowhere
            a_referral(world.users["custodian"], case=world.cases["Nowak"], sent_at=sent)
        made = make(date(2026, 11, 25))
    pages = {page["id"]: page for page in made.content["pages"]}
    (by_agency,) = [one for one in pages["aims.referral"]["figures"] if "by agency" in one["caption"]]
    shown = {row[0]: row[1] for row in by_agency["rows"]}
    assert (shown["Total"], shown["Health"], shown["Voluntary sector"]) == ("41", "20", "[c]")
    assert list(shown.values()).count("[c]") > 1, "one hidden number alone follows from the others"
    assert "Are actions done on time?" in made.content["not_answered"]
