"""How good the links between records are, and how far the linked shares move with them."""

from collections.abc import Mapping
from types import MappingProxyType

from lanthorn.linkage import LinkedShare
from lanthorn.linkage.audit import Interval
from lanthorn.measures import Estimate, dimension
from lanthorn.profile import tables, wording
from lanthorn.profile.content import Fact, Figure, Page, Sentence, Way
from lanthorn.profile.estimated import AUDITED, FOUND, MODELLED, NOT_MISTAKEN, OF_LINKS
from lanthorn.profile.linked import ASKED_BY, LinkQuality
from lanthorn.profile.sentences import templates
from lanthorn.profile.told import Told

ID = "linkage.quality"
_SECTION = "How good the records are"
_QUESTION = "How good are the links between records?"
_SAY = templates(
    ID, headline="precision recall", headline_none="", means="", audited="children period", not_audited="",
    simulated="", one_reviewer="", shares="", question="", alone="", model="", corrected="", interval="",
    sensitivity="", specificity="", groups="share", which_group="", found="", too_few="", caveat="", unlike="",
    counted="", out_of="", recorded="", source="", kind_sex="", kind_ethnicity_group="", kind_looked_after="",
)  # fmt: skip
_EVERYBODY: Mapping[str, str] = MappingProxyType({})
_DIMENSION_OF = {"sex": "sex", "ethnicity_group": "ethnic_group", "looked_after": "looked_after"}


def page(quality: LinkQuality, told: list[Told]) -> Page:
    """The page about the links. Shares whose own page hides them are left out of its table."""
    shown = [share for share in quality.shares.values() if _is_shown(share, told)]
    figures = [_by_question(shown)] if shown else []
    figures += [_by_group(share) for share in shown if share.interval is not None and share.groups]
    return Page(
        id=ID,
        section=_SECTION,
        question=_QUESTION,
        headline=_headline(quality),
        paragraphs=tuple(_paragraphs(quality)),
        figures=tuple(figures),
        caveats=(_SAY.text("caveat"), _SAY.text("unlike")),
        ways=(Way(ID, "1", _SAY.text("counted"), _SAY.text("out_of"), _SAY.text("recorded"), _SAY.text("source")),),
    )


def _is_shown(share: LinkedShare, told: list[Told]) -> bool:
    for one in told:
        if one.measure.id == share.question and not one.answer.unanswerable:
            name = ASKED_BY[share.question]
            return one.by(name).cell(**{name: "yes"}).count is not None
    return False


def _headline(quality: LinkQuality) -> Sentence:
    estimated = quality.estimated
    if estimated is None:
        return Sentence(_SAY.text("headline_none"))
    precision, recall = wording.percent(estimated.precision), wording.percent(estimated.recall)
    facts = (Fact(ID, "joined", precision, OF_LINKS), Fact(ID, "of one child", recall, OF_LINKS))
    return Sentence(_SAY.text("headline", precision=precision, recall=recall), facts)


def _paragraphs(quality: LinkQuality) -> list[Sentence]:
    said = [Sentence(_SAY.text("means"))]
    audited = quality.audited
    if audited:
        number = f"{audited[0].audited:,}"
        text = _SAY.text("audited", children=number, period=audited[0].period)
        said.append(Sentence(text, (Fact(ID, "", number, AUDITED),)))
    else:
        said.append(Sentence(_SAY.text("not_audited")))
    if any(share.simulated for share in audited):
        said.append(Sentence(_SAY.text("simulated")))
    if any(share.caution for share in audited):
        said.append(Sentence(_SAY.text("one_reviewer")))
    return said


def _by_question(shares: list[LinkedShare]) -> Figure:
    heads = ("question", "alone", "model", "corrected", "interval", "sensitivity", "specificity")
    rows = [
        [
            tables.heading(_question(share)),
            _percent(share, share.plug_in, tables.EXACT_SHARE),
            _percent(share, share.posterior_mean, MODELLED),
            _middle(share),
            _ends(share, share.interval, tables.ESTIMATED),
            _ends(share, share.sensitivity, FOUND),
            _ends(share, share.specificity, NOT_MISTAKEN),
        ]
        for share in shares
    ]
    return Figure(tables.made(_SAY.text("shares"), [_SAY.text(head) for head in heads], rows))


def _by_group(share: LinkedShare) -> Figure:
    rows = []
    for kind, groups in share.groups.items():
        of = dimension(_DIMENSION_OF[kind])
        for name, group in groups.items():
            label = f"{_SAY.text(f'kind_{kind}')}: {of.say(name)}"
            found = tables.heading(_SAY.text("too_few"))
            if group.sensitivity:
                found = _ends(share, group.sensitivity, FOUND, {of.name: name})
            rows.append([tables.heading(label), found])
    title = _SAY.text("groups", share=_question(share).lower())
    return Figure(tables.made(title, [_SAY.text("which_group"), _SAY.text("found")], rows))


def _question(share: LinkedShare) -> str:
    return dimension(ASKED_BY[share.question]).say("yes")


def _fact(share: LinkedShare, shown: str, kind: str, group: Mapping[str, str] = _EVERYBODY) -> Fact:
    """What a figure says of those of whom the answer is yes."""
    where = ";".join(f"{name}={value}" for name, value in {**group, ASKED_BY[share.question]: "yes"}.items())
    return Fact(share.question, where, shown, kind)


def _percent(share: LinkedShare, value: float, kind: str) -> tables.Printed:
    text = wording.percent(value)
    return tables.Printed(text, round(value * 100, tables.DECIMALS), (_fact(share, text, kind),))


def _middle(share: LinkedShare) -> tables.Printed:
    interval = share.interval
    return tables.heading(tables.NO_SHARE) if interval is None else _percent(share, interval.mid, tables.ESTIMATED)


def _ends(
    share: LinkedShare, interval: Interval | None, kind: str, group: Mapping[str, str] = _EVERYBODY
) -> tables.Printed:
    if interval is None:
        return tables.heading(tables.NO_SHARE)
    text = wording.percent_interval(Estimate(interval.mid, interval.low, interval.high))
    return tables.Printed(text, None, (_fact(share, text, kind, group),))
