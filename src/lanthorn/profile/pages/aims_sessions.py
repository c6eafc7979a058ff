"""Parts of the sixth aim's page: prevention sessions, whom they reached, and where there is need and no session.

Need is what other pages show of each authority, protected as there; nothing is said here that they do not say.
"""

from collections.abc import Mapping

from lanthorn.measures import dimension
from lanthorn.profile import figures, tables, wording
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Figure, Page, Sentence
from lanthorn.profile.sentences import Said, templates
from lanthorn.profile.told import Told, listed
from lanthorn.vocabulary import authorities

_SESSIONS = templates(
    "aims.sessions", headline="total share", headline_total="total", mix="shares", by_audience="",
)  # fmt: skip
_REACH = templates("aims.reach", headline="total", headline_total="", by_audience="")
_COVERAGE = templates(
    "aims.coverage", question="", none="names", some="", one="authority children", need="", children="", reports="",
    missing="", sessions="", reached="", caveat="",
)  # fmt: skip
_HOMES, _REPORTS, _MISSING = "place.home", "missing.reports", "missing.children"
_HELD, _TAKEN = "aims.sessions", "aims.reach"
_MOST_NAMED = 6
"""A sentence names at most so many authorities, those with most children first; the table has all."""


def sessions(told: Told) -> Page:
    """Which sessions were held, for whom and in which setting; where is said beside the recorded need."""
    by, settings = told.by("session_audience"), told.by("session_setting")
    total = by.how_many()
    return told.page(
        [
            _SESSIONS.say("headline", total=total, share=by.share(session_audience="children")),
            _SESSIONS.say("headline_total", total=total),
        ],
        paragraphs=[_SESSIONS.say("mix", shares=listed(settings, settings.by_frequency()[:3]))],
        figures=[figures.bars(by, told.title(_SESSIONS.text("by_audience")), order=by.by_frequency(last=()))],
    )


def reach(told: Told) -> Page:
    """How many people the sessions reached."""
    by = told.by("session_audience")
    return told.page(
        [_REACH.say("headline", total=by.number()), _REACH.say("headline_total")],
        figures=[figures.counts(by, told.title(_REACH.text("by_audience")), order=by.by_frequency(last=()))],
    )


def coverage(told: Mapping[str, Told]) -> Page | None:
    """Recorded need beside sessions, authority by authority; None where either was not supplied."""
    used = [told[name] for name in (_HELD, _HOMES) if name in told and not told[name].answer.unanswerable]
    if len(used) < len((_HELD, _HOMES)):
        return None
    held, homes = used
    return Page(
        id="aims.coverage",
        section=held.measure.section,
        question=_COVERAGE.text("question"),
        headline=_without_session(held.by("session_authority"), homes),
        figures=(_need_and_sessions(told),),
        caveats=(_COVERAGE.text("caveat"),),
    )


def _without_session(held: Breakdown, homes: Told) -> Sentence:
    """Name the authorities that have children recorded as victims and no session, those with most children first."""
    by = homes.by("home_authority")
    none = [entry.code for entry in authorities() if held.cell(session_authority=entry.code).count == 0]
    shown = [(count, code) for code in none if (count := by.cell(home_authority=code).count)]
    shown.sort(key=lambda entry: -entry[0])
    names = [_with_children(by, code) for _, code in shown[:_MOST_NAMED]]
    facts = tuple(fact for name in names for fact in name.facts)
    said = _COVERAGE.say("none", names=Said(wording.listing([name.text for name in names]), facts)) if names else None
    if said is not None and homes.setting.may_say(said):
        return Sentence(said.text, said.facts)
    return Sentence(_COVERAGE.text("some"))


def _with_children(by: Breakdown, code: str) -> Said:
    count = by.number(home_authority=code)
    assert count is not None  # noqa: S101  # only authorities whose number is shown are named
    name = wording.within_a_sentence("home_authority", code)
    return Said(_COVERAGE.text("one", authority=name, children=count.text), count.facts)


def _need_and_sessions(told: Mapping[str, Told]) -> Figure:
    """Every authority with its recorded need and its sessions, those with most children first."""
    columns = [
        (_HOMES, "home_authority", "children"), (_REPORTS, "authority", "reports"),
        (_MISSING, "authority", "missing"), (_HELD, "session_authority", "sessions"),
        (_TAKEN, "session_authority", "reached"),
    ]  # fmt: skip
    present = [
        (told[name].by(dim), dim, head)
        for name, dim, head in columns
        if name in told and not told[name].answer.unanswerable
    ]
    first, _, _ = present[0]
    order = [value for value in first.by_frequency() if value in {entry.code for entry in authorities()}]
    rows = [
        [
            tables.heading(dimension("home_authority").say(code)),
            *(tables.count(by.cell(**{dim: code})) for by, dim, _ in present),
        ]
        for code in order
    ]
    heads = [dimension("authority").label, *(_COVERAGE.text(head) for _, _, head in present)]
    return Figure(tables.made(told[_HELD].title(_COVERAGE.text("need")), heads, rows))


OF_SESSIONS = {"aims.sessions": sessions, "aims.reach": reach}
