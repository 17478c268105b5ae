"""The wire's pages of the newsroom. All of them work without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.core.hooks import AdminPage
from wirepress.features.wire.curation.operations import CAPABILITY


def pages() -> Sequence[AdminPage]:
    """Return the wire's pages: five in the menu, the others are reached from them."""
    from wirepress.features.wire.pages import corrections, digest, dry_run, health, item, opml, queue, source, sources

    def page(
        path: str, title: str, view: object, icon: str, capability: str = "manage_options", in_menu: bool = False
    ) -> AdminPage:
        return AdminPage(path, title, view, capability=capability, section="Wire", icon=icon, in_menu=in_menu)  # type: ignore[arg-type]

    return (
        page("wire-digest", "Digest", digest.show_digest, "summarize", CAPABILITY, True),
        page("wire-corrections", "Corrections", corrections.show_corrections, "history_edu", CAPABILITY, True),
        page("wire-queue", "Queue", queue.show_queue, "inbox", CAPABILITY, True),
        page("wire-queue/item", "Gathered story", item.show_item, "inbox", CAPABILITY),
        page("wire-sources", "Sources", sources.show_sources, "rss_feed", in_menu=True),
        page("wire-sources/source", "Source", source.show_source, "rss_feed"),
        page("wire-sources/trial", "Trial run", dry_run.show_dry_run, "science"),
        page("wire-sources/opml", "OPML", opml.show_opml, "sync_alt"),
        page("wire-health", "Wire health", health.show_health, "monitor_heart", CAPABILITY, True),
    )
