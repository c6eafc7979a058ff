"""No request is read that is larger than any files we ask for: it is refused before the first byte is kept."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 65 * 1024 * 1024
"""A whole list of children to consider (64 megabytes at most) and its wrapping."""


class NothingLarger(FileUploadHandler):
    """Stands before the handlers that keep files: refuses by the length that the request states."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - Django's name for it
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Raise RequestDataTooBig, which Django answers with 400."""
        if content_length > MOST_BYTES:
            raise RequestDataTooBig("The request is larger than any file that is asked for.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand it on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Keep nothing itself."""
        return
