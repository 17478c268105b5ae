"""A newspaper whose newsroom has the block editor, and two people in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser

from tests.browser import site as sites
from tests.browser.conftest import browser as browser
from tests.browser.editor.writing import Writer, port_of, serve
from tests.browser.site import ADDRESS, PASSWORD, Site, command
from tests.features.wire.maintenance.test_alerts import Box
from tests.run_folder import make_once

Open = Callable[[str], Writer]


@pytest.fixture(scope="module")
def post_office() -> Iterator[tuple[Box, int]]:
    """A mail server on this machine, and its port."""
    box, port = Box(), sites.free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory, post_office: tuple[Box, int]) -> Iterator[Site]:
    """A served site with `ann`, an administrator, `bea`, an editor, and `cara`, an author."""
    folder, port = tmp_path_factory.mktemp("newsroom"), sites.free_port()
    shutil.copytree(make_once("gazette", sites._fill), folder, dirs_exist_ok=True)
    settings = folder / "wirepress.toml"
    text = settings.read_text().replace(f'"{ADDRESS}"', f'"http://127.0.0.1:{port}"')
    settings.write_text(f'{text}\nmail_url = "smtp://127.0.0.1:{post_office[1]}"\n')
    for name, role in (("bea", "editor"), ("cara", "author")):
        address = ("--email", f"{name}@desk.example")
        command(folder, "user", "create", name, "--role", role, "--password", PASSWORD, *address)
    running = serve(folder, port)
    yield running
    sites.stop(running)


@pytest.fixture
def open_desk(browser: Browser, newsroom: Site) -> Iterator[Open]:
    """open_desk("ann"): a browser of hers, signed in. What its console complains about fails the test."""
    opened: list[Writer] = []

    def _open(name: str) -> Writer:
        opened.append(Writer.begin(browser, newsroom, name))
        return opened[-1]

    yield _open
    complaints = [f"{writer.name}: {complaint}" for writer in opened for complaint in writer.close()]
    assert not complaints, "\n".join(complaints)


__all__ = ["Open", "browser", "newsroom", "open_desk", "port_of"]
