"""Logs that name no person: structured lines of when, what kind, which named page and how it ended.

Django's own request logger writes paths and exception texts, which could hold what somebody typed; it is given our
formatter, which keeps neither.
"""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"structured": {"()": "lanthorn.casework.look.logs.StructuredFormatter"}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["lines"], "level": "WARNING", "propagate": False},
        "lanthorn": {"handlers": ["lines"], "level": "INFO", "propagate": False},
    },
}
