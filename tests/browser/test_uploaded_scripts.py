"""A script that was uploaded runs on no page of the site, however it got into the page."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.site import PASSWORD, STORY, Site, command, document

pytestmark = pytest.mark.browser
FILE = "/wp-content/uploads/2026/03/tide.js"
NUMBER = 4190
_ADD = """address => new Promise(done => {
    const script = document.createElement('script');
    script.src = address; script.onload = () => done('ran'); script.onerror = () => done('refused');
    document.head.append(script);
})"""


def _upload(site: Site) -> None:
    path = site.folder / "uploads/2026/03/tide.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("window.uploaded = true")


def _ran(page: Page) -> bool:
    return page.evaluate("window.uploaded === true") is True


def _sign_in(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/wp-login.php")
    page.get_by_label("Login").fill("ann")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/wp-admin/**")


def test_an_uploaded_script_in_a_story_does_not_run(browser: Browser, site: Site) -> None:
    _upload(site)
    story = document(NUMBER, "Low water")
    text = f'<p>Sand.</p><script src="{FILE}"></script><script src="{site.url}{FILE}"></script>'
    story["content"] = {"rendered": text, "protected": False, "raw": text}
    source = site.folder / "with-script.json"
    source.write_text(json.dumps([story]))
    command(site.folder, "import", str(source))
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.url}/?p={NUMBER}", wait_until="networkidle")
    assert "Sand." in page.content() and not _ran(page)
    context.close()


@pytest.mark.parametrize("path", ["/", f"/?p={STORY}", "/wp-login.php", "/wp-admin/posts/", "/wp-admin/posts/add/"])
def test_no_page_loads_an_uploaded_script(browser: Browser, site: Site, path: str) -> None:
    _upload(site)
    context = browser.new_context()
    page = context.new_page()
    if path.startswith("/wp-admin/"):
        _sign_in(page, site)
    page.goto(site.url + path)
    for address in (
        FILE,
        site.url + FILE,
        f"/wp-includes/wirepress/../..{FILE}",
        f"/wp-includes/wirepress/..%2f..{FILE.replace('/', '%2f')}",
    ):
        assert page.evaluate(_ADD, address) == "refused", address
    assert not _ran(page)
    own = page.evaluate(
        "[...document.scripts].map(one => one.src).filter(src => src.includes('/wp-includes/'))[0] || ''"
    )
    if own:
        assert page.evaluate(_ADD, own) == "ran"
    context.close()


def test_an_uploaded_page_is_not_shown_as_a_page_of_the_site(browser: Browser, site: Site) -> None:
    _upload(site)
    (site.folder / "uploads/2026/03/tide.html").write_text("<script>window.uploaded = true</script>")
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.goto(site.url)
    with page.expect_download() as found:
        page.evaluate("location.href = '/wp-content/uploads/2026/03/tide.html'")
    assert found.value.suggested_filename == "tide.html"
    context.close()
