"""The tool is data with editions; it answers with the gravest category that a present indicator points to."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanthorn.casework.access.field_groups import field_groups
from lanthorn.casework.cases.protocol import edition_on, editions
from lanthorn.casework.screening.agreement import agreement
from lanthorn.casework.screening.tool import ABSENT, PRESENT, UNKNOWN, policy, read_tools, tool_on, tools
from lanthorn.errors import LanthornError

DAY = date(2026, 3, 2)
TOOL, EDITION = tool_on(DAY), edition_on(DAY)
STATES = st.fixed_dictionaries({one.code: st.sampled_from([PRESENT, ABSENT, UNKNOWN]) for one in TOOL.indicators})
TWO_EDITIONS = """
[[tool]]
name = "One"
valid_from = {first}
source = "test"
indicator = [{{code = "a", label = "A", hint = "", points_to = "1"}}]
[[tool]]
name = "Two"
valid_from = {second}
source = "test"
indicator = [{{code = "b", label = "B", hint = "", points_to = "1"}}]
"""


def test_the_example_tool_has_the_nine_headings_of_the_mnemonic_in_order() -> None:
    assert "".join(one.label[0] for one in TOOL.indicators[:9]) == "SAFEGUARD"


def test_every_indicator_points_to_a_category_that_every_edition_knows_and_to_a_group_of_fields() -> None:
    for edition in editions():
        known = {one.code for one in edition.categories}
        assert {one.points_to for tool in tools() for one in tool.indicators} <= known
        assert set(policy().longest_until_review) == known
    assert {one.group for tool in tools() for one in tool.indicators} <= field_groups().keys()


@given(STATES)
def test_what_is_not_known_never_counts_as_present_or_absent(states: dict[str, str]) -> None:
    as_absent = {code: ABSENT if state == UNKNOWN else state for code, state in states.items()}
    assert TOOL.answer(states, EDITION) == TOOL.answer(as_absent, EDITION)
    answer = TOOL.answer(states, EDITION)
    assert (answer.category == "none") == (PRESENT not in states.values())
    present = [one for one in TOOL.indicators if states[one.code] == PRESENT]
    assert all(int(one.points_to) <= int(answer.category) for one in present)


@given(STATES, st.sampled_from([one.code for one in TOOL.indicators]))
def test_one_more_present_indicator_never_lowers_the_answer(states: dict[str, str], code: str) -> None:
    order = ["none", "1", "2", "3"]
    more = TOOL.answer(states | {code: PRESENT}, EDITION)
    assert order.index(more.category) >= order.index(TOOL.answer(states, EDITION).category)


def test_the_tool_of_a_day_is_the_latest_edition_that_began(tmp_path: Path) -> None:
    file = tmp_path / "tools.toml"
    file.write_text(TWO_EDITIONS.format(first="2015-03-01", second="2017-06-01"))
    from lanthorn.casework.cases.protocol import in_force

    read = read_tools(file)
    assert in_force(read, date(2017, 5, 31), "Tool").name == "One"
    assert in_force(read, date(2017, 6, 1), "Tool").name == "Two"
    with pytest.raises(LanthornError, match="none was in force on 2015-02-28"):
        in_force(read, date(2015, 2, 28), "Tool")


def test_two_editions_that_begin_on_one_day_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "tools.toml"
    file.write_text(TWO_EDITIONS.format(first="2015-03-01", second="2015-03-01"))
    with pytest.raises(LanthornError, match=r"tools.toml: valid_from: found 2015-03-01 twice"):
        read_tools(file)


def test_kappa_of_the_textbook_table() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, by chance 0.5, kappa 0.4."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    found = agreement(pairs)
    assert (found.pairs, found.equal) == (50, 35)
    assert found.kappa == pytest.approx(0.4)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"))))
def test_kappa_does_not_ask_who_was_first_and_is_at_most_one(pairs: list[tuple[str, str]]) -> None:
    found, turned = agreement(pairs), agreement([(second, first) for first, second in pairs])
    assert found.equal == turned.equal
    if found.kappa is None:
        assert turned.kappa is None
    else:
        assert found.kappa == pytest.approx(turned.kappa)
        assert found.kappa <= 1
        assert (found.kappa == pytest.approx(1)) == (found.equal == found.pairs)
