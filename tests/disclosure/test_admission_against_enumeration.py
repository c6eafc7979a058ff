"""Ranks, map shades and shares beside a protected table: what is let in gives nothing away, what is refused would."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import assume, given, settings

from lanthorn.disclosure import Options, Publication, Rule, Sentence, make_safe
from lanthorn.disclosure.publication import TOTAL, Fact, Order, Range, Symbol, Table, count_of, rounded_share
from tests.disclosure.brute_force import Enumeration
from tests.disclosure.tables import Joint, full_table, joint_counts

RULE = Rule(threshold=3)
OPTIONS = Options(singletons=False, seconds=30)


def sentences(table: Table) -> list[Sentence]:
    """What a page would say of it: rows from the highest down, the shade of each cell, a share of each row in full."""
    rows = ("row0", "row1", "row2")
    highest = sorted(rows, key=lambda row: -int(table.cells[row, TOTAL]))
    found = [Sentence.of(Order("rows by size", tuple((count_of("children", row=row),) for row in highest)))]
    for row in rows:
        for column in ("column0", "column1"):
            count, number = count_of("children", row=row, column=column), int(table.cells[row, column])
            coarser = Range(f"shade of {row} {column}, coarser", (count,), number // 6 * 6, number // 6 * 6 + 5)
            shade = Range(f"shade of {row} {column}", (count,), number // 3 * 3, number // 3 * 3 + 2)
            found.append(Sentence.of(shade, coarser))
            among = int(table.cells[row, TOTAL])
            if among:
                percent = str(round(Fraction(100 * number, among)))
                share = rounded_share(f"share of {row} {column}", [count], [count_of("children", row=row)], percent)
                found.append(Sentence.of(share))
    return found


class Reader:
    """Somebody with a protected table, who tries every joint table there could be and drops those a fact excludes."""

    def __init__(self, publication: Publication) -> None:
        self.cells = [table.count(key) for table, key, value in publication.cells if value is Symbol.CONFIDENTIAL]
        self.world = Enumeration(publication.with_facts(()))
        self.joints = self.world.joints

    def without(self, facts: Sequence[Fact]) -> list[dict[tuple[str, ...], int]]:
        """The joint tables left once some facts are read."""
        return [joint for joint in self.joints if all(self.world.is_true(joint, fact) for fact in facts)]

    def knows(self, facts: Sequence[Fact]) -> bool:
        """Whether some facts more would tell a hidden cell too nearly."""
        joints = self.without(facts)
        values = ([self.world.value(joint, count) for joint in joints] for count in self.cells)
        return any(RULE.gives_away(min(found), max(found)) for found in values)

    def read(self, facts: Sequence[Fact]) -> None:
        """Read some facts for good."""
        self.joints = self.without(facts)


@settings(max_examples=25, deadline=None)
@given(joint_counts({"row": 3, "column": 2}, units=9))
def test_what_is_said_beside_a_table_gives_nothing_away_and_what_is_refused_would(joint: Joint):
    table = full_table(joint, "row", "column")
    outcome = make_safe(Publication("t", (table,), rule=RULE), OPTIONS, true_sentences(table))
    assume(outcome.passes and outcome.publication.tables[0].cells[TOTAL, TOTAL] != Symbol.CONFIDENTIAL)
    reader = Reader(outcome.publication)
    assert not reader.knows(())
    for entry in outcome.admission.sentences:
        forms, chosen = entry.sentence.forms, entry.form
        for form in forms if chosen is None else forms[:chosen]:
            assert reader.knows(form)
        if chosen is not None:
            assert not reader.knows(forms[chosen])
            reader.read(forms[chosen])


@settings(max_examples=10, deadline=None)
@given(joint_counts({"row": 3, "column": 2}, units=30))
def test_the_same_counts_and_sentences_give_the_same_publication_again(joint: Joint):
    table = full_table(joint, "row", "column")
    asked = true_sentences(table)
    one, other = (make_safe(Publication("t", (table,), rule=RULE), OPTIONS, asked) for _ in range(2))
    assert one.publication == other.publication
    assert one.attack == other.attack


def true_sentences(table: Table) -> list[Sentence]:
    """Those of them that are true."""
    return [entry for entry in sentences(table) if all(_true(fact, table) for form in entry.forms for fact in form)]


def _true(fact: Fact, table: Table) -> bool:
    """Whether a fact holds: halves of a percentage are rounded otherwise than `round` does."""
    values = {table.count(key): int(value) for key, value in table.cells.items()}
    for line in fact.linear:
        found = sum(coefficient * values[count] for count, coefficient in line.terms)
        if (line.low is not None and found < line.low) or (line.high is not None and found > line.high):
            return False
    return True
