"""The sample theme: its templates stand in the place of the built-in ones, its style sheet comes along."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.test import Client

from tests.web.site.conftest import Write, add_plugin, editor, reader, write  # noqa: F401 - fixtures
from tests.web.site.plugin_site import AddPlugin

SOURCE = Path(__file__).resolve().parents[2] / "examples" / "wirepress-wire-theme" / "src"


@pytest.fixture
def theme(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The theme's plugin module."""
    monkeypatch.syspath_prepend(str(SOURCE))
    yield importlib.import_module("wirepress_wire_theme.plugin")
    for name in [name for name in sys.modules if name.startswith("wirepress_wire_theme")]:
        del sys.modules[name]


def test_its_pages_show_what_the_built_in_ones_show(
    theme: ModuleType,
    add_plugin: AddPlugin,  # noqa: F811
    write: Write,  # noqa: F811
    reader: Client,  # noqa: F811
) -> None:
    for number in range(5):
        write(f"Sluice {number}")
    built_in = reader.get("/").content.decode()
    add_plugin(template_folders=theme.template_folders)
    front, found = reader.get("/").content.decode(), reader.get("/?s=sluice", follow=True).content.decode()
    assert "wire-line" in front and "wire-line" not in built_in and "card lead" in built_in
    for number in range(5):
        assert f">Sluice {number}<" in front and f"<mark>Sluice</mark> {number}" in found
    assert reader.get("/nothing/").status_code == 404
    assert "article class=" in reader.get("/2026/03/sluice-1/").content.decode()


def test_its_style_sheet_is_where_the_plugin_says(theme: ModuleType) -> None:
    (asset,) = theme.page_assets()
    file = SOURCE / "wirepress_wire_theme" / "static" / asset.name
    assert file.is_file() and asset.is_style and asset.loading == "critical"
