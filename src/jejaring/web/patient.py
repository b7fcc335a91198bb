"""A gunicorn worker that waits for slow people, and not for ever: one that has a thread for each who asks.

gunicorn's own waits without limit for the rest of a request that has begun, so that as many such connections
as there are threads would keep everybody else out. A proxy in front takes in whole heads before it asks;
this holds where there is none, and for bodies that stop coming.
"""

import socket
import struct
import time
from contextlib import suppress
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD = 20.0
"""Seconds in which the head of a request has to be there."""
STILL = 30
"""Seconds in which something more of its body has to come, or something more of the answer be taken."""


class PatientWorker(ThreadWorker):
    """Closes connections on which nothing comes any more."""

    head = HEAD

    def init_process(self) -> None:
        """Begin with nobody."""
        self.reading: dict[int, tuple[TConn, float]] = {}
        super().init_process()

    def handle(self, conn: TConn) -> Any:
        """In a thread: read the head of a request, and answer it."""
        limit = struct.pack("ll", STILL, 0)
        for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            with suppress(OSError):
                conn.sock.setsockopt(socket.SOL_SOCKET, way, limit)
        self.reading[id(conn)] = conn, time.monotonic()
        try:
            return super().handle(conn)
        finally:
            self.reading.pop(id(conn), None)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """The head is there."""
        self.reading.pop(id(conn), None)
        return super().handle_request(req, conn)

    def murder_pending(self) -> None:
        """Called every second: whoever takes too long over the head is hung up on."""
        super().murder_pending()
        now = time.monotonic()
        for conn, since in list(self.reading.values()):
            if now - since > self.head:
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RDWR)
