"""Log lines without personal data: JSON with the time, the level, the logger and the kind of fault.

Messages of other people's code can hold what a user typed, so they are kept only where the logger is ours; of an
exception the type and the place are kept, never its text.
"""

import json
import logging
import traceback
from datetime import UTC, datetime


class StructuredFormatter(logging.Formatter):
    """One line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        if record.name.startswith("lanthorn."):
            line["message"] = record.getMessage()
        status = getattr(record, "status_code", None)
        if status is not None:
            line["status"] = status
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        if match is not None:
            line["page"] = match.view_name
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["where"] = [f"{frame.name}:{frame.lineno}" for frame in frames[-5:]]
        return json.dumps(line)
