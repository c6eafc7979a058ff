"""What was measured, as a plain table to read and as JSON to keep."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from lanthorn import __version__


@dataclass(frozen=True)
class Line:
    """One stage at one scale; `note` says why there are no figures where there are none."""

    scale: float
    stage: str
    seconds: float | None = None
    processor_seconds: float | None = None
    peak_mebibytes: float | None = None
    counts: dict[str, int] | None = None
    note: str = ""


@dataclass(frozen=True)
class Ratio:
    """The same questions answered twice: how much longer the pandas script took, in processor seconds."""

    scale: float
    what: str
    lanthorn_seconds: float
    pandas_seconds: float
    questions: int
    differing: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """Seconds of pandas for one second of Lanthorn."""
        return self.pandas_seconds / self.lanthorn_seconds


def table(lines: Sequence[Line], ratios: Sequence[Ratio]) -> str:
    """The plain table."""
    written = [f"{'scale':>6}  {'stage':<22}{'clock s':>9}{'processor s':>13}{'peak MiB':>10}  what was done"]
    for line in lines:
        counts = ", ".join(f"{count:,} {name}" for name, count in (line.counts or {}).items())
        written.append(
            f"{line.scale:>6g}  {line.stage:<22}{_number(line.seconds, 9)}{_number(line.processor_seconds, 13)}"
            f"{_number(line.peak_mebibytes, 10, 0)}  {line.note or counts}"
        )
    for ratio in ratios:
        same = f"{ratio.questions} questions, the same answers"
        if ratio.differing:
            same = f"{ratio.questions} questions, answers DIFFER: {', '.join(ratio.differing)}"
        written.append(
            f"{ratio.scale:>6g}  {ratio.what}: pandas {ratio.pandas_seconds:.1f} s, Lanthorn "
            f"{ratio.lanthorn_seconds:.1f} s of processor; pandas takes {ratio.ratio:.1f} times as long ({same})"
        )
    return "\n".join(written)


def _number(value: float | None, width: int, decimals: int = 1) -> str:
    return f"{'–':>{width}}" if value is None else f"{value:>{width},.{decimals}f}"


def save(folder: Path, lines: Sequence[Line], ratios: Sequence[Ratio]) -> Path:
    """Write everything into a new JSON file of the folder, and say where."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder / f"stages-{now:%Y%m%d-%H%M%S}.json"
    content = {
        "measured_at": now.isoformat(timespec="seconds"),
        "version": __version__,
        "python": platform.python_version(),
        "machine": {"processors": os.cpu_count(), "architecture": platform.machine(), "memory_gib": memory_gib()},
        "lines": [asdict(line) for line in lines],
        "ratios": [asdict(ratio) | {"ratio": ratio.ratio} for ratio in ratios],
    }
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return path


def memory_gib() -> float:
    """The memory of this machine."""
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)
