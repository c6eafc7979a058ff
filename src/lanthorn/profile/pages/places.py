"""Where offences are located, where the children live, and how the two differ."""

from lanthorn.measures import Cell, dimension
from lanthorn.profile import figures, tables, wording
from lanthorn.profile.breakdown import MOST_NAMED, Breakdown, Ranking
from lanthorn.profile.content import Figure, Page, Sentence
from lanthorn.profile.sentences import Said, Templates, templates
from lanthorn.profile.told import Told, listed
from lanthorn.vocabulary import OUTSIDE

_RANKED = {
    "headline": "first next", "headline_tied": "first", "headline_first": "first", "headline_total": "total",
    "also": "names number", "areas": "shares", "by_authority": "", "by_area": "",
}  # fmt: skip
_OFFENCE = templates("place.offence", **_RANKED)
_HOME = templates("place.home", outside="share", **_RANKED)
_RATE = templates(
    "rate.children", headline="rate area", above="names area",
    many_above="number area", none_above="area", by_authority="", by_area="", small="",
)  # fmt: skip
_FLOW = templates(
    "flow.home_offence", headline="share", headline_total="total", elsewhere="share", by_area="", pairs="",
    pairs_note="",
)  # fmt: skip

ALSO_OVER = 80
"""Authorities over this number are named beside the highest three, as the 2015 briefing names them."""
_MOST_ALSO_NAMED = 6
_MOST_PAIRS = 15
_WHOLE_FROM = 10
"""Rates from here up are said in whole numbers, smaller ones with a decimal."""


def offence(told: Told) -> Page:
    """Where offences are located: the authorities in order, on a map."""
    return _ranked_page(told, _OFFENCE, "offence_authority", "offence_area")


def home(told: Told) -> Page:
    """Where the children live, those outside London included."""
    areas = told.by("home_area")
    outside = _HOME.say("outside", share=areas.share(home_area=OUTSIDE))
    return _ranked_page(told, _HOME, "home_authority", "home_area", outside)


def _ranked_page(told: Told, say: Templates, authority: str, area: str, *more: Sentence | None) -> Page:
    places, areas = told.by(authority), told.by(area)
    ranking = places.ranking()
    most = areas.ranking()
    return told.page(
        [
            say.say("headline_tied", first=ranking.first) if ranking.tied else None,
            say.say("headline", first=ranking.first, next=ranking.followed_by),
            say.say("headline_first", first=ranking.first),
            say.say("headline_total", total=places.how_many()),
        ],
        paragraphs=[
            _also_over(places, ranking, say),
            say.say("areas", shares=listed(areas, areas.by_frequency()[: len(areas.known())])),
            *more,
        ],
        figures=[
            figures.authority_map(
                places, told.title(say.text("by_authority")), boundaries=told.setting.boundaries,
                emphasis=ranking.values,
            ),
            figures.bars(areas, told.title(say.text("by_area")), emphasis=most.values[:1]),
        ],
        recorded=[places],
    )  # fmt: skip


def _also_over(places: Breakdown, ranking: Ranking, say: Templates) -> Sentence | None:
    if not ranking.values:
        return None
    counts = {value: places.cell(**{places.last: value}).count for value in places.known() if value != OUTSIDE}
    over = [value for value, count in counts.items() if count is not None and count > ALSO_OVER]
    others = [value for value in over if value not in ranking.values]
    if not 0 < len(others) <= _MOST_ALSO_NAMED:
        return None
    facts = tuple(places.fact("above", {places.last: value}, str(ALSO_OVER)) for value in others)
    names = wording.listing([places.name(value).text for value in others])
    return say.say("also", names=Said(names, facts), number=str(ALSO_OVER))


def rate(told: Told) -> Page:
    """Children recorded as victims per 10,000 who live in each authority, with intervals."""
    region, areas, places = (told.by(name) for name in ("home_region", "home_area", "home_authority"))
    whole = region.cell(home_region="london")
    area = told.setting.area
    cells = {place: places.cell(home_authority=place) for place in places.known()}
    above = sorted((place for place in cells if _lies_above(cells[place], whole)), key=lambda p: -_rate(cells[p]))
    return told.page(
        [_RATE.say("headline", rate=_said_rate(region, whole), area=area)],
        paragraphs=[_above(places, above, area) if whole.rate else None, _RATE.say("small")],
        figures=[
            figures.rate_bars(areas, told.title(_RATE.text("by_area"))),
            figures.rate_bars(places, told.title(_RATE.text("by_authority")), emphasis=above),
        ],
    )


def _rate(cell: Cell) -> float:
    return 0.0 if cell.rate is None else cell.rate.value


def _said_rate(by: Breakdown, cell: Cell) -> Said | None:
    if cell.rate is None:
        return None
    text = f"{cell.rate.value:.0f}" if cell.rate.value >= _WHOLE_FROM else f"{cell.rate.value:.1f}"
    return Said(text, (by.fact("rate", {by.last: "london"}, text),))


def _lies_above(cell: Cell, whole: Cell) -> bool:
    return cell.rate is not None and whole.rate is not None and cell.rate.low > whole.rate.high


def _above(places: Breakdown, above: list[str], area: str) -> Sentence | None:
    """Where the whole interval lies above London's: the names of up to three, else how many."""
    if not above:
        return _RATE.say("none_above", area=area) if _all_shown(places) else None
    facts = tuple(places.fact("rate above the whole", {places.last: place}, "above") for place in above)
    if len(above) > MOST_NAMED:
        return _RATE.say("many_above", number=Said(str(len(above)), facts), area=area)
    names = wording.listing([wording.within_a_sentence(places.last, place) for place in above])
    return _RATE.say("above", names=Said(names, facts), area=area)


def _all_shown(places: Breakdown) -> bool:
    return all(places.cell(**{places.last: place}).count is not None for place in places.known())


def flow(told: Told) -> Page:
    """From which home to which offence authority."""
    same = told.by("same_authority")
    areas = told.by("home_area", "offence_area")
    pairs = told.by("home_authority", "offence_authority")
    return told.page(
        [
            _FLOW.say("headline", share=same.share(same_authority="yes")),
            _FLOW.say("headline_total", total=same.how_many()),
        ],
        paragraphs=[_FLOW.say("elsewhere", share=same.percent(same_authority="no"))],
        figures=[
            figures.flows(areas, told.title(_FLOW.text("by_area"))),
            *_most_frequent_pairs(pairs, told),
        ],
        recorded=[same],
    )


def _most_frequent_pairs(pairs: Breakdown, told: Told) -> list[Figure]:
    """Journeys between two different authorities that are shown, most frequent first."""
    home, offence_place = pairs.dimensions
    found = [
        (count, start, end)
        for start in pairs.known(home)
        for end in pairs.known(offence_place)
        if start != end and (count := pairs.cell(**{home: start, offence_place: end}).count)
    ]
    found.sort(key=lambda row: -row[0])
    rows = [
        [
            tables.heading(wording.within_a_sentence(home, start)),
            tables.heading(wording.within_a_sentence(offence_place, end)),
            tables.count(pairs.cell(**{home: start, offence_place: end})),
        ]
        for _, start, end in found[:_MOST_PAIRS]
    ]
    if not rows:
        return []
    columns = (*(dimension(name).label for name in pairs.dimensions), wording.capital(told.units))
    caption = told.title(_FLOW.text("pairs"))
    notes = (_FLOW.text("pairs_note"),)
    return [Figure(tables.made(caption, columns, rows, notes=notes, numeric=(False, False, True)))]


PAGES = {"place.offence": offence, "place.home": home, "rate.children": rate, "flow.home_offence": flow}
