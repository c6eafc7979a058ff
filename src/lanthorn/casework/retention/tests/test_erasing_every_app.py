"""What belongs to a case is found whichever app keeps it: a case with a record of every kind leaves nothing behind."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey

from lanthorn.casework.audit.chain import verify
from lanthorn.casework.audit.models import SubjectKey
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.models import Case
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.retention.erasing import erase, rows_of
from lanthorn.casework.retention.models import Disposal, Stub
from lanthorn.casework.tests.planting import plant_records


def test_a_case_with_a_record_of_every_app_leaves_no_row_that_names_it(
    world: Loaded, watched: Callable[[], Any]
) -> None:
    plant_records(world)
    with watched():
        case = Case.objects.for_purpose("test").get(pk=world.cases["Dunmore"].pk)
    others = set(Case._base_manager.exclude(pk=case.pk).values_list("pk", flat=True))
    with watched():
        rows = rows_of(case)
        erase(rows, current_watch(), "The schedule says so")
    labels = {model._meta.app_label for model in rows}
    assert labels >= {"cases", "people", "referrals", "screening", "contexts", "missing", "disclosures", "transfers"}
    gone = {key for keys in rows.values() for key in keys if isinstance(key, UUID)}
    connection.check_constraints()
    for model in apps.get_models():
        if not model.__module__.startswith("lanthorn.casework") or model in {Disposal, Stub, SubjectKey}:
            continue
        for field in model._meta.concrete_fields:
            target: Any = field.target_field if isinstance(field, ForeignKey) else field
            if target.get_internal_type() == "UUIDField":
                assert not model._base_manager.filter(**{f"{field.attname}__in": gone}).exists(), field
    assert set(Case._base_manager.values_list("pk", flat=True)) == others, "no other child's case goes with it"
    assert verify().faults == ()
