"""`lanthorn intake casework` against a running casework with its demonstration, and against servers that misbehave."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, cast

import pytest
from typer.testing import CliRunner

pytest.importorskip("django", reason="The casework's web parts are not installed: pip install 'lanthorn[web]'")

from lanthorn.casework.tests.serving import Installation, Server, Visitor, own_installation, running
from lanthorn.cli.app import app
from lanthorn.cli.intake_casework import TOKEN
from lanthorn.errors import BadFileError, LanthornError
from lanthorn.evidence import Layer, Store, connect, open_tables
from lanthorn.intake.casework_server import take_in_from_server
from lanthorn.records import CASEWORK

Row = dict[str, Any]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with own_installation(tmp_path_factory.mktemp("casework")) as made:
        yield made


@pytest.fixture(scope="module")
def served(installation: Installation) -> Iterator[Server]:
    with running(Server.serve(installation)) as server:
        yield server


@pytest.fixture(scope="module")
def token(served: Server) -> str:
    """As the administrator of the demonstration makes it on the page."""
    visitor = Visitor(served.address)
    visitor.sign_in("Laura Bennett")
    answers = {"holder": "agency:riverside-care", "takes_records": "on", "purpose": "The profile", "days": "30"}
    found = re.search(r"lanthorn_[\w-]+", visitor.post("/machines/new", **answers)[1])
    assert found
    return found[0]


def run(*arguments: object, token: str = "") -> tuple[int, str]:
    done = CliRunner(env={TOKEN: token}).invoke(app, ["intake", "casework", *map(str, arguments)])
    return done.exit_code, done.output + (str(done.exception) if done.exception else "")


def written(store: Path, table: str) -> list[Row]:
    """The rows of a table of the records in force."""
    version = Store.open(store).need(Layer.RECORDS)
    rows: list[Row] = open_tables({table: version.table(table)}, connect())[table].to_pyarrow().to_pylist()
    return rows


def counts(store: Path) -> dict[str, int]:
    return {table.name: len(written(store, table.name)) for table in CASEWORK}


def test_the_demonstrations_records_arrive_by_the_server_and_by_files_alike(
    served: Server, installation: Installation, token: str, tmp_path: Path
) -> None:
    status, said = run("--url", served.address, "--store", tmp_path / "store", token=token)
    assert status == 0, said
    arrived = counts(tmp_path / "store")
    assert arrived["case_episode"] > 5
    assert all(arrived[name] for name in ("referral", "screening", "panel_decision", "action", "missing_episode"))
    # A case of 2002 shows what retention keeps no longer; no partnership worked by a protocol then.
    assert [(row["field"], row["found"][:4]) for row in written(tmp_path / "store", "reject")] == [
        ("opened_on", "2002")
    ]
    # The demonstration's boroughs are made up, and kept as recorded.
    assert {row["field"] for row in written(tmp_path / "store", "field_note")} == {"authority"}
    installation.manage("export_records", str(tmp_path / "out"), "--agency", "riverside-care", "--purpose", "A test")
    status, said = run(tmp_path / "out", "--store", tmp_path / "other")
    assert status == 0, said
    assert counts(tmp_path / "other") == arrived
    again = run("--url", served.address, "--store", tmp_path / "store", token=token)[1]
    assert "All of this was in the store already" in again
    assert token not in said + again
    installation.manage("audit_verify")


def test_a_token_in_a_file_will_do_and_a_refused_one_leaves_nothing(served: Server, token: str, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{token}\n")
    status, said = run("--url", served.address, "--store", tmp_path / "store", "--token-file", tmp_path / "token")
    assert status == 0, said
    status, said = run("--url", served.address, "--store", tmp_path / "other", token="lanthorn_guessed")
    assert status == 1
    assert "does not know the token" in said
    assert Store.open(tmp_path / "other").current(Layer.RECORDS) is None


def test_without_a_token_or_a_place_it_says_what_is_missing(tmp_path: Path) -> None:
    assert "There is no token" in run("--url", "http://127.0.0.1:9", "--store", tmp_path / "store")[1]
    assert "a folder, or --url" in run("--store", tmp_path / "store")[1]
    assert "cannot be reached" in run("--url", "http://127.0.0.1:9", "--store", tmp_path / "store", token="t")[1]


@pytest.mark.parametrize("address", ["http://casework.example", "ftp://casework.example", "casework.example"])
def test_a_token_is_sent_by_https_alone(address: str, tmp_path: Path) -> None:
    with pytest.raises(LanthornError, match=r"not https|no address"):
        take_in_from_server(address, "t", Store.open(tmp_path / "store", create=True))


@contextmanager
def answering(answer: Callable[[str], tuple[int, dict[str, str], object]]) -> Iterator[tuple[str, list[str]]]:
    """A server that answers so; gives its address, and the paths asked of it with a token."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.headers.get("Authorization"):
                asked.append(self.path)
            status, headers, content = answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content.encode() if isinstance(content, str) else json.dumps(content).encode())

        def log_message(self, *_: Any) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def empty(path: str) -> tuple[int, dict[str, str], object]:
    return 200, {}, {"rows": [], "next": None}


