"""A pack: fetched once, within a day, by its member only, approved by another; without addresses or masked values."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from lanthorn.casework.access.sheets import WITHHELD
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.sealing import Subject, token_if_known
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.notices.models import Notice, NoticeKind
from lanthorn.casework.panels.models import Pack
from lanthorn.casework.panels.packing import PackOverError, fetch
from lanthorn.casework.panels.redacting import NotRedactedError, without
from lanthorn.casework.panels.tests.conftest import Panel
from lanthorn.casework.people.models import Address
from lanthorn.casework.tests.planted_referral import a_referral

As = Callable[..., Client]
Watched = Callable[[], Any]
CANARY = "Canary Wren Passage"
POSTCODE = "ZZ9 9ZZ"


def the_pack(world: Loaded, panel: Panel, key: str) -> Pack:
    found: Pack = Pack.objects.for_purpose("test").get(meeting=panel.meeting, user=world.users[key])
    return found


def text_of(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_a_pack_is_fetched_once_and_then_answers_410(world: Loaded, as_user: As, panel: Panel) -> None:
    pack = the_pack(world, panel, "nurse")
    nurse = as_user("nurse", again=True)
    assert nurse.get(f"/packs/{pack.pk}").status_code == 200, "looking at its page does not use it up"
    fetched = nurse.post(f"/packs/{pack.pk}/download")
    assert fetched.status_code == 200
    assert fetched.headers["Content-Type"] == "application/pdf"
    assert fetched.headers["Cache-Control"] == "no-store"
    text = text_of(fetched.content)
    assert "Katherine Dunmore" in text
    assert nurse.post(f"/packs/{pack.pk}/download").status_code == 410
    assert nurse.get(f"/packs/{pack.pk}").status_code == 410


def test_an_expired_pack_answers_410(world: Loaded, as_user: As, watched: Watched, panel: Panel) -> None:
    with watched():
        pack = the_pack(world, panel, "nurse")
        assert pack.expires_at - pack.made_at <= timedelta(hours=24, seconds=1)
        pack.expires_at = timezone.now() - timedelta(seconds=1)
        pack.save()
    nurse = as_user("nurse", again=True)
    assert nurse.get(f"/packs/{pack.pk}").status_code == 410
    assert nurse.post(f"/packs/{pack.pk}/download").status_code == 410


def test_of_two_who_fetch_at_the_same_moment_one_gets_it(world: Loaded, watched: Watched, panel: Panel) -> None:
    with watched():
        one, other = the_pack(world, panel, "nurse"), the_pack(world, panel, "nurse")
        assert fetch(one, by=world.users["nurse"]).startswith(b"%PDF")
        with pytest.raises(PackOverError):
            fetch(other, by=world.users["nurse"])


def test_a_pack_is_for_its_member_only(world: Loaded, as_user: As, panel: Panel) -> None:
    pack = the_pack(world, panel, "nurse")
    for key in ("detective", "chair", "front_door", "teacher"):
        client = as_user(key, again=True)
        assert client.get(f"/packs/{pack.pk}").status_code == 404
        assert client.post(f"/packs/{pack.pk}/download").status_code == 404


def test_every_page_of_a_pack_bears_its_number_and_whose_it_is(world: Loaded, as_user: As, panel: Panel) -> None:
    pack = the_pack(world, panel, "detective")
    content = as_user("detective", again=True).post(f"/packs/{pack.pk}/download").content
    pages = PdfReader(io.BytesIO(content)).pages
    assert len(pages) > 1
    for page in pages:
        text = page.extract_text()
        assert str(pack.pk) in text.replace("\n", "")
        assert "Helen Farrow" in text


def test_no_pack_holds_the_protected_address_even_where_somebody_typed_it_into_another_field(
    world: Loaded, as_user: As, watched: Watched, panel: Panel
) -> None:
    with watched():
        address = Address.objects.for_purpose("test").get(person=world.cases["Dunmore"].person_id)
        address.lines, address.postcode, address.protected = f"7 {CANARY}, Riverside", POSTCODE, True
        address.save()
        a_referral(
            world.users["nurse"], case=world.cases["Dunmore"], address_lines=CANARY, postcode=POSTCODE,
            address_protected=True, seen=f"She was seen outside 7 canary  wren passage ({POSTCODE.replace(' ', '')})",
        )  # fmt: skip
    for key in ("nurse", "detective", "teacher"):
        pack = the_pack(world, panel, key)
        text = text_of(as_user(key, again=True).post(f"/packs/{pack.pk}/download").content)
        squeezed = re.sub(r"\W", "", text).lower()
        assert "canarywrenpassage" not in squeezed
        assert "zz99zz" not in squeezed
        assert "She was seen outside" in " ".join(text.split())


def test_a_pack_holds_no_field_that_its_member_may_not_read(
    world: Loaded, as_user: As, panel: Panel, monkeypatch: pytest.MonkeyPatch, watched: Watched
) -> None:
    from lanthorn.casework.access.sheets import Field, Sheet
    from lanthorn.casework.panels import packing

    masked: Sheet[Any] = Sheet("referral", [Field("health", "Health", "health", lambda one: "A masked clinical note")])
    monkeypatch.setattr(packing, "PACK_REFERRAL", masked)
    with watched():
        a_referral(world.users["nurse"], case=world.cases["Dunmore"])
    texts = {}
    for key in ("nurse", "detective"):
        pack = the_pack(world, panel, key)
        texts[key] = text_of(as_user(key, again=True).post(f"/packs/{pack.pk}/download").content)
    assert "A masked clinical note" in texts["nurse"], "health reads health"
    assert "A masked clinical note" not in texts["detective"]
    assert "withheld" in texts["detective"]


def test_a_pack_holds_no_item_for_which_its_member_must_leave(world: Loaded, as_user: As, panel: Panel) -> None:
    nurse = as_user("nurse", again=True)
    nurse.post(f"/agenda/{panel.item.pk}/leave", {"user": str(world.users["nurse"].pk), "reason": "Treats the mother"})
    pack = the_pack(world, panel, "nurse")
    assert "Katherine" not in text_of(nurse.post(f"/packs/{pack.pk}/download").content)


def test_a_pack_is_a_disclosure_with_its_recipient_and_every_case_in_it(
    world: Loaded, as_user: As, panel: Panel
) -> None:
    pack = the_pack(world, panel, "nurse")
    as_user("nurse", again=True).post(f"/packs/{pack.pk}/download")
    case = world.cases["Dunmore"]
    tokens = [token_if_known(Subject("case", case.pk)), token_if_known(Subject("person", case.person_id))]
    for token in tokens:
        event = AuditEvent.objects.filter(
            operation=Operation.DISCLOSURE, act="panels:download", subjects__token=token
        ).get()
        assert event.recipients == ["riverside-health"]
        assert event.lawful_basis == "safeguarding"
        assert "referral.seen" in event.fields
    assert "Disclosed" in as_user("social_worker").get(f"/cases/{case.pk}/looked").content.decode()


def test_nobody_approves_a_pack_for_themselves(world: Loaded, as_user: As, watched: Watched, panel: Panel) -> None:
    chair = world.users["chair"]
    assert not Pack.objects.for_purpose("test").filter(user=chair).exists(), "the release approves none for oneself"
    seat = str(panel.meeting.seats.for_purpose("test").get(user=chair).pk)
    answer = as_user("chair", again=True).post(f"/meetings/{panel.meeting.pk}/seats/{seat}/pack", follow=True)
    assert "Nobody approves a pack for themselves" in answer.content.decode()
    as_user("front_door", again=True).post(f"/meetings/{panel.meeting.pk}/seats/{seat}/pack")
    with watched():
        pack = Pack.objects.for_purpose("test").get(user=chair)
        assert pack.approved_by_id == world.users["front_door"].pk
        pack.approved_by = chair
        with pytest.raises(IntegrityError), transaction.atomic():
            pack.save()


def test_a_new_pack_ends_the_one_before(world: Loaded, as_user: As, panel: Panel) -> None:
    before = the_pack(world, panel, "nurse")
    seat = panel.meeting.seats.for_purpose("test").get(user=world.users["nurse"])
    as_user("chair", again=True).post(f"/meetings/{panel.meeting.pk}/seats/{seat.pk}/pack")
    nurse = as_user("nurse", again=True)
    assert nurse.post(f"/packs/{before.pk}/download").status_code == 410
    later = Pack.objects.for_purpose("test").filter(user=world.users["nurse"]).latest("made_at")
    assert nurse.post(f"/packs/{later.pk}/download").status_code == 200


def test_the_notice_of_a_pack_names_nobody(world: Loaded, panel: Panel) -> None:
    told = Notice.objects.filter(kind=NoticeKind.PACK_RELEASED)
    assert {notice.user_id for notice in told} == {
        world.users[key].pk for key in ("nurse", "detective", "teacher", "front_door")
    }


LETTERS = st.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x7E)
WORDS = st.lists(st.text(LETTERS, min_size=3, max_size=8), min_size=2, max_size=4)


@given(WORDS, st.sampled_from([" ", "  ", ", ", "-", "\n", " / "]), st.booleans())
def test_an_address_is_found_however_it_is_spaced_or_written(words: list[str], between: str, upper: bool) -> None:
    written = between.join(words)
    page = f"<p>Seen at {written.upper() if upper else written}.</p>"
    done = without(page, [" ".join(words)])
    assert "".join(words).lower() not in re.sub(r"\W", "", done).lower()
    assert WITHHELD in done


def test_an_address_that_runs_over_two_parts_of_a_page_is_refused_not_let_through() -> None:
    with pytest.raises(NotRedactedError):
        without("<dd>7 Canary Wren</dd><dd>Passage</dd>", ["Canary Wren Passage"])


def test_a_text_without_a_protected_address_stays_as_it_is() -> None:
    page = "<p>Tom &amp; Jo's flat, W1</p>"
    assert without(page, ["Canary Wren Passage", "W1"]) == page
