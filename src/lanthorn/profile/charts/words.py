"""The words that charts put below their marks, in the voice in use."""

from lanthorn.profile.sentences import templates

SAY = templates(
    "charts", not_shown="symbol names", no_outline="names", not_drawn="names", one_scale="axis", highest="shown",
    hidden="symbol", ends="first last", gap="symbol",
)  # fmt: skip
