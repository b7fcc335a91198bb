"""When a device was here last, written down now and then and not with every page.

By itself the list of devices is kept by writing at every request: a page that only reads would wait, on
SQLite, for whoever writes. What the list tells, a browser and when it was there, is true enough minutes late.
A device of another address or browser is written down at once.
"""

import time
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.usersessions.middleware import UserSessionsMiddleware
from django.http import HttpRequest, HttpResponse

EVERY = 300.0
"""Seconds."""
MOST = 20_000
"""Devices remembered by a process; then it begins anew."""


class DevicesMiddleware(UserSessionsMiddleware):
    """Writes a device down when it is new or was not for a while; each process for itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self._written: dict[tuple[str, str, str], float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the device was written down lately, or is now."""
        if not request.session.session_key or self._was_lately(request):
            return self.get_response(request)
        return super().__call__(request)

    def _was_lately(self, request: HttpRequest) -> bool:
        device = (
            str(request.session.session_key),
            get_adapter().get_client_ip(request),
            request.headers.get("User-Agent", ""),
        )
        now = time.monotonic()
        if now - self._written.get(device, -EVERY) < EVERY:
            return True
        if len(self._written) >= MOST:
            self._written.clear()
        self._written[device] = now
        return False
