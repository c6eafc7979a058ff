"""`lanthorn serve` from nothing: a database, made-up people and a page; and many people writing at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from lanthorn.casework.tests.serving import Installation, Server, Visitor, own_installation, running

PRACTITIONERS = (
    "Amara Okafor", "Ruth Ellison", "Daniel Mbeki", "Helen Farrow", "Priya Raman", "Margaret Osei", "Tom Whitlock",
    "Sofia Lindqvist",
)  # fmt: skip
WRITES_EACH = 5


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with own_installation(tmp_path_factory.mktemp("serve")) as made:
        yield made


@pytest.fixture(scope="module")
def served(installation: Installation) -> Iterator[Server]:
    with running(Server.serve(installation)) as server:
        yield server


def test_it_starts_from_nothing_and_a_click_leads_to_my_work(served: Server) -> None:
    assert "amara.okafor@hill-school.example" in served.printed
    assert f"{served.address}/demonstration" in served.printed
    assert "Mohammed Karim" in Visitor(served.address).sign_in("Amara Okafor")


def test_eight_people_writing_at_once_leave_one_whole_chain(served: Server, installation: Installation) -> None:
    count = "from lanthorn.casework.journeys.models import Draft; print(Draft._base_manager.count())"
    before = int(installation.run(count))

    def write(name: str) -> int:
        visitor = Visitor(served.address)
        visitor.sign_in(name)
        for _ in range(WRITES_EACH):
            visitor.post("/referrals/new")
        return WRITES_EACH

    with ThreadPoolExecutor(len(PRACTITIONERS)) as pool:
        written = sum(pool.map(write, PRACTITIONERS))
    assert written == len(PRACTITIONERS) * WRITES_EACH
    installation.manage("audit_verify")
    assert int(installation.run(count)) == before + written
