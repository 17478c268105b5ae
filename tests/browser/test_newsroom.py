"""The newsroom in a real browser: every list and form accessible and within the screen, Save in reach on a phone, the menu by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.site import PASSWORD, STORY, Site
from tests.browser.test_pages import RULES

pytestmark = pytest.mark.browser
PAGES = (
    "",
    "posts/",
    f"posts/{STORY}/change/?classic",
    f"posts/{STORY}/revisions/",
    f"posts/{STORY}/delete/",
    "pages/add/",
    "media/",
    "media/add/",
    "comments/",
    "categories/",
    "users/",
    "profile.php",
    "settings/",
    "features/",
    "search/?s=tide",
    "authorize-application.php?app_name=Tide%20Reader&success_url=tidereader://done",
)
SCREENS = {"desk": (1280, 900), "phone": (360, 740)}


def _signed_in(browser: Browser, site: Site, screen: str, colours: str) -> tuple[BrowserContext, Page]:
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=colours)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site.url}/wp-login.php")
    page.get_by_label("Login").fill("ann")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/wp-admin/")
    return context, page


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[Page]:
    """A phone of somebody at work."""
    context, page = _signed_in(browser, site, "phone", "light")
    yield page
    context.close()


@pytest.mark.parametrize(("screen", "colours"), [("desk", "light"), ("phone", "dark")])
def test_every_page_is_accessible_and_fits(browser: Browser, site: Site, screen: str, colours: str) -> None:
    context, page = _signed_in(browser, site, screen, colours)
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    wrong = {}
    for path in PAGES:
        page.goto(f"{site.url}/wp-admin/{path}")
        found = Axe().run(page, options=RULES).response["violations"]
        serious = [
            f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")
        ]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        marks = page.evaluate("[document.querySelectorAll('main').length, document.querySelectorAll('h1').length]")
        if serious or wide > 0 or marks != [1, 1]:
            wrong[path] = (serious, wide, marks)
    context.close()
    assert wrong == {} and troubles == []


def test_save_is_in_reach_on_a_phone(phone: Page, site: Site) -> None:
    phone.goto(f"{site.url}/wp-admin/posts/add/")
    publish = phone.get_by_role("button", name="Publish")
    expect(publish).to_be_in_viewport()
    phone.get_by_label("Excerpt").scroll_into_view_if_needed()
    expect(publish).to_be_in_viewport()


def test_the_menu_of_a_phone_opens_and_closes(phone: Page, site: Site) -> None:
    menu, link = phone.get_by_role("button", name="Menu"), phone.get_by_role("link", name="Comments", exact=True)
    expect(link).to_be_hidden()
    menu.press("Enter")
    expect(link).to_be_visible()
    phone.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(menu).to_be_focused()


def test_the_first_tab_skips_to_the_content(phone: Page, site: Site) -> None:
    phone.goto(f"{site.url}/wp-admin/posts/")
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("link", name="Skip to the content")).to_be_focused()
    phone.keyboard.press("Enter")
    assert phone.evaluate("document.activeElement.id") == "content"


def test_a_story_is_trashed_and_brought_back(browser: Browser, site: Site) -> None:
    context, page = _signed_in(browser, site, "desk", "light")
    page.goto(f"{site.url}/wp-admin/posts/add/")
    page.locator("#id_title").fill("Harbour bell stolen")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("“Harbour bell stolen” is published.")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("link", name="View it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour bell stolen")
    page.goto(f"{site.url}/wp-admin/posts/?q=bell")
    page.get_by_role("button", name="Trash Harbour bell stolen").click()
    expect(page.get_by_text("“Harbour bell stolen” is in the trash.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Harbour bell stolen", exact=True)).to_be_visible()
    context.close()
