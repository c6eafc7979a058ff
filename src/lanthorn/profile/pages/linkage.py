"""How good the links between records are, and how far the linked shares move with them."""

from lanthorn.linkage import LinkedShare
from lanthorn.linkage.audit import Interval
from lanthorn.measures import Estimate, dimension
from lanthorn.profile import tables, wording
from lanthorn.profile.content import Figure, Page, Sentence, Way
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
    return Sentence(_SAY.text("headline", precision=precision, recall=recall))


def _paragraphs(quality: LinkQuality) -> list[Sentence]:
    said = [_SAY.text("means")]
    audited = quality.audited
    if audited:
        said.append(_SAY.text("audited", children=f"{audited[0].audited:,}", period=audited[0].period))
    else:
        said.append(_SAY.text("not_audited"))
    if any(share.simulated for share in audited):
        said.append(_SAY.text("simulated"))
    if any(share.caution for share in audited):
        said.append(_SAY.text("one_reviewer"))
    return [Sentence(text) for text in said]


def _by_question(shares: list[LinkedShare]) -> Figure:
    heads = ("question", "alone", "model", "corrected", "interval", "sensitivity", "specificity")
    rows = [
        [
            tables.heading(_question(share)),
            _percent(share.plug_in),
            _percent(share.posterior_mean),
            _middle(share.interval),
            _ends(share.interval),
            _ends(share.sensitivity),
            _ends(share.specificity),
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
            found = _ends(group.sensitivity) if group.sensitivity else tables.heading(_SAY.text("too_few"))
            rows.append([tables.heading(label), found])
    title = _SAY.text("groups", share=_question(share).lower())
    return Figure(tables.made(title, [_SAY.text("which_group"), _SAY.text("found")], rows))


def _question(share: LinkedShare) -> str:
    return dimension(ASKED_BY[share.question]).say("yes")


def _percent(share: float) -> tables.Printed:
    return wording.percent(share), round(share * 100, tables.DECIMALS)


def _middle(interval: Interval | None) -> tables.Printed:
    return tables.heading(tables.NO_SHARE) if interval is None else _percent(interval.mid)


def _ends(interval: Interval | None) -> tables.Printed:
    if interval is None:
        return tables.heading(tables.NO_SHARE)
    return tables.heading(wording.percent_interval(Estimate(interval.mid, interval.low, interval.high)))
