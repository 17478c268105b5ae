"""Words before and after a story in feeds, with its links filled in; All in One SEO's are taken over."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from wirepress.content.options import site, store
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import author_of
from wirepress.core.hooks import FeedAddition, PageFacts
from wirepress.core.markup.text.texturize import texturize
from wirepress.features.seo.head.choose import choose, own_of
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.feeds import FeedSettings
from wirepress.features.seo.settings.head import HeadSettings
from wirepress.features.seo.sitemaps.adopt import read_map

FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_PLUGIN_DEFAULT: Final = "<p>The post #post_link first appeared on #site_link.</p>"


def _title(post: Post) -> str:
    return html.escape(html.unescape(texturize(post.title)), quote=False)


def _site() -> str:
    return html.escape(html.unescape(str(store.get("blogname"))), quote=False)


def _anchor(address: str, words: str) -> str:
    return f'<a href="{html.escape(address)}">{words}</a>'


def _author(post: Post) -> str:
    author = author_of(post)
    return html.escape(author.display_name, quote=False) if author is not None else ""


_TAGS: Final[Mapping[str, Callable[[Post], str]]] = {
    "post_link_alt": lambda post: html.escape(permalinks.post_link(post)),
    "post_link": lambda post: _anchor(permalinks.post_link(post), _title(post)),
    "post_title": _title,
    "site_link_alt": lambda post: html.escape(site.home()),
    "site_link": lambda post: _anchor(site.home(), _site()),
    "site_title": lambda post: _site(),
    "author_name": _author,
}
_TAG: Final = re.compile(r"#(" + "|".join(sorted(_TAGS, key=len, reverse=True)) + r")(?![\w])")


def additions(post: Post) -> Sequence[FeedAddition]:
    """Return what stands before and after a story in feeds."""
    settings = seo.read(FeedSettings)
    if not settings.before and not settings.after:
        return ()
    return (FeedAddition(_filled(settings.before, post), _filled(settings.after, post)),)


def titles(page: PageFacts) -> Sequence[str]:
    """Return the title of a feed of a list on a site that had the plugin: that of the list's page."""
    settings = seo.read(HeadSettings)
    if not settings.like_aioseo:
        return ()
    return (choose(page, settings, own_of(page)).title,)


def headers(content_type: str) -> list[tuple[str, str]]:
    """Return the headers of a feed."""
    is_feed = content_type.startswith(FEED_TYPES)
    return [("X-Robots-Tag", "noindex, follow")] if is_feed and seo.read(FeedSettings).noindex else []


def _filled(text: str, post: Post) -> str:
    return _TAG.sub(lambda found: _TAGS[found[1]](post), text)


def adopt(active: Sequence[str] = ()) -> list[str]:
    """Take over the plugin's words, unless this site has its own or another plugin's counts."""
    options = read_map(store.get("aioseo_options", None))
    if not options or seo.is_stored(FeedSettings):
        return []
    if active and not any(name.startswith("all-in-one-seo-pack") for name in active):
        return []
    words: Any = read_map(options.get("rssContent"))
    robots = options
    for name in ("searchAppearance", "advanced", "globalRobotsMeta"):
        robots = read_map(robots.get(name))
    seo.change(
        FeedSettings,
        {
            "before": html.unescape(str(words.get("before") or "")),
            "after": html.unescape(str(words["after"] or "")) if "after" in words else _PLUGIN_DEFAULT,
            "noindex": bool(robots.get("noindexFeed", True)),
        },
    )
    return []
