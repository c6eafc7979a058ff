"""No page asks the database once for each of its rows: with every record there again and again, it asks as often."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanthorn.casework.access.register import Entry
from lanthorn.casework.access.tests.test_every_page import PAGES, client_of, url
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.tests.cloning import clone_everything
from lanthorn.casework.tests.planting import Planted, plant_records

MOST_QUERIES = 25


class Counted:
    """The queries of each page with the records once, and with all of them there again and again."""

    def __init__(self, planted: Planted) -> None:
        self.once = {entry.name: queries_of(entry, planted) for entry in PAGES}
        self.copies = clone_everything()
        self.again = {entry.name: queries_of(entry, planted) for entry in PAGES}


def queries_of(entry: Entry, planted: Planted) -> list[str]:
    user = planted.entitled(entry)
    assert user is not None
    client = client_of(entry, user, again=True)
    cache.clear()  # of what counts requests towards a limit
    client.raise_request_exception = False
    address = url(entry, planted.arguments)
    first = client.get(address)  # the first visit may make keys of the audit
    with CaptureQueriesContext(connection) as caught:
        again = client.get(address)
    assert first.status_code == again.status_code, entry.name
    return [one["sql"] for one in caught.captured_queries if "SAVEPOINT" not in one["sql"]]


@pytest.fixture(scope="module")
def counted(shared_world: Loaded) -> Counted:
    return Counted(plant_records(shared_world))


def test_every_kind_of_record_was_copied(counted: Counted) -> None:
    one_of_a_kind = {"Disposal"}  # one for each record, whose row is not pointed to: it is to be destroyed
    assert {name for name, copies in counted.copies.items() if not copies} == one_of_a_kind


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_page_asks_as_often_however_many_rows_there_are(entry: Entry, counted: Counted) -> None:
    once, again = counted.once[entry.name], counted.again[entry.name]
    assert len(again) <= len(once), "\n".join(again)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_page_takes_no_more_than_25_queries(entry: Entry, counted: Counted) -> None:
    again = counted.again[entry.name]
    assert len(again) <= MOST_QUERIES, "\n".join(again)
