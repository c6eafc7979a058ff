"""The made-up partnership is loaded once, and only where made-up people belong."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from lanthorn.casework.access.models import User
from lanthorn.casework.audit.chain import verify
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.stages import stage
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.considered.models import ConsideredChild, ConsideredDecision
from lanthorn.casework.contexts.models import Context, Kind
from lanthorn.casework.demonstration.loading import load, new_password
from lanthorn.casework.panels.models import AgendaItem, Meeting
from lanthorn.casework.retention.due import due_cases
from lanthorn.casework.transfers.transferring import accountable_areas
from lanthorn.casework.volt.graph import groups_of
from lanthorn.casework.volt.repeats import recurring
from lanthorn.casework.volt.seen import Seen
from lanthorn.casework.work.due import due_for
from lanthorn.errors import LanthornError


def test_it_is_refused_outside_a_demonstration(db: None) -> None:
    for refused in (load, new_password):
        with pytest.raises(LanthornError, match="in a demonstration only"):
            refused()
    assert not User.objects.exists()


@override_settings(DEMONSTRATION=True)
def test_it_is_loaded_once_and_each_later_start_draws_a_new_password(db: None) -> None:
    loaded = load()
    assert loaded is not None
    assert load() is None
    later = new_password()
    assert later != loaded.password
    teacher = User.objects.get(email=loaded.users["teacher"].email)
    assert teacher.check_password(later)
    assert not teacher.check_password(loaded.password)
    assert verify().faults == ()


@override_settings(DEMONSTRATION=True)
def test_no_made_up_person_has_an_address_that_mail_could_reach(db: None) -> None:
    load()
    assert all(user.email.endswith(".example") for user in User.objects.all())


@override_settings(DEMONSTRATION=True)
def test_what_stands_around_the_made_up_children_gives_each_page_something_to_show(db: None) -> None:
    loaded = load()
    assert loaded is not None
    kinds = set(Context._base_manager.values_list("kind", flat=True))
    assert kinds == {"place", "person", "online", "group"}
    assert {due.what for due in due_for(loaded.users["social_worker"])} >= {"A return-home interview is overdue"}
    assert {due.what for due in due_for(loaded.users["teacher"])} >= {"Look again at a link that is not known yet"}
    assert len(accountable_areas(loaded.cases["Karim"])) == 2
    assert len(due_cases()) == 1


@override_settings(DEMONSTRATION=True)
def test_the_demonstration_shows_a_case_at_each_step(db: None) -> None:
    load()
    reached = {stage(case).name for case in Case._base_manager.all()}
    assert reached >= {"matched", "screened", "returns", "review", "closing", "closed"}
    assert Case._base_manager.exclude(follows=None).count() == 1, "an episode opened again"
    assert verify().faults == ()


@override_settings(DEMONSTRATION=True)
def test_the_meeting_of_tomorrow_is_released_and_a_place_and_a_person_of_concern_are_on_it_with_an_action(
    db: None,
) -> None:
    loaded = load()
    assert loaded is not None
    meeting = Meeting._base_manager.order_by("on").filter(on__gt=timezone.localdate()).first()
    assert meeting is not None
    assert meeting.on == working_days_after(timezone.localdate() + timedelta(days=1), 0)
    assert meeting.released_at is not None
    items = AgendaItem._base_manager.filter(meeting=meeting)
    assert set(items.values_list("kind", flat=True)) == {"child", "place", "person"}
    assert all(item.actions.count() == 1 for item in items.exclude(about=None))


@override_settings(DEMONSTRATION=True)
def test_children_to_consider_and_the_whole_problem_are_worth_seeing_at_once(
    db: None, watched: Callable[[], Any]
) -> None:
    loaded = load()
    assert loaded is not None
    front_door, worker = loaded.users["front_door"], loaded.users["social_worker"]
    with watched():
        assert ConsideredChild.objects.visible_to(front_door).waiting().count() == 4
        assert {one.decided for one in ConsideredDecision.objects.visible_to(front_door)} == {"known", "no_action"}
        seen = Seen(worker)
        assert len(groups_of(seen)[0].ends) > 8
        assert recurring(seen, Kind.PLACE)
        assert recurring(seen, Kind.PERSON)
        assert seen.shared
