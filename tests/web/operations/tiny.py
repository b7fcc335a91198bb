"""The smallest of sites, and one whose server loses patience soon: what is tried on them is the server."""

import os
import time

from jejaring.web.patient import PatientWorker


def application(_environ, start_response):
    """Say which process answers, after a moment."""
    time.sleep(0.01)
    body = str(os.getpid()).encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


class SoonTired(PatientWorker):
    """Waits a second for the head of a request."""

    head = 1.0
