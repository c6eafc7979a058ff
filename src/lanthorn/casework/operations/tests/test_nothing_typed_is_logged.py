"""Whatever is typed into whichever form, no log line and no mail repeats it. Generated from the access register."""

import io
import logging
import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache

from lanthorn.casework.access.register import Entry
from lanthorn.casework.access.tests.test_every_page import PAGES, client_of, url
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.look.logs import StructuredFormatter
from lanthorn.casework.tests.planting import Planted, plant_records

CANARY = "Visit Canary Wren"
FIELD = re.compile(r'<(?:input|textarea|select)[^>]*\sname="([^"]+)"')


@pytest.fixture(scope="module")
def planted(shared_world: Loaded) -> Planted:
    return plant_records(shared_world)


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """All that any logger says, down to the smallest, in the form in which the casework writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(StructuredFormatter())
    loggers = [logging.getLogger(name) for name in ("", "django", "lanthorn", "allauth")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield written
    for logger, level in zip(loggers, before, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_what_is_typed_into_a_form_stands_in_no_line_and_no_mail(
    entry: Entry, planted: Planted, undone: None, lines: io.StringIO
) -> None:
    cache.clear()
    user = planted.entitled(entry)
    assert user is not None
    client = client_of(entry, user, again=True)
    client.raise_request_exception = False
    address = url(entry, planted.arguments)
    fields = set(FIELD.findall(client.get(address).content.decode()))
    client.post(address, dict.fromkeys(fields, CANARY))
    client.get(address, query_params=dict.fromkeys(fields or {"q"}, CANARY))
    assert "Canary Wren" not in lines.getvalue()
    assert not any("Canary Wren" in f"{one.subject} {one.body}" for one in mail.outbox)


def test_a_line_of_the_log_is_read_here(planted: Planted, undone: None, lines: io.StringIO) -> None:
    """The reading above would find what is there."""
    logging.getLogger("lanthorn.casework").info(CANARY)
    assert CANARY in lines.getvalue()
