"""Files that people send: one that is too large is read to its end, so that its sender is told, not kept."""

import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LARGEST = 100_000_000
"""Bytes of a file that any form takes; most take less."""
HOPELESS = 10 * LARGEST
"""Bytes from which nobody listens any longer."""


class LimitedUpload(FileUploadHandler):
    """Stands before the handlers that keep files, and passes on no more than the largest file may have."""

    def new_file(self, *arguments: Any, **named: Any) -> None:
        """Begin to count."""
        super().new_file(*arguments, **named)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Count, and pass on what may still be kept."""
        self.received += len(raw_data)
        if self.received > HOPELESS:
            raise StopUpload(connection_reset=True)
        return raw_data if self.received <= LARGEST else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """In place of a file that is too large, an empty one that says how large it was."""
        if self.received <= LARGEST:
            return None
        return UploadedFile(
            io.BytesIO(),
            self.file_name,
            self.content_type,
            self.received,
            self.charset,
            self.content_type_extra,
        )
