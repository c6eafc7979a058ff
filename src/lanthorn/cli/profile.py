"""`lanthorn profile`: write the briefing of an area and period."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from lanthorn.cli.engines import EngineOption, MasterOption
from lanthorn.cli.screen import say, say_next, working
from lanthorn.disclosure import Publication
from lanthorn.errors import LanthornError
from lanthorn.evidence import ON_THIS_MACHINE, Store, Version
from lanthorn.profile import Wanted, make_comparison, make_local_profiles, profile_of
from lanthorn.profile.beside.authorities import authority_named, folder_name
from lanthorn.profile.choice import Choice, chosen, read_choice
from lanthorn.profile.content import Briefing
from lanthorn.profile.formats import formats as named_formats
from lanthorn.profile.formats import write_all
from lanthorn.profile.release import write_release
from lanthorn.vocabulary import Authority, Period, parse_period


def profile(
    store: Annotated[Path, typer.Option(help="The store with records and links.")],
    period: Annotated[str, typer.Option(help="A financial year (2014-15), or two dates (2014-01-01:2014-12-31).")],
    out: Annotated[Path, typer.Option(help="Folder to write the briefing into.")],
    boundaries: Annotated[
        Path | None, typer.Option(help="GeoJSON of the authorities, for maps with boundaries; otherwise tiles.")
    ] = None,
    measures: Annotated[
        list[Path] | None, typer.Option(help="A Python file with measures of your own. It is run: use only your own.")
    ] = None,
    area: Annotated[str, typer.Option(help="What the area is called.")] = "London",
    threshold: Annotated[int, typer.Option(help="The smallest count that is shown.", min=1)] = 5,
    formats: Annotated[
        str, typer.Option("--format", help="What to write: some of html,pdf,pptx,ods,xlsx,json,parquet, or all.")
    ] = "html,json",
    template: Annotated[Path | None, typer.Option(help="A PowerPoint file whose layouts the slides take.")] = None,
    marking: Annotated[str, typer.Option(help='A protective marking for every page, e.g. "OFFICIAL-SENSITIVE".')] = "",
    choice: Annotated[
        Path | None,
        typer.Option(help="A profile.toml: pages, names, marking, logo, threshold. What it says goes before options."),
    ] = None,
    earlier: Annotated[
        list[Path] | None,
        typer.Option(help="Folder of a publication that readers have already: the attack takes both together."),
    ] = None,
    compare: Annotated[str, typer.Option(help="An earlier period: each figure stands beside that of it.")] = "",
    authority: Annotated[
        str, typer.Option(help="Write the briefing of one authority, beside the whole area, in place of the area's.")
    ] = "",
    each_authority: Annotated[
        bool,
        typer.Option(
            "--each-authority", help="Write the area's briefing and one of each authority, each in its folder."
        ),
    ] = False,
    engine: EngineOption = "duckdb",
    spark_master: MasterOption = ON_THIS_MACHINE,
    synthetic: Annotated[bool, typer.Option(help="Say on the first page that the data are invented.")] = False,
) -> None:
    """Write the profile of a period: every question answered from the records, or named as not answered.

    Before anything is written, all of it is attacked as a reader would; a profile that gives a small count of children
    away is refused. What was attacked stands in the folder publication, for anybody to attack again.

    Example: lanthorn profile --store store --period 2014-15 --out briefing
    """
    wanted = named_formats(formats)
    own = Choice() if choice is None else read_choice(choice)
    other = own.compare or (parse_period(compare) if compare else None)
    place = authority_named(own.authority or authority) if own.authority or authority else None
    if sum((other is not None, place is not None, each_authority)) > 1:
        raise LanthornError("Found several of --compare, --authority and --each-authority: expected one of them.")
    with working("Making the profile") as progress:
        choices = Wanted(
            measure_files=measures or (),
            boundaries=boundaries,
            area=own.area or area,
            synthetic=synthetic,
            threshold=own.threshold or threshold,
            earlier=earlier or (),
            progress=progress,
            engine=engine,
            master=spark_master,
        )
        made = _made(Store.open(store), parse_period(period), other, place, choices, each=each_authority)
        # The area's name is in the briefings already: an authority's own name stays.
        dressed = {
            folder: chosen(replace(briefing, marking=marking), replace(own, area=""))
            for folder, briefing in made.briefings.items()
        }
        written = []
        for folder, briefing in dressed.items():
            written += write_all(briefing, out / folder, wanted, template=template, progress=progress)
        written.append(write_release(made.publication, out / "publication"))
    for briefing in dressed.values():
        answered = sum(page.answered for page in briefing.pages)
        say(f"{briefing.area}: {answered} of {len(briefing.pages)} questions answered.")
    say(f"Version {made.results.number} of the results.")
    for path in written:
        say(f"Written: {path}")
    say_next(f"lanthorn explain volume.category --store {store}")


@dataclass(frozen=True)
class _Made:
    """What is to be written: briefings by their folders, and the publication that they are views of."""

    briefings: Mapping[str, Briefing]
    results: Version
    publication: Publication


def _made(
    store: Store, period: Period, other: Period | None, place: Authority | None, choices: Wanted, *, each: bool
) -> _Made:
    if each or place is not None:
        local = make_local_profiles(store, period, choices)
        if place is not None:
            return _Made({".": local.of_authorities[place.code]}, local.results, local.publication)
        whole = {folder_name(choices.area): local.whole}
        own = {folder_name(entry.area): entry for entry in local.of_authorities.values()}
        return _Made(whole | own, local.results, local.publication)
    made = profile_of(store, period, choices) if other is None else make_comparison(store, period, other, choices)
    return _Made({".": made.briefing}, made.results, made.publication)
