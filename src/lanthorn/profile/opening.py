"""The first page's headlines and summary, and the last page's symbols and provenance."""

from collections.abc import Iterable, Mapping

from lanthorn import __version__
from lanthorn.disclosure import Rule
from lanthorn.evidence import ENGINE_NAMES, Version, fingerprint_text
from lanthorn.measures import CONFIDENTIAL, Catalogue
from lanthorn.profile import wording
from lanthorn.profile.admitting import Spoken
from lanthorn.profile.content import Fact, Headline, Page
from lanthorn.profile.pages.missing import MORE_THAN_ONCE
from lanthorn.profile.pages.volume import NOT_APPLICABLE, NOT_AVAILABLE
from lanthorn.profile.protecting import Protected
from lanthorn.profile.sentences import Said, templates
from lanthorn.profile.tables import NO_SHARE
from lanthorn.profile.told import Setting, Told

_SAY = templates(
    "opening", title="", summary="agencies area period", summary_care="agencies area period", police="",
    social_care="", casework="", flagged="", leading_category="category", children="", of_sex="sex", missing_before="",
    missing_before_estimated="interval",
    leading_unit="unit", reports="", reported_again="", looked_after="", missing_in_care="", absences="",
    confidential="", not_available="", not_applicable="", dash="",
)  # fmt: skip
_FROM = templates(
    "provenance", software="", software_is="version", records="", records_is="number fingerprint", links="",
    links_is="number children records links engine", links_are="number", link_quality="", files="", files_are="number",
    rows="table", rows_are="read accepted rejected", period="", threshold="",
    threshold_is="small hidden counts", protection="", least_loss="", near_least_loss="gap", kept_not="number",
    attack="", attack_is="hidden", attack_beside="hidden number", sentences="",
    sentences_are="follow admitted left_out",
    measures="", measures_are="number",
)  # fmt: skip
MOST_HEADLINES = 6
_SHOWN_OF_A_FINGERPRINT = 16
_POLICE = ("offence", "missing_report")
_CASEWORK = ("case_record", "case_episode", "referral")


def title() -> str:
    """The briefing's title."""
    return _SAY.text("title")


def summary(setting: Setting) -> str:
    """What the briefing is, in two sentences: of whose records, where and when."""
    police = bool(setting.loaded.intersection(_POLICE))
    agencies = [_SAY.text("police")] if police else []
    agencies += [_SAY.text("social_care")] if "care_child" in setting.loaded else []
    agencies += [_SAY.text("casework")] if setting.loaded.intersection(_CASEWORK) else []
    name = "summary" if "offence" in setting.loaded else "summary_care"
    return _SAY.text(name, agencies=wording.listing(agencies), area=setting.area, period=setting.period.words)


def headlines(told: Iterable[Told], pages: Iterable[Page]) -> tuple[tuple[Headline, tuple[Fact, ...]], ...]:
    """The first six figures that can be shown, of those a reader asks for first, with the facts each rests on."""
    told = list(told)
    withheld = told[0].setting.withheld if told else frozenset()
    by_id = {entry.question: entry for entry in told if not entry.answer.unanswerable}
    shown = {page.id for page in pages}
    found = []
    for measure, figure, words in _candidates(by_id):
        if figure is not None and words and measure in shown and withheld.isdisjoint(figure.facts):
            found.append((Headline(wording.capital(figure.text), words, measure), figure.facts))
    return tuple(found[:MOST_HEADLINES])


def _candidates(told: Mapping[str, Told]) -> Iterable[tuple[str, Said | None, str]]:
    if entry := told.get("volume.category"):
        by = entry.by("category")
        yield "volume.category", by.number(), _SAY.text("flagged")
        yield _leading(entry, "category", "leading_category", "category")
    if entry := told.get("victim.age_sex"):
        yield "victim.age_sex", entry.by("sex").number(), _SAY.text("children")
        yield _leading(entry, "sex", "of_sex", "sex")
    if entry := told.get("missing.history"):
        yield _missing_before(entry)
    if entry := told.get("unit.investigating"):
        yield _leading(entry, "investigating_unit", "leading_unit", "unit")
    if entry := told.get("missing.reports"):
        yield "missing.reports", entry.by("missing_from").number(), _SAY.text("reports")
    if entry := told.get("missing.children"):
        share = entry.by("missing_times").share_of(MORE_THAN_ONCE)
        yield "missing.children", share, _SAY.text("reported_again")
    if entry := told.get("care.looked_after"):
        yield "care.looked_after", entry.by("placement_group").number(), _SAY.text("looked_after")
    if entry := told.get("care.missing"):
        share = entry.by("missing_in_care").share_of(["1", "2_or_more"])
        yield "care.missing", share, _SAY.text("missing_in_care")
    if entry := told.get("care.absences"):
        yield "care.absences", entry.by("absence_kind").number(), _SAY.text("absences")


def _missing_before(told: Told) -> tuple[str, Said | None, str]:
    """The share reported missing before; the interval of an estimate stands in the words, not in the figure."""
    by = told.by("missing_before")
    share, estimate = by.share(missing_before="yes"), by.cell(missing_before="yes").share
    if share is None or estimate is None or not told.is_corrected:
        return told.question, share, _SAY.text("missing_before")
    words = _SAY.text("missing_before_estimated", interval=wording.percent_interval(estimate))
    return told.question, Said(wording.percent(estimate.value), share.facts), words


