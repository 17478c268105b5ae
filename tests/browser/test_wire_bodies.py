"""Stories of a hostile source in a real browser: every shape of attack, as it comes out of the wire, on one page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.attacks.test_kses_xss import CALL, SHAPES
from tests.features.wire.text.test_sanitize import post_of

pytestmark = pytest.mark.browser
SITE = "http://news.example/all"  # a page of its own origin: without one, reading cookies fails by itself
WITNESS = "<script>window.stolen = []; window.steal = (what) => window.stolen.push(what);</script>"


def _stolen(browser: Browser, bodies: list[str]) -> int:
    page = browser.new_page()
    try:
        stories = "".join(f"<article>{body}</article>" for body in bodies)
        html = f"<!doctype html><head>{WITNESS}</head><body>{stories}</body>"
        page.route("**/*", lambda route: route.abort())
        page.route(SITE, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        page.goto(SITE, wait_until="domcontentloaded")
        page.evaluate(
            """() => { for (const one of document.querySelectorAll('article *')) {
                for (const kind of ['click', 'mouseover', 'focus', 'pointerenter', 'error', 'load', 'toggle'])
                    one.dispatchEvent(new Event(kind, {bubbles: false, cancelable: true}));
            } }"""
        )
        for link in page.query_selector_all("article a[href^='javascript' i]"):
            link.dispatch_event("click")
        page.wait_for_timeout(300)
        return int(page.evaluate("window.stolen.length"))
    finally:
        page.close()


def test_nothing_of_a_hostile_source_runs_in_a_browser(browser: Browser) -> None:
    assert _stolen(browser, [post_of(shape) for shape in SHAPES]) == 0


def test_the_browser_would_tell(browser: Browser) -> None:
    assert _stolen(browser, [f"<img src=x onerror={CALL}>", f"<p onclick={CALL}>x</p>"]) >= 2
