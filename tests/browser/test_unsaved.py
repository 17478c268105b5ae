"""A story written for an hour, and the session is gone: in a real browser, with scripts and without."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.site import PASSWORD, Site
from tests.browser.test_pages import RULES

pytestmark = pytest.mark.browser
WORDS = 'First line <b>of</b> "many"\n\n  and a last one’s end & more'


@pytest.mark.parametrize("scripts", [True, False])
def test_a_story_survives_the_end_of_its_session(browser: Browser, site: Site, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{site.url}/wp-login.php")
    page.get_by_label("Login").fill("ann")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{site.url}/wp-admin/posts/add/")
    title = f"Written for an hour, scripts {scripts}"
    page.locator("#id_title").fill(title)
    page.locator("#id_content").fill(WORDS)
    context.clear_cookies()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Nothing that you wrote is lost")).to_be_visible()
    expect(page.get_by_label("Content")).to_have_value(WORDS)
    if scripts:
        assert not [
            one["id"]
            for one in Axe().run(page, options=RULES).response["violations"]
            if one["impact"] in ("serious", "critical")
        ]
    page.get_by_label("Login").fill("ann")
    page.locator("#user_pass").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Not saved yet")).to_be_visible()
    page.get_by_role("button", name="Send again").click()
    page.wait_for_url("**/wp-admin/posts/**")
    address = page.get_by_role("link", name=title).first.get_attribute("href") or ""
    number = "".join(sign for sign in address.partition("post=")[2] or address if sign.isdigit())
    page.goto(f"{site.url}/wp-admin/posts/{number}/change/")  # the plain form, where the block editor is installed too
    expect(page.locator("#id_content")).to_have_value(WORDS)
    context.close()
