"""What the agencies' files look like: names, headings, codes, dates, and nothing that could be a real address."""

import csv
import tomllib
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

import lanthorn
from lanthorn.errors import LanthornError
from lanthorn.synthetic import Generated, generate
from lanthorn.vocabulary import authorities, codes, find_authority
from tests.synthetic.reading import REAL_UNIT, day, every, rows

MAPPING = Path(lanthorn.__file__).parent / "intake" / "mappings" / "metropolitan.toml"
DFE_SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "ssda903"
EXTRACTS = {
    "police-offences": "cse_offences.csv",
    "police-persons": "cse_persons.csv",
    "police-missing": "missing_reports.csv",
}
DFE_LAYOUT = {
    "header.csv": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes.csv": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    "missing.csv": "CHILD,DOB,MISSING,MIS_START,MIS_END",
}
POSTCODE_HEADINGS = ("Home Postcode", "HOME_POST", "PL_POST")


@pytest.mark.parametrize(
    "extract", tomllib.loads(MAPPING.read_text(encoding="utf-8"))["extract"], ids=lambda e: e["name"]
)
def test_police_files_have_the_headings_and_codes_that_the_mapping_reads(small: Generated, extract: dict) -> None:
    found = [row for _, row in every(small, EXTRACTS[extract["name"]])]
    assert list(found[0]) == list(extract["columns"].values())
    for field, translation in extract.get("values", {}).items():
        heading = extract["columns"][field]
        written = {row[heading] for row in found} - set(extract["blank"])
        assert written <= set(translation), heading


@pytest.mark.parametrize("name", DFE_LAYOUT)
def test_returns_are_laid_out_as_the_dfe_asks(small: Generated, name: str) -> None:
    found = {path.read_text(encoding="utf-8").splitlines()[0] for path in small.files if path.name == name}
    assert found == {DFE_LAYOUT[name]}


@pytest.mark.parametrize("name", DFE_LAYOUT)
@pytest.mark.skipif(not DFE_SAMPLES.is_dir(), reason="needs the sample returns in ../shared beside the project")
def test_returns_have_the_headings_of_the_sample_returns(name: str) -> None:
    with (DFE_SAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file)) == DFE_LAYOUT[name].split(",")


def test_every_authority_makes_a_return_in_every_year(small: Generated) -> None:
    found = Counter((path.parts[-3], path.parts[-2]) for path in small.files if "social_care" in path.parts)
    assert found == {(year, entry.code): 3 for year in ("2013-14", "2014-15") for entry in authorities()}


def test_returns_hold_only_codes_of_the_dfe(small: Generated) -> None:
    for _, row in every(small, "episodes.csv"):
        assert row["LS"] in codes("legal_status")
        assert row["PLACE"] in codes("placement")
    assert {row["ETHNIC"] for _, row in every(small, "header.csv")} <= set(codes("ethnicity").by_code)
    assert {row["SEX"] for _, row in every(small, "header.csv")} == {"1", "2"}
    assert {row["MISSING"] for _, row in every(small, "missing.csv")} == {"M", "A"}


def test_a_child_looked_after_in_both_years_is_in_both_returns_with_the_same_identifier(small: Generated) -> None:
    children = defaultdict(set)
    for path, row in every(small, "header.csv"):
        children[path.parts[-3]].add((path.parts[-2], row["CHILD"], row["DOB"]))
    both = children["2013-14"] & children["2014-15"]
    assert len(both) > 100
    identifiers = [(authority, child) for authority, child, _ in children["2013-14"] | children["2014-15"]]
    assert len(identifiers) == len(set(identifiers))


def test_episodes_of_a_return_overlap_its_year_and_follow_one_another(small: Generated) -> None:
    last_day = {"2013-14": date(2014, 3, 31), "2014-15": date(2015, 3, 31)}
    open_ones: dict[tuple[Path, str], int] = Counter()
    for path, row in every(small, "episodes.csv"):
        end = last_day[path.parts[-3]]
        began, ended = day(row["DECOM"]), day(row["DEC"])
        assert began is not None
        assert began <= end
        assert bool(row["DEC"]) == bool(row["REC"])
        if ended is None:
            open_ones[path, row["CHILD"]] += 1
        else:
            assert date(end.year - 1, 4, 1) <= ended <= end
            assert began < ended
    assert set(open_ones.values()) == {1}


