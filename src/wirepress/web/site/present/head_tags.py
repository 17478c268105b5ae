"""The tags in a page's head: the site's own, and those of features, one for each key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote_plus

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from wirepress.content.options import site
from wirepress.content.options.features import extensions
from wirepress.content.options.links import local
from wirepress.content.posts.models import Post
from wirepress.core.contract.json_value import JSON
from wirepress.core.contract.pages.page_facts import PageFacts
from wirepress.core.contract.pages.page_head import HeadTag
from wirepress.core.php import json
from wirepress.web.site import icons
from wirepress.web.site.present.head import Head, site_name

_PAPER, _NIGHT = "#ffffff", "#111317"  # what browsers colour around the page


def head_tags(request: HttpRequest, head: Head, post: Post | None, page: PageFacts) -> SafeString:
    """All tags as HTML, each on its line."""
    added: list[HeadTag] = extensions().collect("head_tags", request=request, post=post, page=page)
    chosen = join_tags(built_in_tags(head), added)
    nodes: list[Mapping[str, JSON]] = extensions().collect("schema_nodes", request=request, post=post, page=page)
    return mark_safe("".join([*(f"{as_html(tag)}\n" for tag in chosen if tag.element), schema_script(nodes)]))


def join_tags(built_in: Iterable[HeadTag], added: Iterable[HeadTag]) -> list[HeadTag]:
    """One tag for each key: of `added` the first, in the place of the built-in one if there is one, else behind."""
    own = {tag.key: tag for tag in built_in}
    new: dict[str, HeadTag] = {}
    for tag in sorted(added, key=lambda one: one.gives_way):
        new.setdefault(tag.key, tag)
    return list((own | new).values())


def as_html(tag: HeadTag) -> str:
    """A tag as it is written."""
    if tag.element == "title":
        return f"<title>{escape(tag.text)}</title>"
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in tag.attributes.items())
    return f"<{tag.element}{attributes}>"


def schema_script(nodes: Sequence[Mapping[str, JSON]]) -> str:
    """The JSON-LD of a page; "" when nobody has a node for it. Nothing in it can end the element."""
    if not nodes:
        return ""
    graph = join_nodes(nodes)
    data = json.encode({"@context": "https://schema.org", "@graph": graph}).decode().replace("<", "\\u003c")
    return f'<script type="application/ld+json">{data}</script>\n'


def join_nodes(nodes: Iterable[Mapping[str, JSON]]) -> list[dict[str, JSON]]:
    """One node for each `@id`: a later one adds its properties to the first, and takes none away."""
    joined: list[dict[str, JSON]] = []
    known: dict[JSON, dict[str, JSON]] = {}
    for node in nodes:
        name = node.get("@id")
        if isinstance(name, str) and name in known:
            known[name].update({key: value for key, value in node.items() if key not in known[name]})
            continue
        joined.append(dict(node))
        if isinstance(name, str):
            known[name] = joined[-1]
    return joined


def built_in_tags(head: Head) -> Iterator[HeadTag]:
    """What every page says of itself."""
    meta, link = HeadTag.meta, HeadTag.link
    yield HeadTag.title(head.document_title)
    yield meta("robots", head.robots)
    if head.description:
        yield meta("description", head.description)
    if head.canonical:
        yield link("canonical", head.original or head.canonical)
    for rel, address in (("prev", head.before), ("next", head.after), ("shortlink", head.shortlink)):
        if address:
            yield link(rel, address)
    yield link("https://api.w.org/", site.rest_url("/"))
    if head.json:
        yield link("alternate", head.json, title="JSON", type="application/json")
    for feed in head.feeds:
        yield link("alternate", feed.url, type=feed.type, title=feed.title)
    yield from _for_programs(head)
    yield from _shared(head)
    if head.published and head.kind == "article":
        yield from _of_article(head)
    yield HeadTag("theme-color light", "meta", _theme_color(_PAPER, "light"))
    yield HeadTag("theme-color dark", "meta", _theme_color(_NIGHT, "dark"))
    yield from _icons()


def _icons() -> Iterator[HeadTag]:
    """The icon of tabs and of home screens: the one that the site chose, else the drawn one."""
    chosen = icons.chosen_icon(32)
    if chosen is None:
        yield HeadTag("icon", "link", {"rel": "icon", "href": static("site/icon.svg"), "type": "image/svg+xml"})
    else:
        yield HeadTag("icon", "link", {"rel": "icon", "href": local(chosen.url), "sizes": chosen.sizes})
    touch = icons.chosen_icon(180)
    yield HeadTag(
        "apple-touch-icon",
        "link",
        {"rel": "apple-touch-icon", "href": local(touch.url) if touch else static("site/icon.png")},
    )
    yield HeadTag("manifest", "link", {"rel": "manifest", "href": local(site.home("/manifest.webmanifest"))})


def _for_programs(head: Head) -> Iterator[HeadTag]:
    """Where programs that write stories, and sites that embed them, find what they need (RSD 1.0, oEmbed 1.0 discovery)."""
    link = HeadTag.link
    yield link("EditURI", site.home("/xmlrpc.php?rsd"), type="application/rsd+xml", title="RSD")
    if head.embed:
        query = f"url={quote_plus(head.embed)}"
        for kind, more in (("JSON", ""), ("XML", "&format=xml")):
            address = site.rest_url("/oembed/1.0/embed", query + more)
            shape = "application/json" if kind == "JSON" else "text/xml"
            yield link("alternate", address, type=f"{shape}+oembed", title=f"oEmbed ({kind})")


def _shared(head: Head) -> Iterator[HeadTag]:
    """What other sites show of the page."""
    og = HeadTag.meta_property
    yield og("og:site_name", site_name())
    yield og("og:type", head.kind)
    yield og("og:title", head.title or site_name())
    if head.description:
        yield og("og:description", head.description)
    if head.canonical:
        yield og("og:url", head.canonical)
    if head.picture:
        yield og("og:image", head.picture.full)
        if head.picture.full_width and head.picture.full_height:
            yield og("og:image:width", str(head.picture.full_width))
            yield og("og:image:height", str(head.picture.full_height))
        if head.picture.alt:
            yield og("og:image:alt", head.picture.alt)
    yield HeadTag.meta("twitter:card", "summary_large_image" if head.picture else "summary")


def _of_article(head: Head) -> Iterator[HeadTag]:
    og = HeadTag.meta_property
    yield og("article:published_time", head.published)
    yield og("article:modified_time", head.modified)
    if head.section:
        yield og("article:section", head.section)
    for tag in head.tags:
        yield HeadTag(f"article:tag {tag}", "meta", {"property": "article:tag", "content": tag})
    if head.author:
        yield HeadTag.meta("author", head.author)


def _theme_color(color: str, scheme: str) -> dict[str, str]:
    return {"name": "theme-color", "content": color, "media": f"(prefers-color-scheme: {scheme})"}
