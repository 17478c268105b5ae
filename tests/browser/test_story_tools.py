"""A reader likes a story, keeps it for later, copies its address; an open page hears of others; all of it by key and without barriers."""

from __future__ import annotations

import json
import urllib.request

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import STORY, Site

pytestmark = pytest.mark.browser


def test_a_like_stays_after_a_reload_and_is_taken_back(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/?p={STORY + 3}")
    like = page.locator("#twp-post-like")
    like.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".twp-like-count")).to_have_text("1")
    expect(like).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.locator("#twp-post-like")).to_have_attribute("aria-pressed", "true")
    page.locator("#twp-post-dislike").click()
    expect(page.locator(".twp-like-count")).to_have_text("0")
    expect(page.locator(".twp-dislike-count")).to_have_text("1")
    page.locator("#twp-post-dislike").click()
    expect(page.locator(".twp-dislike-count")).to_have_text("0")


def test_an_open_page_hears_of_others(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/?p={STORY + 4}")
    with page.expect_response(lambda answer: answer.url.endswith("/live")):
        pass
    for kind, body in (("likes", {"choice": "like"}), ("reactions", {"reaction": 2})):
        urllib.request.urlopen(
            urllib.request.Request(
                f"{site.url}/index.php?rest_route=/wirepress/v1/posts/{STORY + 4}/{kind}",
                json.dumps(body).encode(),
                {"Content-Type": "application/json", "User-Agent": "Somebody else"},
            )
        ).close()
    expect(page.locator(".twp-like-count")).to_have_text("1")
    expect(page.get_by_role("button", name="Sad").locator(".reaction-value")).to_have_text("100 %")
    expect(page.locator("#twp-post-like")).to_have_attribute("aria-pressed", "false")


def test_a_story_is_kept_for_later_in_the_browser_alone(browser: Browser, site: Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.url}/?p={STORY}")
    page.get_by_role("button", name="Read later").click()
    expect(page.get_by_role("button", name="Read later")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{site.url}/")
    block = page.get_by_role("region", name="Your reading list")
    expect(block.get_by_role("link")).to_have_count(1)
    block.get_by_role("button", name="Remove").click()
    expect(block).to_be_hidden()
    assert context.cookies() == []
    context.close()


def test_the_address_is_copied(browser: Browser, site: Site) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site.url}/?p={STORY}")
    page.get_by_role("link", name="Copy link").click()
    expect(page.locator(".share-said")).to_contain_text("clipboard")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    context.close()


def test_without_javascript_likes_are_a_form_and_networks_links(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/?p={STORY + 5}")
    page.locator("#twp-post-like").click()
    assert page.url.endswith(f"#likes-{STORY + 5}")
    expect(page.locator(".twp-like-count")).to_have_text("1")
    assert (
        page.get_by_role("link", name="Share on Facebook").get_attribute("href").startswith("https://www.facebook.com/")
    )
    expect(page.get_by_role("button", name="Read later")).to_be_hidden()
    context.close()
