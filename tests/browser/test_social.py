"""The social pages in a real browser: strict HTML, nothing that axe calls serious, nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import site as sites
from tests.browser.site import PASSWORD, Site
from tests.browser.test_pages import RULES
from tests.features.social.servers.kit import serve
from tests.features.social.servers.mastodon import MastodonServer
from tests.web.admin.html import faults

pytestmark = pytest.mark.browser
PAGES = {
    "today": "",
    "accounts": "social-accounts/",
    "connect": "social-accounts/connect/?network=facebook",
    "token": "social-accounts/connect/?network=mastodon&way=token",
    "again": "social-accounts/connect/?network=mastodon&account=2",
    "refused": "social-accounts/callback/?state=x",
    "queue": "social-queue/",
    "log": "social-log/",
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, MastodonServer]]:
    """A site with two accounts: one is well, the access of the other was withdrawn."""
    running = sites.make(tmp_path_factory.mktemp("shared"))
    try:
        with serve(MastodonServer()) as server:
            given = ("--url", server.base, "--token", server.access, "--allow-private")
            sites.command(running.folder, "social", "connect", "practice", "--name", "Board")
            sites.command(running.folder, "social", "connect", "mastodon", "--name", "Square", *given)
            server.state = "revoked"
            with pytest.raises(AssertionError, match="Access was withdrawn"):
                sites.command(running.folder, "social", "check")
            server.state = "well"
            yield running, server
    finally:
        sites.stop(running)


def _open(browser: Browser, site: Site, **options: object) -> tuple[BrowserContext, Page]:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site.url}/wp-login.php")
    page.get_by_label("Login").fill("ann")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/wp-admin/")
    return context, page


def test_every_page_is_strict_accessible_and_fits(browser: Browser, shared: tuple[Site, MastodonServer]) -> None:
    site, _ = shared
    context, page = _open(browser, site, viewport={"width": 320, "height": 640}, color_scheme="dark")
    wrong: dict[str, list[str]] = {}
    for name, path in PAGES.items():
        page.goto(f"{site.url}/wp-admin/{path}")
        found = Axe().run(page, options=RULES).response["violations"]
        wrong[name] = [
            f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in ("serious", "critical")
        ]
        if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0:
            wrong[name].append("wider than the screen")
        wrong[name] += faults(page.request.get(f"{site.url}/wp-admin/{path}").text())
    context.close()
    assert {name: found for name, found in wrong.items() if found} == {}


def test_an_account_in_trouble_is_connected_again_from_the_first_page(
    browser: Browser, shared: tuple[Site, MastodonServer]
) -> None:
    site, server = shared
    context, page = _open(browser, site, java_script_enabled=False)
    expect(page.get_by_text("Square (Mastodon): Access was withdrawn")).to_be_visible()
    page.get_by_role("link", name="Connect again").click()
    page.get_by_role("link", name="By a token").click()
    page.get_by_label("Instance").fill(server.base)
    page.get_by_label("Access token").fill(server.access)
    page.get_by_role("button", name="Connect", exact=True).click()
    expect(page.get_by_text("Square is connected.")).to_be_visible()
    page.goto(f"{site.url}/wp-admin/")
    expect(page.get_by_text("Access was withdrawn")).to_have_count(0)
    context.close()
