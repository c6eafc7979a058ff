"""What is answered by citing: the definition in force, and what is known of true prevalence."""

from lanthorn.measures import ReferenceQuestion
from lanthorn.profile import tables
from lanthorn.profile.content import Figure, Page, Sentence, Way
from lanthorn.profile.sentences import templates
from lanthorn.profile.told import Setting
from lanthorn.vocabulary import codes, definition_in_force, prevalence_estimates, protocol_in_force
from lanthorn.vocabulary.periods import say_day

_DEFINITION = templates(
    "definition", headline="title day", none="day", protocol="title", categories="", category="", meaning="",
    counted="", out_of="", recorded="", caveat="",
)  # fmt: skip
_PREVALENCE = templates(
    "context.prevalence", headline="", why="", title="", estimate="", of="", period="", source="", caveat="",
    counted="", out_of="", recorded="",
)  # fmt: skip


def definition(question: ReferenceQuestion, setting: Setting) -> Page:
    """The definition and the protocol in force at the end of the period, and the categories of a flag."""
    day = setting.period.end
    found, protocol = definition_in_force(day), protocol_in_force(day)
    listed = [code for code in codes("flag_category").codes if code.valid_on(day)]
    rows = [[tables.heading(code.label), tables.heading(code.source)] for code in listed]
    columns = (_DEFINITION.text("category"), _DEFINITION.text("meaning"))
    table = tables.made(_DEFINITION.text("categories"), columns, rows, numeric=(False, False))
    if found is None:
        return Page(question.id, question.section, question.question,
                    Sentence(_DEFINITION.text("none", day=say_day(day))), answered=False)  # fmt: skip
    paragraphs = [Sentence(found.text)]
    if protocol is not None:
        paragraphs.append(Sentence(_DEFINITION.text("protocol", title=protocol.title)))
    return Page(
        question.id,
        question.section,
        question.question,
        Sentence(_DEFINITION.text("headline", title=found.title, day=say_day(day))),
        tuple(paragraphs),
        (Figure(table),),
        (_DEFINITION.text("caveat"),),
        (_cited(question, found.source, _DEFINITION.text("counted"), _DEFINITION.text("out_of"),
                _DEFINITION.text("recorded")),),
    )  # fmt: skip


def prevalence(question: ReferenceQuestion, setting: Setting) -> Page:
    """What has been published of true prevalence, each with its source."""
    del setting  # the estimates are cited whatever the period
    rows = [
        [tables.heading(text) for text in (entry.estimate, entry.population, entry.period, entry.source)]
        for entry in prevalence_estimates()
    ]
    columns = tuple(_PREVALENCE.text(name) for name in ("estimate", "of", "period", "source"))
    table = tables.made(_PREVALENCE.text("title"), columns, rows, numeric=(False,) * len(columns))
    return Page(
        question.id,
        question.section,
        question.question,
        Sentence(_PREVALENCE.text("headline")),
        (Sentence(_PREVALENCE.text("why")),),
        (Figure(table),),
        (_PREVALENCE.text("caveat"),),
        (_cited(question, question.source, _PREVALENCE.text("counted"), _PREVALENCE.text("out_of"),
                _PREVALENCE.text("recorded")),),
    )  # fmt: skip


def _cited(question: ReferenceQuestion, source: str, counted: str, out_of: str, recorded: str) -> Way:
    return Way(question.id, question.version, counted, out_of, recorded, source)


PAGES = {"definition": definition, "context.prevalence": prevalence}
