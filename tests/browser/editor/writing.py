"""People at the block editor: a served site that has it, their windows, and what they do there."""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Frame, FrameLocator, Locator, Page

from tests.browser import site as sites
from tests.browser.site import PASSWORD, Site

ROOT: Final = Path(__file__).resolve().parents[3]
# What a browser says of a request that a test wanted to fail.
_EXPECTED: Final = re.compile(
    r"net::ERR_|Failed to fetch dynamically imported|Failed to load resource: the server responded with a status of (400|403|409|5\d\d)"
)


def editor_folder() -> Path:
    """Where the built editor's package lies: installed, or built in place; where it is neither, it is built first, which takes a minute."""
    found = importlib.util.find_spec("wirepress_editor")
    places = [Path(place).parent for place in (found.submodule_search_locations or ())] if found else []
    built = [place for place in (*places, ROOT / "editor") if (place / "wirepress_editor/dist/manifest.json").is_file()]
    if not built:
        subprocess.run([sys.executable, str(ROOT / "editor/build_bundle.py")], check=True, stdout=subprocess.DEVNULL)
    return built[0] if built else ROOT / "editor"


def serve(folder: Path, port: int) -> Site:
    """`wirepress serve` with the editor beside it."""
    _wait_for_port(port)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(editor_folder()), os.environ.get("PYTHONPATH"))))
    try:
        return sites.start(folder, port)
    finally:
        os.environ["PYTHONPATH"] = os.environ["PYTHONPATH"].partition(os.pathsep)[2]


def _wait_for_port(port: int) -> None:
    """Until what was killed has let go of the port: its last processes find out for themselves that they are alone."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)


def port_of(site: Site) -> int:
    """The port at which a site is served."""
    return int(site.url.rpartition(":")[2])


def kill(site: Site) -> None:
    """End the whole service as the kernel does when memory is short."""
    found = [site.process.pid, *_below(site.process.pid)]
    for pid in found:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    site.process.wait(10)


def _below(pid: int) -> list[int]:
    said = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split()
    return [one for child in said for one in (int(child), *_below(int(child)))]


@dataclass
class Writer:
    """Somebody's browser."""

    site: Site
    context: BrowserContext
    page: Page
    name: str
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, browser: Browser, site: Site, name: str, **options: Any) -> Writer:
        """Open a browser of its own and sign in; with a `storage_state` they are signed in already."""
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        page = context.new_page()
        writer = cls(site, context, page, name)

        def hear(words: str) -> None:
            if not _EXPECTED.search(words):
                writer.complaints.append(words)

        page.on("pageerror", lambda error: hear(str(error)))
        page.on("console", lambda said: hear(said.text) if said.type == "error" else None)
        page.on("dialog", lambda dialog: dialog.accept())
        if "storage_state" not in options:
            writer.sign_in(page)
        return writer

    def sign_in(self, page: Any) -> None:
        """Fill the sign-in form, in a page or a frame."""
        if isinstance(page, Page):
            page.goto(f"{self.site.url}/wp-login.php")
        page.locator("#user_login").fill(self.name)
        page.locator("#user_pass").fill(PASSWORD)
        page.locator("#wp-submit").click()
        if isinstance(page, Page):
            page.wait_for_url("**/wp-admin/**")

    def open(self, post: int = 0) -> None:
        """Open the editor with a story, or a new one, and wait until it can be written in."""
        where = f"post.php?post={post}&action=edit" if post else "post-new.php?post_type=post"
        self.page.goto(f"{self.site.url}/wp-admin/{where}")
        self.title.wait_for()

    @property
    def canvas(self) -> FrameLocator:
        """What is written in."""
        return self.page.frame_locator('iframe[name="editor-canvas"]')

    @property
    def title(self) -> Locator:
        """The headline's field."""
        return self.canvas.locator(".editor-post-title__input")

    @property
    def last_paragraph(self) -> Locator:
        """The last paragraph."""
        return self.canvas.locator("p.wp-block-paragraph, p.block-editor-rich-text__editable").last

    def store(self, expression: str) -> Any:
        """What an expression over `wp.data` gives."""
        return self.page.evaluate(expression)

    def beat(self) -> None:
        """Have the page give a sign of life now, as it does when the machine is on the network again."""
        self.page.evaluate("window.dispatchEvent(new Event('online'))")

    def close(self) -> list[str]:
        """End the browser; what it complained about."""
        self.context.close()
        return self.complaints


def wait_until(page: Page, truth: Callable[[], bool], seconds: float = 20, words: str = "") -> None:
    """Let the page go on until something is so."""
    for _ in range(int(seconds * 10)):
        if truth():
            return
        page.wait_for_timeout(100)
    raise AssertionError(words or "it did not come to be so")


def python_of_site(site: Site, code: str) -> str:
    """What code inside the site prints."""
    around = {name: value for name, value in os.environ.items() if not name.startswith(("WIREPRESS_", "DJANGO_"))}
    around |= {"WIREPRESS_SITE": str(site.folder), "DJANGO_SETTINGS_MODULE": "wirepress.project.django"}
    begin = "import django; django.setup()\n"
    done = subprocess.run(
        [sys.executable, "-c", begin + code], env=around, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


__all__ = ["Frame", "Writer", "editor_folder", "kill", "port_of", "python_of_site", "serve", "wait_until"]
