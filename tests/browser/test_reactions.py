"""A reader opens a story, reacts, comes back, takes the reaction back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.site import STORY, Site

pytestmark = pytest.mark.browser


def _value(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name).locator(".reaction-value")


def _click_through(page: Page, address: str) -> None:
    page.goto(address)
    expect(_value(page, "Happy")).to_have_text("0 %")
    page.get_by_role("button", name="Happy").click()
    expect(_value(page, "Happy")).to_have_text("100 %")
    expect(page.get_by_role("button", name="Happy")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".reactions-said")).to_contain_text("Happy")
    page.reload()
    expect(_value(page, "Happy")).to_have_text("100 %")
    expect(page.get_by_role("button", name="Happy")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Happy").click()
    expect(_value(page, "Happy")).to_have_text("0 %")
    page.reload()
    expect(_value(page, "Happy")).to_have_text("0 %")
    expect(page.get_by_role("button", name="Happy")).to_have_attribute("aria-pressed", "false")


def test_the_imported_story_takes_a_reaction_and_gives_it_back(page: Page, seed_site: Site) -> None:
    _click_through(page, f"{seed_site.url}/?p=92417")


def test_a_story_takes_a_reaction_and_gives_it_back(page: Page, site: Site) -> None:
    _click_through(page, f"{site.url}/?p={STORY}")


def test_another_reaction_moves_the_readers_own(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/?p={STORY + 1}")
    page.get_by_role("button", name="Sad").click()
    expect(_value(page, "Sad")).to_have_text("100 %")
    page.get_by_role("button", name="Angry").click()
    expect(_value(page, "Angry")).to_have_text("100 %")
    expect(_value(page, "Sad")).to_have_text("0 %")


def test_without_javascript_the_form_does_it(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/?p={STORY + 2}")
    page.get_by_role("button", name="Excited").click()
    assert page.url.endswith(f"#reactions-{STORY + 2}")
    expect(_value(page, "Excited")).to_have_text("100 %")
    expect(page.get_by_role("button", name="Excited")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Excited").click()
    expect(page.get_by_role("button", name="Excited")).to_have_attribute("aria-pressed", "false")
    context.close()


def test_a_reaction_works_by_keyboard(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/?p={STORY + 3}")
    page.get_by_role("button", name="Sleepy").focus()
    page.keyboard.press("Enter")
    expect(_value(page, "Sleepy")).to_have_text("100 %")
