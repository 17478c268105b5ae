"""Every kind of page: nothing that axe calls serious, nothing wider than the screen, light and dark, desk and phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import PASSWORD, STORY, Site

pytestmark = pytest.mark.browser
PAGES = {
    "front": "/",
    "story": f"/?p={STORY}",
    "section": "/?cat=21",
    "author": "/?m=2026",
    "search": "/?s=tide",
    "missing": "/?p=999999",
    "signin": "/wp-login.php",
}
SCREENS = {"desk": (1280, 900), "phone": (360, 740)}
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits(browser: Browser, site: Site, name: str, screen: str, colours: str) -> None:
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=colours)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site.url + PAGES[name])
    found = Axe().run(page, options=RULES).response["violations"]
    serious = [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")]
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert serious == []
    assert too_wide <= 0


def test_the_reader_chooses_colours_and_they_stay(page: Page, site: Site) -> None:
    page.goto(site.url)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Switch to dark colours").click()
    page.goto(f"{site.url}/?p={STORY}")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_the_keyboard_reaches_the_story_first(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/?p={STORY}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the story")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_without_javascript_everything_is_readable(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url)
    page.get_by_role("link", name="Tide gate closed for repairs").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tide gate closed for repairs")
    expect(page.locator(".prose")).to_contain_text("The ferry to Quill Point")
    context.close()


def test_a_reader_comments_and_sees_that_it_waits(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/?p={STORY + 4}")
    page.get_by_label("Comment *").fill("The log is in the museum now.")
    page.get_by_label("Name *").fill("Ottoline")
    page.get_by_label("Mail address *").fill("ottoline@reader.example")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your comment waits for a moderator")).to_be_visible()
    expect(page.get_by_text("The log is in the museum now.")).to_be_visible()


def test_the_newsroom_opens_after_signing_in(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/wp-admin/")
    assert "/wp-login.php" in page.url
    page.get_by_label("Login").fill("ann")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{site.url}/wp-admin/")
    for place in (
        "",
        "posts/",
        "pages/",
        "categories/",
        "media/",
        "comments/",
        "users/",
        "import/",
        "export/",
        "backups/",
        "readers/",
        "readers/report/",
        "readers-now/",
        "readers/mails/",
        "site-notes/",
    ):
        page.goto(f"{site.url}/wp-admin/{place}")
        found = Axe().run(page, options=RULES).response["violations"]
        serious = [f"{place} {one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] == "critical"]
        assert serious == []
