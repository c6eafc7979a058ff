"""Ethnicity of victims and suspects in five groups, where it is recorded; what is not recorded is never dropped."""

from tests.spec.tables import answer, counts, expected, published, same_children

TITLE = "Ethnicity"

OFFENCES = """
offence_reference | reported_on | flag_category
A1                | 2014-05-01  | 1
A2                | 2014-06-01  | 1
"""
PEOPLE = """
offence_reference | person_number | role    | ethnicity
A1                | 1             | victim  | NOBT
A2                | 1             | victim  | APKN
A1                | 2             | victim  | WIRI
A2                | 2             | victim  | BAFR
A2                | 3             | victim  | REFU
A1                | 3             | victim  | Martian
A1                | 4             | victim  | CHNE
A1                | 5             | suspect | MWAS
A2                | 5             | suspect | MWAS
A2                | 6             | suspect | OOTH
A2                | 7             | suspect |
"""
CHILDREN = """
ann: involvement:A1|1, involvement:A2|1
bob: involvement:A1|2, involvement:A2|2
cem: involvement:A2|3
dee: involvement:A1|3
eve: involvement:A1|4
"""


def _ethnicity(measure: str):
    return answer(measure, offence=OFFENCES, involvement=PEOPLE, child=same_children(CHILDREN))


def test_a_child_counts_once_in_the_group_first_stated():
    """Ann's first record says "not yet obtained" and her second Pakistani; of Bob's the first counts."""
    assert counts(_ethnicity("ethnicity.victims"), "ethnic_group") == expected("""
    ethnic_group | children
    white        | 1
    asian        | 2
    unknown      | 2
    """)


def test_refused_not_obtained_and_codes_in_no_list_are_not_known():
    table = published(_ethnicity("ethnicity.victims")).by("ethnic_group")
    assert table.total.count == 5
    assert table.recorded() == 3
    assert table.cell(ethnic_group="asian").denominator == 3


def test_suspects_count_once_per_offence():
    assert counts(_ethnicity("ethnicity.suspects"), "ethnic_group") == expected("""
    ethnic_group | suspects
    mixed        | 2
    other        | 1
    unknown      | 1
    """)


def test_that_no_population_stands_beside_it_is_said():
    for measure in ("ethnicity.victims", "ethnicity.suspects"):
        assert any("population's distribution is not shown" in caveat for caveat in _ethnicity(measure).measure.caveats)
