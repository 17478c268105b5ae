"""Makes the chunks of sitemaps anew in the background, so that nobody who asks for one waits for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from wirepress.core.contract.events import Event
from wirepress.core.hooks import Job
from wirepress.core.jobs.enqueue import enqueue_once
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.sitemaps import SitemapSettings
from wirepress.features.seo.sitemaps import chunks
from wirepress.features.seo.sitemaps.models import SitemapChunk

NAME: Final = "seo.refresh_sitemaps"
_EVENTS: Final = ("post.published", "post.updated", "post.unpublished", "post.deleted", "post.moved")


def hear(event: Event) -> None:
    """A public story changed: have its chunk made anew. A site whose sitemap nobody has asked for yet has none."""
    if event.name not in _EVENTS or not seo.read(SitemapSettings).on:
        return
    if event.name == "post.updated" and event.data["status"] != "publish":
        return
    if SitemapChunk.objects.exists():
        chunks.hear(event.object_id)
        enqueue_once(NAME, "sitemaps")


def refresh() -> None:
    """Make every chunk anew that is not true any more."""
    chunks.refresh_stale()


JOBS: Final = (Job(NAME, refresh), Job("seo.review_sitemaps", refresh, every=timedelta(days=1)))
