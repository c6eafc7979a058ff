"""What comes up again, what is drawn, what is said of a disruption, what may leave, and what goes on the agenda."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from lanthorn.casework.areas import area_label
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.contexts.models import Context, Disruption, DisruptionKind, Kind, Outcome
from lanthorn.casework.contexts.recording import link_to
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.missing.recording import record_episode
from lanthorn.casework.panels.models import AgendaItem
from lanthorn.casework.panels.tests.planting import a_meeting
from lanthorn.casework.plans.models import Action
from lanthorn.casework.tests.planted_around import KNOWN, a_person_of_concern, a_place
from lanthorn.casework.volt.agenda import AgendaRefusedError, put_on_agenda
from lanthorn.casework.volt.drawing import MOST_DRAWN, WIDTH, draw
from lanthorn.casework.volt.followed import what_followed
from lanthorn.casework.volt.graph import End, Group, Tie, groups_of
from lanthorn.casework.volt.months import by_month
from lanthorn.casework.volt.outside import summary_of
from lanthorn.casework.volt.repeats import recurring, themes, victims
from lanthorn.casework.volt.seen import Seen
from lanthorn.errors import LanthornError

As = Callable[..., Client]
Watched = Callable[[], Any]


@pytest.fixture
def place(world: Loaded, watched: Watched) -> Context:
    """A place to which two children are linked."""
    with watched():
        made = a_place(world.cases["Dunmore"], world.users["social_worker"], since=date(2026, 1, 5))
        link_to(made, world.cases["Karim"], by=world.users["social_worker"], **KNOWN)
    return made


def look(world: Loaded, watched: Watched, key: str = "social_worker") -> Seen:
    with watched():
        return Seen(world.users[key])


def test_a_place_recurs_where_two_children_are_linked_to_it_and_not_for_who_sees_one(
    world: Loaded, watched: Watched, place: Context
) -> None:
    [row] = recurring(look(world, watched), Kind.PLACE)
    assert [child.name for child in row.children] == ["Katherine Dunmore", "Mohammed Karim"]
    assert (row.first, row.latest) == (date(2026, 1, 5), date(2026, 3, 2))
    assert recurring(look(world, watched, "nurse"), Kind.PLACE) == []


def test_a_child_linked_twice_to_one_place_is_counted_once(world: Loaded, watched: Watched, place: Context) -> None:
    with watched():
        link_to(place, world.cases["Karim"], by=world.users["social_worker"], **KNOWN | {"kind": "lives"})
    seen = look(world, watched)
    assert len(recurring(seen, Kind.PLACE)[0].children) == 2
    assert [(one.end.name, one.around) for one in victims(seen)] == [("Katherine Dunmore", 1), ("Mohammed Karim", 1)]
    [most, *_] = themes(seen)
    assert (most.what, most.how, most.children) == ("Place", "Seen together, or seen there", 2)


def test_the_graph_ties_children_through_a_place_and_the_table_says_the_same(
    world: Loaded, watched: Watched, as_user: As, place: Context
) -> None:
    [group] = groups_of(look(world, watched))
    assert [end.name for end in group.ends] == ["Katherine Dunmore", "Mohammed Karim", "Dockside Cars"]
    page = as_user("social_worker").get("/volt/graph").content.decode()
    drawing, table = re.findall(r"<svg xmlns.*?</svg>", page, re.DOTALL)[0], page[page.index("<table") :]
    for end in group.ends:
        assert f"{end.name}, {end.reference}" in drawing
        assert end.name in table
    assert drawing.count("<line") == len(group.ties) == table.count("<tr") - 1


def test_a_link_that_ended_is_drawn_broken(world: Loaded, watched: Watched, place: Context) -> None:
    with watched():
        for link in place.links.all():
            link.ends = date(2026, 4, 1)
            link.save()
    [group] = groups_of(look(world, watched))
    assert all(line.ended for line in draw(group).lines)


def _end(number: int) -> End:
    kinds = ["child", "person", "place", "online", "group"]
    return End(number % 5, f"Name {number}", f"R{number}", kinds[number % 5], "/")


def _tie(one: int, other: int) -> Tie:
    first, second = sorted((_end(one), _end(other)))
    return Tie(first, second, "How", "", False)


@st.composite
def trees(chosen: st.DrawFn) -> list[Tie]:
    """A tree of up to twelve ends: each is tied to one before it."""
    size = chosen(st.integers(2, 12))
    return sorted({_tie(chosen(st.integers(0, number - 1)), number) for number in range(1, size)})


@settings(deadline=None, max_examples=40)
@given(ties=trees())
def test_whatever_the_ties_every_end_is_within_the_drawing_and_drawn_the_same_each_time(ties: list[Tie]) -> None:
    group = Group(tuple(sorted({end for tie in ties for end in (tie.one, tie.other)})), tuple(ties))
    first = draw(group)
    assert first == draw(group)
    assert [drawn.end for drawn in first.ends] == list(group.ends)
    assert all(0 < drawn.x < WIDTH and 0 < drawn.y < first.height for drawn in first.ends)


def test_too_many_ends_are_not_drawn_and_all_stand_in_the_table() -> None:
    ties = tuple(_tie(0, number) for number in range(1, MOST_DRAWN + 1))
    drawing = draw(Group(tuple(_end(number) for number in range(MOST_DRAWN + 1)), ties))
    assert (drawing.ends, drawing.ties) == ((), ties)


def test_before_and_after_are_of_the_same_length_and_nothing_is_said_too_early(
    world: Loaded, watched: Watched, place: Context
) -> None:
    case, by = world.cases["Dunmore"], world.users["social_worker"]
    disruption = Disruption(context=place, kind="visit", authority="Council", begins=date(2026, 2, 1), recorded_by=by)
    with watched():
        disruption.save()
        for day in (date(2026, 1, 1), date(2026, 1, 20), date(2026, 2, 1), date(2026, 3, 30)):
            at = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
            record_episode(case, last_seen_at=at, police_told=True, source="Her mother", by=by)
    seen = look(world, watched)
    said = what_followed(disruption, seen, date(2026, 2, 21))
    assert (said.days, said.missing_before, said.missing_after) == (20, 1, 1)
    assert (said.links_before, said.links_after) == (0, 0)
    assert what_followed(disruption, seen, date(2026, 3, 3)).links_before == 1, (
        "Katherine's link became known 5 January"
    )
    assert what_followed(disruption, seen, date(2026, 2, 14)).too_early
    assert what_followed(disruption, seen, date(2027, 2, 1)).days == 90
    assert what_followed(disruption, seen, date(2026, 1, 1)).days == 0


def test_the_page_of_a_place_says_what_followed_and_claims_no_cause(
    world: Loaded, watched: Watched, as_user: As, place: Context
) -> None:
    begins = timezone.localdate() - timedelta(days=30)
    with watched():
        Disruption(
            context=place, kind="visit", authority="Council", begins=begins, recorded_by=world.users["social_worker"]
        ).save()
    page = as_user("social_worker").get(f"/contexts/{place.pk}").content.decode()
    assert "Recorded in the 30 days before it began" in page
    assert "what came after, not what came of it" in page


def test_a_disruption_stands_with_its_type_its_days_and_what_came_of_it(
    world: Loaded, watched: Watched, as_user: As, place: Context
) -> None:
    told: dict[str, Any] = {"authority": "The licensing team", "recorded_by": world.users["social_worker"]}
    days = {"begins": date(2026, 2, 3), "expires": date(2026, 8, 4), "outcome_on": date(2026, 5, 6)}
    with watched():
        Disruption(context=place, kind="licence", outcome="moved", **told, **days).save()
    page = as_user("social_worker").get(f"/contexts/{place.pk}").content.decode()
    for said in ("Licence review", "The licensing team", "It moved elsewhere", *("3 February", "4 August", "6 May")):
        assert said in page


def test_months_count_each_event_in_its_month_and_twelve_of_them(world: Loaded, watched: Watched) -> None:
    today = timezone.localdate()
    with watched():
        a_place(world.cases["Dunmore"], world.users["nurse"], since=today)
        a_place(world.cases["Dunmore"], world.users["nurse"], since=today - timedelta(days=800))
    months = by_month(look(world, watched))
    assert len(months.names) == 12
    links = months.rows[0]
    assert (sum(links.counts), links.counts[-1]) == (1, 1)
    assert months.table[0] == (f"{today:%b %Y}", (1, 0, 0))


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("E09000025", "East London"),
        ("E09000099", "Around Riverside"),
        ("E06000001", "Outside London"),
        ("", "Not known"),
    ],
)
def test_a_place_is_told_by_the_area_in_which_its_authority_lies(code: str, label: str) -> None:
    assert area_label(code) == label


def test_what_leaves_names_nobody_no_address_and_no_place_nearer_than_its_area(
    world: Loaded, watched: Watched, as_user: As
) -> None:
    with watched():
        for number in range(7):
            made = a_place(world.cases["Dunmore"], world.users["nurse"])
            made.name, made.area = f"Secret {number}", "E09000099"
            made.save()
        a_person_of_concern(world.cases["Dunmore"], world.users["nurse"])
    tables = summary_of(look(world, watched, "chair"))
    assert tables[0].rows == (("Around Riverside", "5"),)
    assert tables[1].rows == (("Person of concern", "c"),)
    response = as_user("chair", again=True).post("/volt/outside/download")
    text = response.content.decode()
    assert "Around Riverside,5" in text
    assert not re.search(r"Secret|Wharf|Marlow|Dunmore", text)
    assert AuditEvent.objects.filter(act="volt:download").exists()
    assert as_user("nurse", again=True).post("/volt/outside/download").status_code == 403


def refuse(title: str, tables: Any) -> Any:
    """Stands for disclosure control that finds a hidden count."""
    raise LanthornError(f"{title}: what is hidden could be worked out")


def test_where_the_attack_gets_anything_nothing_leaves_and_no_disclosure_is_kept(
    world: Loaded, settings: Any, as_user: As
) -> None:
    settings.LEAVING = f"{__name__}.refuse"
    client = as_user("chair", again=True)
    page = client.get("/volt/outside").content.decode()
    assert "Nothing may leave today" in page
    assert "Download as a file" not in page
    answer = client.post("/volt/outside/download")
    assert (answer.status_code, answer["Location"]) == (302, "/volt/outside")
    assert not AuditEvent.objects.filter(act="volt:download", operation=Operation.DISCLOSURE).exists()


def test_every_cell_is_given_to_disclosure_control_nought_included(
    world: Loaded, watched: Watched, settings: Any
) -> None:
    settings.LEAVING = f"{__name__}.remember"
    GIVEN.clear()
    assert all(not table.rows for table in summary_of(look(world, watched, "nurse"))), "nothing is recorded yet"
    assert set(GIVEN) == {"places", "others", "measures"}
    assert all(set(cells.values()) == {0} for cells in GIVEN.values())
    assert ("Not known",) in GIVEN["places"]
    assert len(GIVEN["measures"]) == len(DisruptionKind) * (len(Outcome) + 1)


GIVEN: dict[str, Any] = {}


def remember(title: str, tables: Any) -> Any:
    """Stands for disclosure control that notes what it was given."""
    GIVEN.update(tables)
    return tables


def test_a_place_goes_on_the_agenda_once_with_one_action(
    world: Loaded, watched: Watched, as_user: As, place: Context
) -> None:
    with watched():
        meeting = a_meeting(world)
    told = {
        "meeting": str(meeting.pk), "reason": "Named by two children in a month", "days": "5",
        "what": "Ask who holds the licence", "owner": str(world.users["detective"].pk),
    }  # fmt: skip
    page = f"/contexts/{place.pk}/agenda"
    client = as_user("social_worker")
    assert client.post(page, told | {"what": "The licence"}).status_code == 200, "an action begins with a verb"
    assert not AgendaItem._base_manager.filter(about=place.pk).exists(), "neither without the other"
    assert client.post(page, told).status_code == 302
    item = AgendaItem._base_manager.get(about=place.pk)
    action = Action._base_manager.get(item=item)
    assert (item.subject, action.what, action.aim) == ("Dockside Cars", "Ask who holds the licence", "place")
    assert "It is on that agenda already" in client.post(page, told).content.decode()
    assert Action._base_manager.count() == 1
    shown = as_user("chair").get(f"/agenda/{item.pk}").content.decode()
    assert "Arch 9, Wharf Lane" in shown, "the chair may see the place"


def test_a_person_of_concern_stands_on_the_agenda_by_reference(world: Loaded, watched: Watched) -> None:
    nurse = world.users["nurse"]
    with watched():
        meeting, person = a_meeting(world), a_person_of_concern(world.cases["Dunmore"], nurse)
        told: dict[str, Any] = {"what": "Visit the owner of the car", "owner": world.users["detective"], "days": 3}
        item, _ = put_on_agenda(person, meeting, "Named twice", by=nurse, **told)
        assert item.subject == f"Person of concern {person.reference}"
        with pytest.raises(AgendaRefusedError, match="already"):
            put_on_agenda(person, meeting, "Named twice", by=nurse, **told)
