"""What holds of every rule, whatever the records: order and strangers change nothing; the decided stay away."""

from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanthorn.identification import considered_of, rules
from tests.spec.tables import stored

AS_OF = date(2015, 3, 31)
RULES = [rule for rule in rules() if rule.id in {"missing.often", "missing.no_return", "concern.other_child"}]
KNOWN = ("ann", "bob")

days = st.integers(-5, 200).map(lambda ago: AS_OF - timedelta(days=ago))
children = st.sampled_from(KNOWN)
reports = st.lists(st.tuples(children, days, st.one_of(st.none(), st.integers(0, 60))), max_size=8)
offences = st.lists(st.tuples(children, days, st.sampled_from(["Sam", "Max", None])), max_size=6)


def _tables(reports, offences):
    missing, offence, person, link = [], [], [], []
    for number, (child, day, hours) in enumerate(reports):
        back = "" if hours is None else f"{day + timedelta(days=hours // 24)}T{hours % 24:02d}:00"
        missing.append({"report_reference": f"M{number}", "reported_at": f"{day}T00:00", "returned_at": back})
        link.append((f"missing_report:M{number}", child))
    for number, (child, day, suspect) in enumerate(offences):
        offence.append({"offence_reference": f"A{number}", "reported_on": str(day), "flag_category": "1"})
        person.append({"offence_reference": f"A{number}", "person_number": "1", "role": "victim"})
        link.append((f"involvement:A{number}|1", child))
        if suspect:
            named = {"forename": suspect, "surname": "Reed", "date_of_birth": "1996-02-03"}
            person.append({"offence_reference": f"A{number}", "person_number": "2", "role": "suspect", **named})
    linked = [{"record_id": record, "record_table": "", "child_id": child} for record, child in link]
    return {"missing_report": missing, "offence": offence, "involvement": person, "child": linked}


def _consider(tables, decided=None, as_of=AS_OF):
    opened = {name: stored(name, rows) for name, rows in tables.items()}
    return considered_of(opened, as_of, rules=RULES, decided=decided)


def _same(one, other):
    return all(getattr(one, name).equals(getattr(other, name)) for name in ("children", "reasons", "evidence"))


few = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(reports, offences, st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(reports, offences, chance):
    tables = _tables(reports, offences)
    shuffled = {name: chance.sample(rows, len(rows)) for name, rows in tables.items()}
    assert _same(_consider(tables), _consider(shuffled))


@few
@given(reports, offences, reports)
def test_the_missing_reports_of_a_stranger_change_nothing_for_the_others(reports, offences, of_stranger):
    tables = _tables(reports, offences)
    more = _tables([*reports, *(("eve", day, hours) for _, day, hours in of_stranger)], offences)
    before, after = _consider(tables), _consider(more)
    known = pc.is_in(after.evidence["child_id"], value_set=pa.array(KNOWN))
    assert before.evidence.equals(after.evidence.filter(known))


@few
@given(reports, offences)
def test_a_child_is_shown_with_a_reason_and_a_record_or_not_at_all(reports, offences):
    found = _consider(_tables(reports, offences))
    for child in found.view():
        assert child.reasons
        assert all(reason.records for reason in child.reasons)
        assert child.latest_on == max(reason.latest_on for reason in child.reasons) <= AS_OF
    latest = found.children["latest_on"].to_pylist()
    assert latest == sorted(latest, reverse=True)


@few
@given(reports, offences, reports, st.booleans())
def test_the_decided_return_only_with_a_record_that_nobody_has_seen(reports, offences, later, says_what_was_seen):
    tables = _tables(reports, offences)
    own_record = {row["child_id"]: row["record_id"] for row in tables["child"]}
    first = _consider(tables)
    seen = {
        (child.child_id, reason.rule): [record.record_id for record in reason.records]
        for child in first.view()
        for reason in child.reasons
    }
    rows = [
        {"child": own_record[child], "rule": rule, "decided_on": AS_OF, "decision": "refer"}
        | ({"records": records} if says_what_was_seen else {})
        for (child, rule), records in seen.items()
    ]
    decided = pa.Table.from_pylist(rows) if rows else None
    assert _consider(tables, decided).children.num_rows == 0

    moved = [(child, day + timedelta(days=30), hours) for child, day, hours in later]
    again = _consider(_tables([*reports, *moved], offences), decided, AS_OF + timedelta(days=30))
    for child in again.view():
        for reason in child.reasons:
            before = seen.get((child.child_id, reason.rule), [])
            assert {record.record_id for record in reason.records} - set(before)
