"""Entries of stories: made once for each change of a story, kept packed in its chunk."""

from __future__ import annotations

import html
import json
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wirepress.content.posts import loading
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.core.database.rows import in_chunks
from wirepress.features.seo.settings.sitemaps import SitemapSettings
from wirepress.features.seo.sitemaps import media, xml

HINT: Final = ("weekly", "0.7")
_TAG: Final = re.compile(r"<!--.*?-->|<[^<>]*>", re.S)
_SHORTCODE: Final = re.compile(r"\[/?[a-z_-]+[^\[\]<>]*\]", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """A story's entry. `changed`: GMT, as text that sorts; `video`: its entry in the video sitemap, "" where it has none."""

    post_id: int
    changed: str
    url: str
    video: str = ""


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries as a file has them: the newest change first, then by number."""
    return sorted(sorted(entries, key=lambda one: one.post_id), key=lambda one: one.changed, reverse=True)


def make(ids: Sequence[int], settings: SitemapSettings) -> list[Entry]:
    """Return the entries of these stories. The queries do not grow with them, but for 900 at a time."""
    columns = [field.name for field in Post._meta.concrete_fields if field.name != "title_key"]
    if not settings.images and not settings.video:
        columns = [name for name in columns if name not in ("content", "excerpt", "content_filtered")]
    posts = [post for some in in_chunks(ids) for post in Post.objects.filter(pk__in=some).only(*columns)]
    loading.complete_parents(posts)
    loading.complete_addresses(posts)
    featured = media.read_featured(post.featured_media for post in posts) if settings.images or settings.video else {}
    return [_entry(post, featured.get(post.featured_media, ""), settings) for post in posts]


def _entry(post: Post, featured: str, settings: SitemapSettings) -> Entry:
    link, open_ = permalinks.post_link(post), not post.password
    inside = media.images_xml(featured, post.content) if settings.images and open_ else ""
    changed = xml.moment(post.modified_gmt or post.date_gmt)
    video = ""
    if settings.video and open_ and (found := media.videos(featured, post.content)):
        title, published = plain(post.title) or link, xml.moment(post.date_gmt)
        words = plain(post.excerpt) or plain(_SHORTCODE.sub(" ", post.content[:2000])) or title
        video = xml.url(link, inside="".join(media.video_xml(one, title, words[:300], published) for one in found))
    hint = HINT if settings.hints else None
    return Entry(post.pk, sortable(post.modified_gmt or post.date_gmt), xml.url(link, changed, hint, inside), video)


def sortable(moment: datetime | None) -> str:
    """Return a moment as text whose order is that of time."""
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def plain(markup: str) -> str:
    """Return the words of HTML."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def pack(entries: Iterable[Entry]) -> bytes:
    """Return entries as a chunk keeps them."""
    rows = [[one.post_id, one.changed, one.url, one.video] for one in entries]
    return zlib.compress(json.dumps(rows, separators=(",", ":")).encode(), 1)


def unpack(kept: bytes | memoryview) -> list[Entry]:
    """Return the entries that a chunk keeps."""
    data = bytes(kept)
    return [Entry(*row) for row in json.loads(zlib.decompress(data))] if data else []
