"""The last look before anything is written: the finished publication is attacked as a reader would.

One that gives anything away is refused, and there is no way round it.
"""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from lanthorn.disclosure import AttackReport, Finding, Publication, Verdict, write_publication
from lanthorn.disclosure.safety import attack_with
from lanthorn.errors import LanthornError

SECONDS = 600.0
DESCRIPTION = "publication.toml"
_MOST_NAMED = 5
_MOST_FACTS = 12


def withstand(publication: Publication, beside: Sequence[Publication] = ()) -> AttackReport:
    """The attack on everything published together.

    Raises LanthornError, naming cells and what gives them away but no count, where one is disclosed or undecided.
    """
    report = attack_with(publication, beside, seconds=SECONDS)
    if not report.passes:
        raise LanthornError("\n".join(_refusal(report)))
    return report


def _refusal(report: AttackReport) -> list[str]:
    lines = ["The profile would give hidden counts away, so nothing was written."]
    for facts in report.inconsistent:
        lines += ["These cannot all be true:", *_listed(facts)]
    disclosed, undecided = report.of(Verdict.DISCLOSED), report.of(Verdict.UNDECIDED)
    for finding in disclosed[:_MOST_NAMED]:
        lines += [f"Known {finding.why}: {finding.words}. It follows from:", *_listed(_facts(finding))]
    lines += [f"{len(disclosed) - _MOST_NAMED} more are known."] if len(disclosed) > _MOST_NAMED else []
    lines += [f"Not decided: {finding.words}: {finding.why}." for finding in undecided[:_MOST_NAMED]]
    lines += [f"{len(undecided) - _MOST_NAMED} more are not decided."] if len(undecided) > _MOST_NAMED else []
    return lines


def _facts(finding: Finding) -> tuple[str, ...]:
    return finding.proof or ("the rule and the sums alone",)


def _listed(facts: Sequence[str]) -> list[str]:
    more = len(facts) - _MOST_FACTS
    return [*(f"  - {fact}" for fact in facts[:_MOST_FACTS]), *([f"  - and {more} more"] if more > 0 else [])]


def write_release(publication: Publication, folder: Path) -> Path:
    """Write the publication into a folder, in place of an earlier one there. The folder appears whole or not at all.

    Raises LanthornError where the folder holds anything but a publication.
    """
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()) and not (folder / DESCRIPTION).is_file():
        raise LanthornError(f"{folder} holds files that are no publication. Nothing was written there.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as name:
        made, old = Path(name) / "new", Path(name) / "old"
        write_publication(publication, made)
        if folder.exists():
            shutil.move(folder, old)
        shutil.move(made, folder)
    return folder