def _leading(told: Told, dimension: str, template: str, slot: str) -> tuple[str, Said | None, str]:
    """The share of the most frequent value, where one certainly is."""
    by = told.by(dimension)
    ranking = by.ranking()
    if not ranking.values or ranking.tied:
        return told.question, None, ""
    value = ranking.values[0]
    words = _SAY.text(template, **{slot: wording.within_a_sentence(dimension, value)})
    return told.question, by.share(**{dimension: value}), words


def symbols() -> tuple[tuple[str, str], ...]:
    """The shorthand used in tables, with what each stands for."""
    return (
        (CONFIDENTIAL, _SAY.text("confidential")),
        (NOT_AVAILABLE, _SAY.text("not_available")),
        (NOT_APPLICABLE, _SAY.text("not_applicable")),
        (NO_SHARE, _SAY.text("dash")),
    )


def provenance(
    records: Version, links: Version, protected: Protected, said: Spoken, catalogue: Catalogue, period: str
) -> tuple[tuple[str, str], ...]:
    """Versions, fingerprints, rows and parameters: what this briefing was made from, and by what."""
    return (
        (_FROM.text("software"), _FROM.text("software_is", version=__version__)),
        (_FROM.text("period"), period),
        (_FROM.text("records"), _FROM.text("records_is", number=str(records.number), fingerprint=_print_of(records))),
        *_rows(records, protected.rule),
        (_FROM.text("files"), _FROM.text("files_are", number=f"{len(records.manifest.inputs):,}")),
        (_FROM.text("links"), _links(links)),
        *_link_quality(links),
        *_protection(protected, said),
        (_FROM.text("measures"), _FROM.text("measures_are", number=str(len(catalogue.measures)))),
    )  # fmt: skip


def _protection(protected: Protected, said: Spoken) -> Iterable[tuple[str, str]]:
    """How much is hidden, at what loss, what withstood the attack, and which sentences there are for it."""
    hidden, report = f"{protected.hidden:,}", protected.report
    counts = f"{protected.counts:,}"
    yield _FROM.text("threshold"), _FROM.text("threshold_is", small=protected.rule.words, hidden=hidden, counts=counts)
    loss = _FROM.text("least_loss") if report.exact else _FROM.text("near_least_loss", gap=f"{report.gap:.2%}")
    kept_not = [_FROM.text("kept_not", number=f"{len(report.kept_not):,}")] if report.kept_not else []
    yield _FROM.text("protection"), " ".join((loss, *kept_not))
    beside = f"{len(protected.beside):,}"
    yield (
        _FROM.text("attack"),
        _FROM.text("attack_beside", hidden=hidden, number=beside)
        if protected.beside
        else _FROM.text("attack_is", hidden=hidden),
    )
    follow, admitted, left_out = (f"{number:,}" for number in (said.follow, said.admitted, len(said.left_out)))
    sentences = _FROM.text("sentences_are", follow=follow, admitted=admitted, left_out=left_out)
    yield _FROM.text("sentences"), sentences


def rows_told(read: int, accepted: int, rejected: int, rule: Rule) -> tuple[str, ...]:
    """How many rows were read, taken in and turned away; few of either are hidden in both, for the rest tells them."""
    few = rule.unsafe(accepted) or rule.unsafe(rejected)
    hidden = (rule.unsafe(read), few, few)
    return tuple(
        CONFIDENTIAL if is_hidden else f"{number:,}"
        for number, is_hidden in zip((read, accepted, rejected), hidden, strict=True)
    )


def fingerprint_of(version: Version) -> str:
    """One fingerprint of all tables of a version."""
    return fingerprint_text(*(f"{name} {digest}" for name, digest in sorted(version.manifest.sha256.items())))


def _print_of(version: Version) -> str:
    return fingerprint_of(version)[:_SHOWN_OF_A_FINGERPRINT]


def _rows(records: Version, rule: Rule) -> Iterable[tuple[str, str]]:
    sums: dict[str, list[int]] = {}
    for entry in records.manifest.inputs:
        total = sums.setdefault(entry.table, [0, 0, 0])
        for place, number in enumerate((entry.rows, entry.accepted, entry.rejected)):
            total[place] += number
    for table, (read, accepted, rejected) in sums.items():
        name = wording.rows_label(table)
        told = rows_told(read, accepted, rejected, rule)
        text = _FROM.text("rows_are", **dict(zip(("read", "accepted", "rejected"), told, strict=True)))
        yield _FROM.text("rows", table=name), text


def _links(links: Version) -> str:
    stated = links.manifest.parameters
    number = str(links.number)
    records = stated.get("records")
    if not isinstance(records, dict) or "children" not in stated or "links" not in stated:
        return _FROM.text("links_are", number=number)
    return _FROM.text(
        "links_is", number=number, children=f"{stated['children']:,}", records=f"{sum(records.values()):,}",
        links=f"{stated['links']:,}", engine=ENGINE_NAMES[stated.get("engine", "duckdb")],
    )  # fmt: skip


def _link_quality(links: Version) -> Iterable[tuple[str, str]]:
    quality = links.manifest.parameters.get("quality")
    if isinstance(quality, dict) and quality:
        yield _FROM.text("link_quality"), "; ".join(f"{name} {value}" for name, value in quality.items())
