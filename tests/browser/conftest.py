"""A real Chromium before a real server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import site as sites
from tests.browser.site import Site

pytestmark = pytest.mark.browser


def _chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    return ""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a file: its driver leaves an event loop running in this thread until it ends.

    Skips only where no Chromium is installed.
    """
    path = os.environ.get("WIREPRESS_CHROMIUM") or _chromium()
    if not path:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a few invented stories."""
    running = sites.make(tmp_path_factory.mktemp("gazette"))
    yield running
    sites.stop(running)


@pytest.fixture(scope="session")
def seed_site(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site whose document was imported."""
    running = sites.make(
        tmp_path_factory.mktemp("seed"), shared / "golden" / "seed-post-92417.json", "https://sotnews.agency"
    )
    yield running
    sites.stop(running)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window; whatever it complains about fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    window = context.new_page()
    complaints: list[str] = []
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield window
    context.close()
    assert not [one for one in complaints if "404 (Not Found)" not in one]
