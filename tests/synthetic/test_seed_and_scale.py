"""The same seed gives the same bytes, another seed another London, and the scale multiplies what there is."""

import hashlib
from pathlib import Path

import pytest

from lanthorn.errors import LanthornError
from lanthorn.synthetic import Generated, generate
from tests.synthetic.conftest import SMALL

STANDARD_ERRORS = 5


def _digests(generated: Generated) -> dict[str, str]:
    return {
        str(path.relative_to(generated.out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(generated.out.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(small: Generated, tmp_path: Path) -> None:
    assert _digests(generate(tmp_path, seed=7, scale=SMALL)) == _digests(small)


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    generate(tmp_path, seed=1, scale=0.01)
    again = generate(tmp_path, seed=1, scale=0.01, years=("2014-15",))
    assert not (tmp_path / "agencies" / "police" / "2013-14").exists()
    assert all(path.is_file() for path in again.files)


def test_a_folder_of_an_agencys_own_files_is_never_taken_away(tmp_path: Path) -> None:
    own = tmp_path / "agencies" / "police" / "export.csv"
    own.parent.mkdir(parents=True)
    own.write_text("Crime Ref\n", encoding="utf-8")
    with pytest.raises(LanthornError, match="Give another folder"):
        generate(tmp_path, scale=0.01)
    assert own.is_file()


def test_another_seed_gives_other_figures(small: Generated, tmp_path: Path) -> None:
    other = generate(tmp_path, seed=8, scale=SMALL)
    assert other.counts != small.counts


def test_twice_the_scale_gives_twice_as_much_within_sampling_error(tmp_path: Path) -> None:
    once = generate(tmp_path / "once", seed=3, scale=0.2).counts
    twice = generate(tmp_path / "twice", seed=4, scale=0.4).counts
    for what in ("flagged offences", "children looked after", "children known to an agency"):
        error = (4 * once[what] + twice[what]) ** 0.5
        assert abs(twice[what] - 2 * once[what]) < STANDARD_ERRORS * error, what


def test_progress_is_told_in_words(tmp_path: Path) -> None:
    said: list[str] = []
    generate(tmp_path, scale=0.01, progress=said.append)
    assert len(said) == 5
