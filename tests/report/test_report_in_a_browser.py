from pathlib import Path

import pytest
from day_of_report import DAY
from playwright.sync_api import sync_playwright

from jejaring.report import write_report

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
pytestmark = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs chromium")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 800)])
def test_the_page_fits_is_silent_and_fetches_nothing(browser, case, language, tmp_path, width, height):
    write_report(*case, tmp_path / "report.html", language, day=DAY)
    context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=True)
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "report.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert asked == [(tmp_path / "report.html").as_uri()]
    assert said == []
    context.close()


def test_the_tabs_of_prices_work_without_javascript(browser, case, tmp_path):
    write_report(*case, tmp_path / "report.html", "id", day=DAY)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    panels = page.locator(".panel")
    assert panels.nth(0).is_visible()
    assert not panels.nth(1).is_visible()
    page.locator(".tab-row label").nth(1).click()
    assert panels.nth(1).is_visible()
    assert not panels.nth(0).is_visible()
    context.close()
