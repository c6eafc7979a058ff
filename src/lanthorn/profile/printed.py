"""The words that every format puts round a briefing's own: headings, labels of tables, what stands on every page."""

from lanthorn.profile.sentences import templates

SAY = templates(
    "printed", language="", synthetic="", synthetic_means="", contents="", contents_back="", top="", skip="",
    key_figures="", about="", caveats="", known="", not_answered="", not_answered_short="", symbols="", symbol="",
    meaning="", provenance="", what="", value="", figure="number", table="number", same_table="table", same_figures="",
    measure="", measure_is="measure version", counted="", out_of="", recorded="", source="", notes="", aspect="",
    fact="", sources="sources", authorities="area", authorities_mean="", authority_beside="authority area",
    authority_figure="", authority_choose="", page_of="page pages", known_on_page="page",
)  # fmt: skip
