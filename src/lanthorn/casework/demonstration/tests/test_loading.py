"""The made-up partnership is loaded once, and only where made-up people belong."""

import pytest
from django.test import override_settings

from lanthorn.casework.access.models import User
from lanthorn.casework.audit.chain import verify
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.stages import stage
from lanthorn.casework.contexts.models import Context
from lanthorn.casework.demonstration.loading import load, new_password
from lanthorn.casework.retention.disposing import due_cases
from lanthorn.casework.transfers.transferring import accountable_areas
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
    assert kinds == {"place", "person", "online"}
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
