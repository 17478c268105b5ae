"""What the theme brings: templates that go before the built-in ones, and a style sheet behind the built-in one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wirepress.core.hooks import PageAsset, hook

NAME = "wire-theme"
TITLE = "Wire service theme"
DESCRIPTION = "Dense and sans serif: the newest stories with their hour, more on a screen."
ORDER = 900
REQUIRES_API = 1


@hook
def template_folders() -> Sequence[Path]:
    return (Path(__file__).parent / "templates",)


@hook
def page_assets() -> Sequence[PageAsset]:
    return (PageAsset("wirepress_wire_theme/wire.css", order=90),)
