"""My work gathers from many rooms: for everybody, whatever their roles, it stays within the queries of a page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanthorn.casework.conftest import sign_in
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.tests.cloning import clone_everything
from lanthorn.casework.tests.planting import plant_records
from lanthorn.casework.tests.test_queries import MOST_QUERIES


@pytest.fixture(scope="module")
def crowded(shared_world: Loaded) -> Loaded:
    plant_records(shared_world)
    clone_everything()
    return shared_world


def test_my_work_takes_no_more_than_25_queries_whoever_asks(crowded: Loaded) -> None:
    taken = {}
    for name, user in crowded.users.items():
        client = sign_in(user)
        client.get("/")  # the first visit may make keys of the audit
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/").status_code == 200
        taken[name] = len([one for one in caught.captured_queries if "SAVEPOINT" not in one["sql"]])
    assert {"front_door", "chair", "custodian"} <= set(taken)
    assert {name: count for name, count in taken.items() if count > MOST_QUERIES} == {}
