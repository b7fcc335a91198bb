"""A person at a browser: what they see is looked over on every page."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright
from tests import shares

from jejaring.web.common import renewing

PATIENCE = 30_000
"""Milliseconds that a page is given."""
PICTURES = os.environ.get("JEJARING_PICTURES", "")
"""A folder that pictures of the pages are put into; see tools/picture_site.py."""


@contextmanager
def one_after_another() -> Iterator[None]:
    """Requests wait for each other where all share one connection, to SQLite in memory.

    Else what is pressed twice would be two requests in one transaction. On a site each has its own.
    """
    if connection.vendor != "sqlite":
        yield
        return
    turn, answer = threading.RLock(), WSGIHandler.__call__

    def waits(handler, environ, start_response):
        with turn:
            return answer(handler, environ, start_response)

    with mock.patch.object(WSGIHandler, "__call__", waits):
        yield


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, for as long as it is needed.

    No page renews itself meanwhile: one that does so just as an address is typed drops the address.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread
    try:
        with (
            mock.patch.object(renewing, "SECONDS", 3600),
            one_after_another(),
            sync_playwright() as playwright,
        ):
            started = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            yield started
            started.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Visitor:
    """One person's browser window."""

    page: Page
    site: str
    scripts: bool
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.site + path)

    def follow(self, name: str) -> None:
        """Press the link that is called so."""
        self.page.get_by_role("link", name=name).first.click()

    def press(self, name: str) -> None:
        """Press the button that is called so."""
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def press_twice(self, name: str, told: str) -> None:
        """Press it again before anything has come of it; `told` is what the page says in the end."""
        self.page.get_by_role("button", name=name, exact=True).first.dblclick()
        self.page.get_by_text(told).wait_for()

    def fill(self, **fields: str) -> None:
        """Type into fields by their names."""
        for name, value in fields.items():
            self.page.locator(f"[name={name}]:visible").first.fill(value)

    def reads(self, text: str) -> bool:
        """Whether the page says so."""
        return text in self.page.locator("main").inner_text()

    def look(self, name: str) -> None:
        """Look the page over: nothing sticks out; in whole proofs and with scripts, axe finds nothing."""
        page = self.page
        page.wait_for_load_state()
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            self.faults.append(f"{name}: wider than the screen")
        if self.scripts and shares.whole:  # every page by itself is looked at by axe in any case
            from axe_playwright_python.sync_playwright import Axe

            found = Axe().run(page).response["violations"]
            self.faults += [f"{name}: {each['id']} {each['nodes'][0]['html'][:200]}" for each in found]
        if PICTURES and self.scripts:
            width = page.viewport_size["width"]
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


@contextmanager
def visitor(browser: Browser, site: str, size: tuple[int, int], *, scripts: bool) -> Iterator[Visitor]:
    """A new window of a person who has not been here before."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=scripts,
        bypass_csp=True,  # axe is put into the page
        locale="id-ID",
    )
    context.set_default_timeout(PATIENCE)
    yield Visitor(context.new_page(), site, scripts)
    context.close()
