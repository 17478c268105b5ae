"""A reader reads: the page tells it, with how long and how far, and what was clicked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.site import STORY, Site
from tests.waiting import until

pytestmark = pytest.mark.browser
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36"
PERSON = "Object.defineProperty(navigator, 'webdriver', {get: () => false})"


def _events(folder: Path, post: int) -> list[dict[str, Any]]:
    """What was recorded of a story; 0: of pages that are none."""
    files = sorted((folder / "spool" / "reading").glob("*.spool"))
    found = [json.loads(line) for file in files for line in file.read_bytes().splitlines()]
    return [one for one in found if one.get("p", 0) == post]


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(user_agent=AGENT, locale="de-DE")
    context.add_init_script(PERSON)
    yield context
    context.close()


def test_a_page_tells_that_it_was_read(reader: BrowserContext, site: Site) -> None:
    page, post = reader.new_page(), STORY + 1
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"{site.url}/?p={post}&utm_source=letter")
    until(lambda: [one["k"] for one in _events(site.folder, post)] == ["view"], 60)
    (view,) = _events(site.folder, post)
    assert (view["p"], view["c"][0], view["d"], view["l"]) == (post, "letter", "desktop", "de-de")
    page.evaluate("""() => {
        const form = document.createElement('form');
        form.dataset.goal = 'letter';
        form.innerHTML = '<button>Send</button>';
        form.addEventListener('submit', (event) => event.preventDefault());
        const link = document.createElement('a');
        link.href = 'https://reef.example/x?y=1';
        link.addEventListener('click', (event) => event.preventDefault());
        document.querySelector('main').append(form, link);
        form.querySelector('button').click();
        link.click();
    }""")
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(1200)
    page.evaluate(
        "() => window.dispatchEvent(new Event('pagehide'))"
    )  # a driven browser drops what is sent while it leaves
    until(lambda: {one["k"] for one in _events(site.folder, post)} == {"view", "goal", "outbound", "time"}, 60)
    told = {one["k"]: one for one in _events(site.folder, post)}
    assert (told["goal"]["x"], told["outbound"]["x"]) == ("letter", "https://reef.example/x")
    assert told["time"]["s"] >= 1 and told["time"]["y"] == 100
    page.evaluate("() => { location.href = '/' }")
    until(lambda: any(one.get("i") for one in _events(site.folder, 0)), 60)
    assert faults == []


def test_nothing_is_kept_in_the_browser(reader: BrowserContext, site: Site) -> None:
    page = reader.new_page()
    page.goto(f"{site.url}/?p={STORY}")
    until(lambda: _events(site.folder, STORY), 60)
    assert reader.cookies() == []
    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]


def test_browsers_that_are_driven_or_ask_not_to_be_tracked_tell_nothing(browser: Browser, site: Site) -> None:
    for script in ("0", f"{PERSON};Object.defineProperty(navigator, 'globalPrivacyControl', {{get: () => true}})"):
        context = browser.new_context(user_agent=AGENT)
        context.add_init_script(script)
        page, asked = context.new_page(), []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(f"{site.url}/?p={STORY + 2}")
        page.wait_for_timeout(300)
        assert any("/pages/reading" in url for url in asked), "the script was there"
        assert not any(url.endswith("/pages/read") for url in asked)
        context.close()
