"""The news sitemap: stories of the last 48 hours, at most 1,000 a file (Google News)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from wirepress.content.options import site, store
from wirepress.content.posts import loading
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.listing import filters
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import TermPost
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.sitemaps import SitemapSettings
from wirepress.features.seo.sitemaps import media, xml
from wirepress.features.seo.sitemaps.chunks import NOINDEX
from wirepress.features.seo.sitemaps.entries import plain

HOURS: Final = timedelta(hours=48)
SIZE: Final = 1000
FRESH: Final = timedelta(hours=1)  # an answer is kept no longer than this


def count() -> int:
    """Return how many stories are news now."""
    return _recent(site.now_gmt()).count()


def file_of(number: int) -> list[str]:
    """Return the entries of a file, the newest first."""
    settings, start = seo.read(SitemapSettings), (number - 1) * SIZE
    posts = list(_recent(site.now_gmt())[start : start + SIZE])
    loading.complete_addresses(posts)
    name = settings.news_name or plain(str(store.get("blogname")))
    language = settings.news_language or language_of_site()
    featured = media.read_featured(post.featured_media for post in posts) if settings.images else {}
    return [
        xml.url(
            permalinks.post_link(post),
            xml.moment(post.modified_gmt or post.date_gmt),
            inside=xml.news(name, language, xml.moment(post.date_gmt), plain(post.title))
            + (xml.image(featured[post.featured_media]) if post.featured_media in featured else ""),
        )
        for post in posts
        if post.title.strip()
    ]


def ages_soon() -> bool:
    """Return whether a story ceases to be news before an answer of now would be made anew."""
    now = site.now_gmt()
    edge = now - HOURS
    return Post.objects.filter(type="post", status="publish", date_gmt__gt=edge, date_gmt__lte=edge + FRESH).exists()


def _recent(now: datetime) -> QuerySet[Post]:
    """Return the stories that are news, the newest first. They are found by their local date, which has an index."""
    settings = seo.read(SitemapSettings)
    local = site.to_local(now - HOURS) - timedelta(hours=2)  # daylight saving may have moved it
    rows = Post.objects.filter(filters.published_rows(), type="post", password="", date__gt=local).filter(
        date_gmt__gt=now - HOURS, date_gmt__lte=now
    )
    hidden = PostMeta.objects.filter(key=NOINDEX).values("post_id")
    out = [int(text) for text in settings.exclude_posts if text.strip().isdecimal()]
    rows = rows.exclude(Q(pk__in=hidden) | Q(pk__in=out))
    if settings.news_sections_off:
        off: Sequence[str] = settings.news_sections_off
        rows = rows.exclude(
            pk__in=TermPost.objects.filter(term__taxonomy="category", term__slug__in=list(off)).values("post_id")
        )
    return rows.order_by("-date", "-id").defer("content", "excerpt", "content_filtered")


def language_of_site() -> str:
    """Return the site's language as Google News names it: two letters, and zh-cn or zh-tw."""
    tag = (str(store.get("WPLANG") or "") or "en_US").replace("_", "-").lower()
    if tag.startswith("zh"):
        return "zh-tw" if tag in ("zh-tw", "zh-hk", "zh-hant") else "zh-cn"
    return tag.partition("-")[0]
