"""Describe a table that the Department for Education published as a publication that `lanthorn attack` can read.

Given the CSV "Children looked after who were missing or away, by local authority, year to 31 March 2016" (DfE, Open
Government Licence 3.0), writes a folder. Run: python describe_dfe_table.py dfe_cla_missing_2016.csv FOLDER
"""

import csv
import sys
from pathlib import Path

from lanthorn.disclosure import write_publication
from lanthorn.disclosure.publication import (
    TOTAL,
    Dimension,
    How,
    Key,
    Method,
    Publication,
    Relation,
    Rounding,
    Rule,
    Symbol,
    Table,
)

# What each column counts. Missing and away (without authorisation) are told apart by the department.
COLUMNS = {
    "CLA_MissDuringYear": "children missing",
    "CLA_MissIncs": "missing incidents",
    "CLA_MissMoreOnce": "children missing more than once",
    "CLA_Miss31Mar": "children missing on 31 March",
    "CLA_AwayDuringYear": "children away",
    "CLA_AwayIncs": "away incidents",
    "CLA_AwayMoreOnce": "children away more than once",
    "CLA_Away31Mar": "children away on 31 March",
}

# True of every place, whatever was published: a child missing more than once has at least two incidents.
RELATIONS = [
    relation.format(kind=kind)
    for kind in ("missing", "away")
    for relation in (
        "children {kind} more than once <= children {kind}",
        "children {kind} + children {kind} more than once <= {kind} incidents",
        "{kind} incidents <= children {kind} + 365 * children {kind} more than once",
        "children {kind} on 31 March <= children {kind}",
    )
]

# The department's numbers for authorities run by region: first and last number, region. The three London authorities
# named first are counted by the Office for National Statistics on the other side than their numbers say.
REGIONS = """
    203 203 OUTER LONDON, 309 309 INNER LONDON, 316 316 INNER LONDON, 201 213 INNER LONDON, 301 320 OUTER LONDON,
    330 336 WEST MIDLANDS, 340 359 NORTH WEST,
    370 384 YORKSHIRE AND THE HUMBER, 390 394 NORTH EAST, 800 803 SOUTH WEST, 805 808 NORTH EAST,
    810 816 YORKSHIRE AND THE HUMBER, 821 823 EAST OF ENGLAND, 825 826 SOUTH EAST, 830 831 EAST MIDLANDS,
    835 837 SOUTH WEST, 840 841 NORTH EAST, 845 852 SOUTH EAST, 855 857 EAST MIDLANDS, 860 861 WEST MIDLANDS,
    865 866 SOUTH WEST, 867 872 SOUTH EAST, 873 874 EAST OF ENGLAND, 876 877 NORTH WEST, 878 880 SOUTH WEST,
    881 883 EAST OF ENGLAND, 884 885 WEST MIDLANDS, 886 887 SOUTH EAST, 888 890 NORTH WEST, 891 892 EAST MIDLANDS,
    893 894 WEST MIDLANDS, 895 896 NORTH WEST, 908 908 SOUTH WEST, 909 909 NORTH WEST, 916 916 SOUTH WEST,
    919 919 EAST OF ENGLAND, 921 921 SOUTH EAST, 925 925 EAST MIDLANDS, 926 926 EAST OF ENGLAND,
    928 928 EAST MIDLANDS, 929 929 NORTH EAST, 931 931 SOUTH EAST, 933 933 SOUTH WEST, 935 935 EAST OF ENGLAND,
    936 936 SOUTH EAST, 937 937 WEST MIDLANDS, 938 938 SOUTH EAST
"""


def region_of(number: int) -> str:
    """The region in which the authority of a number lies."""
    for entry in REGIONS.split(","):
        first, last, region = entry.split(maxsplit=2)
        if int(first) <= number <= int(last):
            return region.strip()
    raise LookupError(f"No region is listed for the authority numbered {number}.")


def describe(file: Path) -> Publication:
    """The published table as a publication: what is hidden, what is rounded, what adds up to what."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    parents = {"INNER LONDON": "LONDON", "OUTER LONDON": "LONDON"}
    levels = {}
    for row in rows:
        place = row["geog_n"]
        if row["geog_l"] == "LA":
            parents[place], levels[place] = region_of(int(row["geog_c"])), "authority"
        elif row["geog_l"] == "REGION":
            parents.setdefault(place, TOTAL)
            levels[place] = "region"
    tables = []
    for column, population in COLUMNS.items():
        cells: dict[Key, int | Symbol] = {}
        for row in rows:
            place = TOTAL if row["geog_l"] == "NATIONAL" else row["geog_n"]
            cells[place,] = Symbol.CONFIDENTIAL if row[column] == "x" else int(row[column])
        tables.append(Table("missing_and_away", population, ("place",), cells, column=column))
    incidents = frozenset(column for column in COLUMNS if column.endswith("Incs"))
    return Publication(
        title="Children looked after who were missing or away, England, year to 31 March 2016",
        tables=tuple(tables),
        dimensions=(Dimension("place", total="ENGLAND", parents=parents, levels=levels, hierarchy="regions.csv"),),
        rule=Rule(threshold=6),
        roundings=(
            Rounding(100, How.NEAREST, columns=incidents, where={"place": frozenset({TOTAL})}),
            Rounding(10, How.NEAREST, where={"place": frozenset({TOTAL, "level:region"})}),
        ),
        relations=tuple(Relation.parse(text) for text in RELATIONS),
        method=Method.SUPPRESSION,
        period="2015-16",
    )


if __name__ == "__main__":
    write_publication(describe(Path(sys.argv[1])), Path(sys.argv[2]))
