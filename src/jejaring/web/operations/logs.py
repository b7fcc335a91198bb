"""What the site writes down of what it does: lines for people at a terminal, or JSON for programs.

A line of JSON has `timestamp`, `level`, `logger`, `message`, `request` (the request's or job's id; see
`common.correlation`), and what else is known, such as `status` and `milliseconds` of an answer. No line holds
what people typed or a secret out of an address, and of a person no more than the number.
"""

import logging
from typing import Any

from jejaring.web.common import correlation

FORMS = ("text", "json")
REQUESTS, JOBS = "jejaring.requests", "jejaring.jobs"
"""One line of every answer and of every job; where people read at a terminal, only of those that failed."""


class Belonging(logging.Filter):
    """Adds to every line what it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never leaves one out."""
        record.request = correlation.current()
        return True


def logging_of(form: str) -> dict[str, Any]:
    """Django's LOGGING, and gunicorn's as well.

    Raises
    ------
    ValueError
        When there is no such form.
    """
    if form not in FORMS:
        raise ValueError(f"JEJARING_LOG={form!r}: use {' or '.join(FORMS)}")
    as_json = form == "json"
    own = {"handlers": ["console"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"belonging": {"()": "jejaring.web.operations.logs.Belonging"}},
        "formatters": {
            "text": {"format": "%(levelname)s %(name)s: %(message)s"},
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "fmt": "%(levelname)s %(name)s %(message)s %(request)s",
                "rename_fields": {"levelname": "level", "name": "logger"},
                "timestamp": True,
            },
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["belonging"]},
        },
        "loggers": {
            "jejaring": {**own, "level": "INFO"},
            **{name: {**own, "level": "INFO" if as_json else "ERROR"} for name in (REQUESTS, JOBS)},
            "django": {**own, "level": "WARNING"},
            "django.request": {**own, "level": "CRITICAL"},  # told by REQUESTS
            "django_tasks": {**own, "level": "ERROR"},
            "gunicorn.error": {**own, "level": "INFO" if as_json else "WARNING"},
        },
    }
