"""How gunicorn serves the site: every process reads code and shipped data before it takes its first request.

Not once before they part: what is read uses threads, which do not survive a fork.
"""

from typing import Any

limit_request_line = 8190
"""The most there is: of a line of 500 letters each may take twelve bytes in an address."""


def post_worker_init(_worker: Any) -> None:
    """Called by gunicorn in each process that is about to serve."""
    from jejaring.web.common.ready import ready
    from jejaring.web.trade.warm import warm

    ready()
    warm()
