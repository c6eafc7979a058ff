"""The formats that a briefing can be written in: given a briefing, a path and perhaps a template, writes one file.

A file is written under another name and then put in its place, so that a failure leaves the last one as it was.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from lanthorn.errors import LanthornError
from lanthorn.profile.content import Briefing

NAMES = ("html", "pdf", "pptx", "ods", "xlsx", "json", "parquet")
"""Every format, which is also the ending of its files."""


def formats(text: str) -> tuple[str, ...]:
    """The names in a list such as "html,pdf", each once; "all" is every one. Raises LanthornError for another name."""
    wanted = [name.strip().lower() for name in text.split(",") if name.strip()]
    if wanted == ["all"]:
        return NAMES
    unknown = [name for name in wanted if name not in NAMES]
    if unknown or not wanted:
        found = ", ".join(unknown) or "nothing"
        raise LanthornError(f"Formats: found {found}; expected some of {', '.join(NAMES)}, divided by commas, or all.")
    return tuple(dict.fromkeys(wanted))


def write(briefing: Briefing, path: Path, *, template: Path | None = None) -> None:
    """Write the briefing in the format of the path's ending.

    `template` is a PowerPoint file whose layouts the slides take; other formats leave it. Raises LanthornError for an
    ending that is no format, for a PDF on a system without Pango, and for a file that cannot be written; BadFileError
    for a template or boundaries that cannot be used.
    """
    (name,) = formats(path.suffix.removeprefix(".") or "(none)")
    content = rendered(briefing, name, template=template)
    making = path.with_name(f"{path.name}.making")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        making.write_bytes(content)
        making.replace(path)
    except OSError as error:
        making.unlink(missing_ok=True)
        raise LanthornError(f"{path} cannot be written: {error.strerror}. The file is as it was.") from error


def write_all(
    briefing: Briefing, folder: Path, names: Iterable[str] = NAMES, *, stem: str = "profile",
    template: Path | None = None, progress: Callable[[str], None] | None = None,
) -> list[Path]:  # fmt: skip
    """Write the briefing in several formats into a folder as `stem` with their endings; gives the paths."""
    paths = [folder / f"{stem}.{name}" for name in names]
    for path in paths:
        if progress is not None:
            progress(f"Writing {path.name}")
        write(briefing, path, template=template)
    return paths


def rendered(briefing: Briefing, name: str, *, template: Path | None = None) -> bytes:
    """The briefing as the bytes of one format's file. A format's libraries are loaded only when it is asked for."""
    if name == "pptx":
        from lanthorn.profile.slides import render_pptx

        return render_pptx(briefing, template)
    return _RENDERED_BY[name](briefing)


def _html(briefing: Briefing) -> bytes:
    from lanthorn.profile.html import render_html

    return render_html(briefing).encode("utf-8")


def _pdf(briefing: Briefing) -> bytes:
    from lanthorn.profile.pdf import render_pdf

    return render_pdf(briefing)


def _ods(briefing: Briefing) -> bytes:
    from lanthorn.profile.spreadsheet import render_ods

    return render_ods(briefing)


def _xlsx(briefing: Briefing) -> bytes:
    from lanthorn.profile.spreadsheet import render_xlsx

    return render_xlsx(briefing)


def _json(briefing: Briefing) -> bytes:
    from lanthorn.profile.machine import render_json

    return render_json(briefing).encode("utf-8")


def _parquet(briefing: Briefing) -> bytes:
    from lanthorn.profile.machine import render_parquet

    return render_parquet(briefing)


_RENDERED_BY: Mapping[str, Callable[[Briefing], bytes]] = {
    "html": _html, "pdf": _pdf, "ods": _ods, "xlsx": _xlsx, "json": _json, "parquet": _parquet,
}  # fmt: skip