def test_absences_of_a_return_began_in_its_year_and_belong_to_its_children(small: Generated) -> None:
    children = {(path.parent, row["CHILD"]) for path, row in every(small, "header.csv")}
    keys = []
    for path, row in every(small, "missing.csv"):
        assert (path.parent, row["CHILD"]) in children
        began = day(row["MIS_START"])
        assert began is not None
        year = int(path.parts[-3][:4])
        assert date(year, 4, 1) <= began <= date(year + 1, 3, 31)
        keys.append((path.parent, row["CHILD"], row["MIS_START"], row["MISSING"]))
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("name", "heading"), [("cse_offences.csv", "Date Reported"), ("missing_reports.csv", "Reported At")]
)
def test_a_years_police_file_has_what_was_reported_in_that_financial_year(
    small: Generated, name: str, heading: str
) -> None:
    for path, row in every(small, name):
        reported, year = day(row[heading]), int(path.parts[-2][:4])
        assert reported is None or date(year, 4, 1) <= reported <= date(year + 1, 3, 31)


def test_flags_exist_only_since_october_2013(small: Generated) -> None:
    for _, row in every(small, "cse_offences.csv"):
        for heading in ("Date Reported", "Date Flagged"):
            when = day(row[heading])
            assert when is None or when >= date(2013, 10, 1)


def test_use_of_the_flags_grows_in_their_first_months(whole: Generated) -> None:
    months = Counter(row["Date Reported"][3:] for _, row in every(whole, "cse_offences.csv"))
    assert months["10/2013"] < 0.75 * months["03/2014"]


def test_no_postcode_could_be_a_real_one(small: Generated) -> None:
    seen = set()
    for path in small.files:
        for row in rows(small, path):
            seen |= {row[heading] for heading in POSTCODE_HEADINGS if row.get(heading)}
    assert len(seen) > 1000
    assert not [postcode for postcode in seen if REAL_UNIT.search(postcode[-3:])]


def test_no_pupil_number_could_be_a_real_one(small: Generated) -> None:
    assert {row["UPN"][0] for _, row in every(small, "header.csv") if row["UPN"] != "UN1"} <= set("IOS")


def test_every_authority_as_police_write_it_is_known_to_the_vocabulary(small: Generated) -> None:
    written = {row["Borough"] for _, row in every(small, "cse_offences.csv")}
    written |= {row["Home Borough"] for _, row in every(small, "cse_persons.csv")}
    assert len(written) > 60
    assert not [name for name in written - {""} if find_authority(name) is None]


def test_accents_survive_in_both_encodings(whole: Generated) -> None:
    for name in ("cse_persons.csv", "missing_reports.csv"):
        assert any("é" in row["Forenames"] + row["Surname"] for _, row in every(whole, name))


def test_some_rows_are_such_that_intake_must_reject_them(whole: Generated) -> None:
    reports = [row for _, row in every(whole, "missing_reports.csv")]
    references = Counter(row["Report Ref"] for row in reports)
    assert 1 <= references[""] <= 50
    assert 1 <= sum(count > 1 for reference, count in references.items() if reference) <= 50
    assert 1 <= sum(day(row["Reported At"]) is None for row in reports) <= 50


def test_a_year_alone_can_be_generated(tmp_path: Path) -> None:
    generated = generate(tmp_path, scale=0.01, years=("2014-15",))
    assert {path.parts[-2] for path in generated.files if "police" in path.parts} == {"2014-15"}


def test_before_the_flags_there_are_missing_reports_but_no_flagged_offences(tmp_path: Path) -> None:
    generated = generate(tmp_path, scale=0.01, years=("2011-12",))
    assert every(generated, "missing_reports.csv")
    assert not every(generated, "cse_offences.csv")


@pytest.mark.parametrize("wrong", [{"scale": 0}, {"scale": -1.0}, {"years": ()}, {"years": ("2014-01-01:2014-12-31",)}])
def test_what_cannot_be_generated_is_refused_with_a_reason(tmp_path: Path, wrong: dict) -> None:
    with pytest.raises(LanthornError, match="expected"):
        generate(tmp_path, **wrong)
