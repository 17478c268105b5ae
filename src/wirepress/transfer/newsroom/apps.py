"""The app of these pages: templates, no tables."""

from __future__ import annotations

from django.apps import AppConfig


class ToolsConfig(AppConfig):
    """Names the pages when the app is loaded."""

    name = "wirepress.transfer.newsroom"
    label = "transfer_pages"

    def ready(self) -> None:
        """Let the newsroom know of the pages."""
        from wirepress.core import newsroom_pages
        from wirepress.transfer.newsroom.pages import tools_pages

        newsroom_pages.add(tools_pages)
