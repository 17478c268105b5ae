"""A newspaper whose newsroom has the block editor, and two people in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import site as sites
from tests.browser.conftest import browser as browser
from tests.browser.editor.writing import Writer, port_of, serve
from tests.browser.site import ADDRESS, PASSWORD, Site, command
from tests.run_folder import make_once

Open = Callable[[str], Writer]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A served site with `ann`, an administrator, and `bea`, an editor."""
    folder, port = tmp_path_factory.mktemp("newsroom"), sites.free_port()
    shutil.copytree(make_once("gazette", sites._fill), folder, dirs_exist_ok=True)
    settings = folder / "wirepress.toml"
    settings.write_text(settings.read_text().replace(f'"{ADDRESS}"', f'"http://127.0.0.1:{port}"'))
    command(folder, "user", "create", "bea", "--role", "editor", "--password", PASSWORD)
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
    assert [complaint for writer in opened for complaint in writer.close()] == []


__all__ = ["Open", "browser", "newsroom", "open_desk", "port_of"]
