"""The wire's pages in a real browser: nothing that axe calls serious, nothing wider than the screen; keyboard; without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import gathered
from tests.browser import site as sites
from tests.browser.site import PASSWORD, Site
from tests.browser.test_pages import RULES
from tests.web.admin.html import faults

pytestmark = pytest.mark.browser
PAGES = {
    "queue": "wire-queue/",
    "flagged": "wire-queue/?state=flagged",
    "nothing": "wire-queue/?search=nothing-such",
    "item": "wire-queue/item/?id=1",
    "versions": "wire-queue/item/?id=7",
    "sources": "wire-sources/",
    "source": "wire-sources/source/?id=1",
    "new": "wire-sources/source/",
    "trial": "wire-sources/trial/?id=1",
    "opml": "wire-sources/opml/",
    "health": "wire-health/",
    "digest": "wire-digest/",
    "corrections": "wire-corrections/",
}
SCREENS = {"desk": (1440, 900), "phone": (320, 640)}
AWAY = "ERR_NAME_NOT_RESOLVED"  # pictures in the sandboxed preview: other sites are not there in tests
PICTURE = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0"
    b"\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
)


@pytest.fixture(scope="module")
def wired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with gathered stories."""
    running = sites.make(tmp_path_factory.mktemp("wired"))
    try:
        gathered.gather(running.folder)
        yield running
    finally:
        sites.stop(running)


def _open(browser: Browser, site: Site, **options: object) -> tuple[BrowserContext, Page]:
    """A window in which ann is signed in; pictures of other sites are there."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.route("https://*.example/**", lambda route: route.fulfill(body=PICTURE, content_type="image/png"))
    page = context.new_page()
    page.goto(f"{site.url}/wp-login.php")
    page.get_by_label("Login").fill("ann")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/wp-admin/")
    return context, page


def test_every_page_is_strict_html(browser: Browser, wired: Site) -> None:
    context, page = _open(browser, wired)
    wrong = {name: faults(page.request.get(f"{wired.url}/wp-admin/{path}").text()) for name, path in PAGES.items()}
    context.close()
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize(("screen", "colours"), [("desk", "light"), ("phone", "dark")])
def test_every_page_is_accessible_and_fits(browser: Browser, wired: Site, screen: str, colours: str) -> None:
    width, height = SCREENS[screen]
    context, page = _open(browser, wired, viewport={"width": width, "height": height}, color_scheme=colours)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text) if message.type == "error" and AWAY not in message.text else None
        ),
    )
    wrong: dict[str, list[str]] = {}
    for name, path in PAGES.items():
        page.goto(f"{wired.url}/wp-admin/{path}")
        found = Axe().run(page, options=RULES).response["violations"]
        wrong[name] = [
            f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in ("serious", "critical")
        ]
        if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0:
            wrong[name].append("wider than the screen")
    context.close()
    assert {name: found for name, found in wrong.items() if found} == {}
    assert complaints == []


def test_the_queue_is_worked_off_with_the_keyboard(browser: Browser, wired: Site) -> None:
    context, page = _open(browser, wired)
    page.goto(f"{wired.url}/wp-admin/wire-queue/")
    titles = page.locator(".wr-title a")
    first, second, before = titles.nth(0).inner_text(), titles.nth(1).inner_text(), titles.count()
    titles.nth(0).focus()
    page.keyboard.press("j")
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_text("1 chosen")).to_be_visible()
    page.keyboard.press("k")
    with page.expect_navigation():
        page.keyboard.press("a")
    expect(page.get_by_text("1 story approved.")).to_be_visible()
    expect(titles).to_have_count(before - 1)
    assert titles.nth(0).inner_text() == second
    page.get_by_role("searchbox").press("r")  # letters that are typed are letters
    expect(titles).to_have_count(before - 1)
    page.goto(f"{wired.url}/wp-admin/wire-queue/?state=filed")
    expect(page.get_by_role("link", name=first)).to_be_visible()
    context.close()


def test_the_queue_is_worked_off_without_javascript(browser: Browser, wired: Site) -> None:
    context, page = _open(browser, wired, java_script_enabled=False)
    page.goto(f"{wired.url}/wp-admin/wire-queue/")
    boxes = page.get_by_role("checkbox", name="Choose")
    before = boxes.count()
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="Reject chosen").click()
    expect(page.get_by_text("2 stories rejected.")).to_be_visible()
    expect(boxes).to_have_count(before - 2)
    title = page.locator(".wr-title a").first
    title.click()
    expect(page.get_by_role("heading", name="Why it is here")).to_be_visible()
    page.get_by_label("Title").fill("Herons, counted again")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("Published.")).to_be_visible()
    assert "Herons, counted again" in page.request.get(f"{wired.url}/").text()
    context.close()


def test_health_shows_failing_sources_first_and_its_chart_as_a_table(browser: Browser, wired: Site) -> None:
    context, page = _open(browser, wired)
    page.goto(f"{wired.url}/wp-admin/wire-health/")
    first = page.locator(".wr-health section").first
    expect(first.get_by_role("heading", name="Harbour Radio")).to_be_visible()
    expect(first.get_by_text("Its server did not answer within 20 seconds.")).to_be_visible()
    assert "looks failed on 3 days" in str(first.get_by_role("img").get_attribute("aria-label"))
    first.get_by_text("Days as a table").click()
    expect(first.get_by_role("row")).to_have_count(15)
    context.close()
