"""The errors a user can cause and mend, shown as one message without a stack trace.

Anything else that goes wrong is a fault of the program and is shown as such.
"""


class LanthornError(Exception):
    """Something the user can mend: the message says what was found, what was expected and what to do."""


class BadFileError(LanthornError):
    """A file that cannot be read as what it claims to be. Nothing of it has been taken."""


class BadDefinitionError(LanthornError):
    """A mapping, measure or vocabulary file that contradicts itself or names something unknown."""


class StoreError(LanthornError):
    """A store that is missing, stale, locked or damaged."""