def a_session(reference: str, **changed: object) -> Row:
    row = {"session_reference": reference, "held_on": "2015-02-03", "audience": "children", "setting": "school",
           "authority": "Newham", "reach": 30}  # fmt: skip
    return row | changed


def test_pages_are_read_to_the_end(tmp_path: Path) -> None:
    def answer(path: str) -> tuple[int, dict[str, str], object]:
        if not path.startswith("/api/v1/records/prevention_session"):
            return empty(path)
        last = "after=abc" in path
        return 200, {}, {"rows": [a_session("S2" if last else "S1")], "next": None if last else "abc"}

    with answering(answer) as (address, _):
        report = take_in_from_server(address, "t", Store.open(tmp_path / "store", create=True))
    assert counts(tmp_path / "store")["prevention_session"] == 2
    assert "prevention_session@127.0.0.1.csv" in {line.file for line in report.files}


def test_an_impossible_value_is_in_the_ledger_as_that_of_any_file(tmp_path: Path) -> None:
    def answer(path: str) -> tuple[int, dict[str, str], object]:
        rows = [a_session("S1", held_on="soon"), a_session("S2", reach="many")]
        return (200, {}, {"rows": rows, "next": None}) if path.endswith("prevention_session") else empty(path)

    with answering(answer) as (address, _):
        report = take_in_from_server(address, "t", Store.open(tmp_path / "store", create=True))
    assert (report.accepted, report.rejected) == (1, 1)
    ledger = written(tmp_path / "store", "reject")
    assert [(row["source_row"], row["field"], row["found"]) for row in ledger] == [(2, "held_on", "soon")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<html>", "JSON"),
        ({"tables": []}, "does not answer with rows"),
        ({"rows": [{"session_reference": "S1"}], "next": None}, "row 1: found session_reference. Expected the fields"),
        ({"rows": ["S1"], "next": None}, "found no row"),
        ({"rows": [a_session("S1", reach=[1])], "next": None}, "reach: found a list"),
    ],
)
def test_what_is_no_table_of_records_is_refused_whole(content: object, says: str, tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store", create=True)
    with answering(lambda _: (200, {}, content)) as (address, _), pytest.raises(BadFileError, match=re.escape(says)):
        take_in_from_server(address, "t", store)
    assert store.current(Layer.RECORDS) is None


def test_a_token_is_not_carried_to_where_a_server_points(tmp_path: Path) -> None:
    with answering(empty) as (elsewhere, asked):
        pointing = {"Location": f"{elsewhere}/api/v1/records/action"}
        with answering(lambda _: (302, pointing, "")) as (address, _), pytest.raises(LanthornError, match="302"):
            take_in_from_server(address, "t", Store.open(tmp_path / "store", create=True))
    assert asked == []


def test_it_waits_where_it_is_asked_to(tmp_path: Path) -> None:
    waited: list[str] = []
    asked = cast("dict[str, int]", {})

    def answer(path: str) -> tuple[int, dict[str, str], object]:
        asked[path] = asked.get(path, 0) + 1
        return (429, {"Retry-After": "0"}, "") if asked[path] == 1 else empty(path)

    with answering(answer) as (address, _):
        take_in_from_server(address, "t", Store.open(tmp_path / "store", create=True), progress=waited.append)
    assert sum("asks to wait" in step for step in waited) == len(CASEWORK)
