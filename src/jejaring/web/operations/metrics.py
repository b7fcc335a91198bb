"""Figures of what this site's web processes do, added up over all processes of one gunicorn.

Where PROMETHEUS_MULTIPROC_DIR names a folder, which `jejaring.web.server` sees to, every process counts in
files there, and whichever is asked adds them all up.
"""

import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from jejaring.web.operations.collector import SiteCollector

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Seconds."""
OWN = CollectorRegistry()
ANSWERS = Counter("jejaring_answers", "Requests answered", ["method", "view", "status"], registry=OWN)
SECONDS = Histogram(
    "jejaring_answer_seconds", "Time to answer a request", ["view"], buckets=BUCKETS, registry=OWN
)
ANSWERING = Gauge(
    "jejaring_answering", "Requests being answered now", registry=OWN, multiprocess_mode="livesum"
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def answered(method: str, view: str, status: int, seconds: float) -> None:
    """Count one answer."""
    ANSWERS.labels(method if method in METHODS else "other", view, str(status)).inc()
    SECONDS.labels(view).observe(seconds)


def told() -> bytes:
    """All figures, as Prometheus reads them."""
    registry = OWN
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    own: bytes = generate_latest(registry)
    site = CollectorRegistry()
    site.register(SiteCollector())
    return own + generate_latest(site)
