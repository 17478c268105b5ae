"""Names of elements in their short form, prefix:name, whatever prefix or spelling of a namespace a feed uses."""

from __future__ import annotations

from typing import Final

_SPACES: Final = {
    "purl.org/rss/1.0": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "backend.userland.com/rss": "",
    "backend.userland.com/rss2": "",
    "blogs.law.harvard.edu/tech/rss": "",
    "www.w3.org/2005/atom": "atom",
    "purl.org/atom/ns#": "atom",
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/elements/1.0": "dc",
    "purl.org/dc/terms": "dcterms",
    "search.yahoo.com/mrss": "media",
    "tools.search.yahoo.com/mrss": "media",
    "video.search.yahoo.com/mrss": "media",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "purl.org/atompub/tombstones/1.0": "at",
    "purl.org/rss/1.0/modules/syndication": "sy",
    "news.yandex.ru": "yandex",
    "backend.userland.com/creativecommonsrssmodule": "cc",
    "cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "cc",
    "creativecommons.org/ns#": "cc",
    "web.resource.org/cc": "cc",
    "www.w3.org/1999/xhtml": "xhtml",
    "www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "www.sitemaps.org/schemas/sitemap/0.9": "",
    "www.google.com/schemas/sitemap/0.84": "",
    "www.google.com/schemas/sitemap-news/0.9": "news",
    "www.google.com/schemas/sitemap-image/1.1": "image",
}
_PREFIXES: Final = {
    "creativecommons": "cc",
    "a10": "atom",
    "content": "content",
}  # where the namespace was not declared
_KNOWN_MAX: Final = 4000
_short_names: dict[str, str] = {}


def short_name(tag: object) -> str:
    """Return the short name of an element's tag; those of namespaces that mean nothing here begin with "?"."""
    if not isinstance(tag, str):
        return "?"
    found = _short_names.get(tag)
    if found is None:
        found = _shorten(tag)
        if len(_short_names) < _KNOWN_MAX:
            _short_names[tag] = found
    return found


def _shorten(tag: str) -> str:
    if not tag.startswith("{"):
        prefix, colon, name = tag.rpartition(":")
        prefix = prefix.lower()
        return f"{_PREFIXES.get(prefix, prefix)}:{name}" if colon else name
    space, _, name = tag[1:].partition("}")
    prefix = _SPACES.get(space.lower().partition("://")[2].rstrip("/"), "?")
    return f"{prefix}:{name}" if prefix else name
