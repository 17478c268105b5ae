"""The tags of a page's head."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, cast
from urllib.parse import urljoin

from django.http import HttpRequest

from wirepress.content.options import site, store
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import author_of, terms_of
from wirepress.core.hooks import HeadTag, PageFacts
from wirepress.features.seo.head import texts
from wirepress.features.seo.head.choose import PageMeta, meta_of_page
from wirepress.features.seo.head.pictures import SharedPicture
from wirepress.features.seo.head.smart_tags import replace_tags
from wirepress.features.seo.settings.head import HeadSettings

_VERIFICATION: Final = (
    ("google", "google-site-verification"),
    ("bing", "msvalidate.01"),
    ("yandex", "yandex-verification"),
    ("baidu", "baidu-site-verification"),
    ("pinterest", "p:domain_verify"),
    ("facebook", "facebook-domain-verification"),
)
_CONTENT: Final = re.compile(r"content\s*=\s*[\"']([^\"']*)[\"']", re.I)
_OF_SHARING: Final = ("og:site_name", "og:type", "og:title", "og:description", "og:url", "og:image", "og:image:alt")
_OF_ARTICLES: Final = ("article:published_time", "article:modified_time", "article:section")


def head_tags(request: HttpRequest, page: PageFacts) -> list[HeadTag]:
    """Return the tags of a page, each in the place of the built-in one of its kind. Those of plugins go before."""
    return [replace(tag, gives_way=True) for tag in _tags(request, page)]


def _tags(request: HttpRequest, page: PageFacts) -> list[HeadTag]:
    meta = meta_of_page(request, page)
    settings = meta.settings
    if (
        settings.like_aioseo
        and page.subject == "term"
        and page.term is not None
        and page.term.taxonomy == "post_format"
    ):
        return []  # the plugin leaves such lists to WordPress
    tags = [HeadTag.title(meta.title), HeadTag.meta("robots", ", ".join(meta.robots))]
    tags.append(HeadTag.meta("description", meta.description) if meta.description else HeadTag.without("description"))
    for rel, address in (("canonical", meta.canonical), ("prev", meta.before), ("next", meta.after)):
        tags.append(HeadTag.link(rel, address) if address else HeadTag.without(rel))
    tags += _author(page)
    tags += _open_graph(page, meta) if settings.open_graph else [HeadTag.without(key) for key in _OF_SHARING]
    tags += _article(page, meta)
    tags += _twitter(meta) if settings.twitter else [HeadTag.without("twitter:card")]
    tags += _verification(settings) if page.subject == "front" and page.number == 1 else ()
    return tags


def _author(page: PageFacts) -> Iterator[HeadTag]:
    post = cast("Post | None", page.post)
    user = author_of(post) if post is not None and post.type == "post" else None
    name = texts.decoded(user.display_name) if user is not None else ""
    yield HeadTag.meta("author", name) if name and not name.isdigit() else HeadTag.without("author")


def _open_graph(page: PageFacts, meta: PageMeta) -> Iterator[HeadTag]:
    og = HeadTag.meta_property
    if page.subject in ("missing", "refused"):
        yield from (HeadTag.without(key) for key in _OF_SHARING)
        return
    yield og("og:locale", str(store.get("WPLANG") or "en_US").replace("-", "_"))
    yield og("og:site_name", _site_name(meta))
    yield og("og:type", meta.og_type)
    yield og("og:title", meta.og_title)
    yield og("og:description", meta.og_description) if meta.og_description else HeadTag.without("og:description")
    yield og("og:url", meta.og_url)
    yield from _image(meta.og_image)
    if meta.own.og_video:
        yield og("og:video", meta.own.og_video)
    if meta.settings.facebook_app:
        yield og("fb:app_id", meta.settings.facebook_app)


def _site_name(meta: PageMeta) -> str:
    name = texts.squeeze(replace_tags(meta.settings.site_name, meta.scope))
    return name if meta.settings.like_aioseo else texts.tidy(name, meta.settings.separator)


def _image(picture: SharedPicture | None) -> Iterator[HeadTag]:
    og = HeadTag.meta_property
    if picture is None:
        yield HeadTag.without("og:image")
        yield HeadTag.without("og:image:alt")
        return
    yield og("og:image", picture.url)
    if picture.url.startswith("https://"):
        yield og("og:image:secure_url", picture.url)
    if picture.width and picture.height:
        yield og("og:image:width", str(picture.width))
        yield og("og:image:height", str(picture.height))
    if picture.type:
        yield og("og:image:type", picture.type)
    yield og("og:image:alt", picture.alt) if picture.alt else HeadTag.without("og:image:alt")


def _article(page: PageFacts, meta: PageMeta) -> Iterator[HeadTag]:
    og = HeadTag.meta_property
    post = cast("Post | None", page.post)
    if post is None or meta.og_type != "article" or not meta.settings.open_graph:
        yield from (HeadTag.without(key) for key in _OF_ARTICLES)
        yield from _without_tags(post)
        return
    if post.date_gmt and post.modified_gmt:
        yield og("article:published_time", f"{post.date_gmt:%Y-%m-%dT%H:%M:%S}+00:00")
        yield og("article:modified_time", f"{post.modified_gmt:%Y-%m-%dT%H:%M:%S}+00:00")
    first = next(iter(terms_of(post, "category")), None) if meta.settings.article_tags else None
    section = meta.own.og_section or (texts.decoded(first.name) if first is not None else "")
    yield og("article:section", section) if section else HeadTag.without("article:section")
    named = [*meta.own.og_tags]
    if meta.settings.article_tags:
        named += [texts.decoded(term.name) for term in terms_of(post, "post_tag")]
    for name in dict.fromkeys(named):
        yield HeadTag(f"article:tag {name}", "meta", {"property": "article:tag", "content": name})
    yield from _without_tags(post)
    if meta.settings.facebook_author:
        yield og("article:publisher", meta.settings.facebook_author)


def _without_tags(post: Post | None) -> Iterator[HeadTag]:
    for term in terms_of(post, "post_tag") if post is not None else ():
        yield HeadTag.without(f"article:tag {texts.plain(term.name)}")


def _twitter(meta: PageMeta) -> Iterator[HeadTag]:
    page, name = meta.scope.page, HeadTag.meta
    if page.subject in ("missing", "refused"):
        yield HeadTag.without("twitter:card")
        return
    yield name("twitter:card", meta.twitter_card)
    if meta.settings.twitter_site:
        yield name("twitter:site", "@" + meta.settings.twitter_site.removeprefix("@").rpartition("/")[2])
    yield name("twitter:title", meta.twitter_title)
    if meta.twitter_description:
        yield name("twitter:description", meta.twitter_description)
    if meta.twitter_image is not None:
        yield name("twitter:image", meta.twitter_image.url)
        if meta.twitter_image.alt:
            yield name("twitter:image:alt", meta.twitter_image.alt)


def _verification(settings: HeadSettings) -> Iterator[HeadTag]:
    for field, tag in _VERIFICATION:
        value = code_of(str(getattr(settings, field)))
        if value:
            yield HeadTag.meta(tag, value)
    for address in settings.mastodon:
        if address.strip():
            yield HeadTag.link("me", urljoin(site.home("/"), address.strip()))


def code_of(value: str) -> str:
    """Return the code of a verification, out of a whole tag too."""
    found = _CONTENT.search(value)
    return html.unescape(found[1] if found else value).strip()
