"""The made-up partnership is loaded once, and only where made-up people belong."""

import pytest
from django.test import override_settings

from lanthorn.casework.access.models import User
from lanthorn.casework.audit.chain import verify
from lanthorn.casework.demonstration.loading import load, new_password
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
