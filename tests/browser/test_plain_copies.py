"""The plain form of a story in a real browser: its lock lives as long as it is open, and a window that died gives its text back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import PASSWORD, STORY, Site

pytestmark = pytest.mark.browser
FORM = f"/wp-admin/post.php?post={STORY + 3}&action=edit&classic"


def test_a_window_that_died_gives_its_text_back(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/wp-login.php")
    page.get_by_label("Login").fill("ann")
    page.locator("#user_pass").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(site.url + FORM)
    before = page.locator("#id_content").input_value()
    page.locator("#id_content").fill(f"{before}<p>Not sent yet.</p>")
    page.goto(site.url + FORM)  # the window went before a second was over
    notice = page.locator("#nr-keep")
    expect(notice).to_contain_text("was not saved")
    expect(page.locator("#id_content")).to_have_value(before)
    notice.get_by_role("button", name="Put it into the form").click()
    expect(page.locator("#id_content")).to_have_value(f"{before}<p>Not sent yet.</p>")
    with page.expect_navigation():
        page.locator("#submit-row button").first.click()
    page.goto(site.url + FORM)
    expect(page.locator("#id_content")).to_have_value(f"{before}<p>Not sent yet.</p>")
    expect(notice).to_be_hidden()
