"""The newest stories as RSS, a page of the whole site for readers, and llms.txt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Final

from wirepress.content.options import site, store
from wirepress.content.posts import loading
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.listing import filters
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms import rows as term_rows
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term
from wirepress.core.hooks import Shortcode
from wirepress.core.markup.html.entities import ent2ncr
from wirepress.core.markup.shortcodes.registry import ShortcodeCall
from wirepress.core.markup.text.texturize import texturize
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.sitemaps import SitemapSettings
from wirepress.features.seo.sitemaps import addresses, groups, xml
from wirepress.features.seo.sitemaps.chunks import NOINDEX
from wirepress.features.seo.sitemaps.entries import plain

LLMS_MAX: Final = 20  # of each kind
_PAGE_MAX: Final = 200


def _newest(post_type: str, count: int, order: str = "modified") -> list[Post]:
    settings = seo.read(SitemapSettings)
    rows = Post.objects.filter(filters.published_rows(), type=post_type)
    if not settings.protected:
        rows = rows.filter(password="")
    hidden = PostMeta.objects.filter(key=NOINDEX).values("post_id")
    out = [int(text) for text in settings.exclude_posts if text.strip().isdecimal()]
    found = list(
        rows.exclude(pk__in=hidden)
        .exclude(pk__in=out)
        .order_by(f"-{order}", "id")
        .defer("content", "content_filtered")[:count]
    )
    loading.complete_parents(found)
    loading.complete_addresses(found)
    return found


def _rfc822(moment: datetime | None) -> str:
    return format_datetime(moment).replace("-0000", "+0000") if moment else ""


def rss() -> str:
    """Return the newest stories and pages as RSS 2.0."""
    settings = seo.read(SitemapSettings)
    size = settings.rss_size
    posts = [post for name in groups.post_types() for post in _newest(name, size)]
    posts = sorted(posts, key=lambda post: post.modified_gmt or datetime(1, 1, 1), reverse=True)[:size]
    name = xml.clean(plain(str(store.get("blogname"))))
    built = _rfc822(posts[0].modified_gmt) if posts else ""
    items = "".join(
        f"<item><guid>{xml.clean(link)}</guid><link>{xml.clean(link)}</link><title>{_title(post)}</title>"
        f"<pubDate>{_rfc822(post.modified_gmt)}</pubDate></item>\n"
        for post in posts
        for link in (permalinks.post_link(post),)
    )
    about = xml.clean(plain(str(store.get("blogdescription")))) or name
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<?xml-stylesheet type="text/xsl" href="{escape(site.home("/default-sitemap.xsl"))}"?>\n'
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n'
        f"<title>{name}</title><link>{xml.clean(site.home())}</link><description>{about}</description>"
        f"<lastBuildDate>{built}</lastBuildDate><docs>https://validator.w3.org/feed/docs/rss2.html</docs>"
        f'<atom:link href="{escape(site.home(addresses.RSS))}" rel="self" type="application/rss+xml" /><ttl>60</ttl>\n'
        f"{items}</channel>\n</rss>\n"
    )


def _title(post: Post) -> str:
    return ent2ncr(texturize(post.title)).replace("<", "&#60;").replace(">", "&#62;")


def _link(words: str, address: str) -> str:
    """A link in Markdown: what would end it early is put away."""
    words = " ".join(words.replace("[", "(").replace("]", ")").split()) or address
    return f"- [{words}]({address.replace('(', '%28').replace(')', '%29')})"


def llms(version: str) -> str:
    """Return llms.txt: the site's name, its sitemap, the newest stories, pages, sections and tags."""
    about = plain(str(store.get("blogdescription")))
    parts = [
        f"{version}, this is an llms.txt file, used by LLMs to index the site.",
        f"# {plain(str(store.get('blogname')))}",
    ]
    if about:
        parts.append(about)
    if seo.read(SitemapSettings).on and store.get("blog_public"):
        parts += [
            "## Sitemaps",
            f"- [XML Sitemap]({site.home(addresses.INDEX)}): Contains all public/indexable URLs for this website.",
        ]
    headings = {"post": "Posts", "page": "Pages", "category": "Categories", "post_tag": "Tags"}
    for name in groups.post_types():
        posts = _newest(name, LLMS_MAX)
        if posts:
            lines = [_link(plain(post.title), permalinks.post_link(post)) for post in posts]
            parts += [f"## {headings.get(name, name)}", "\n".join(lines)]
    for name in groups.taxonomy_names():
        terms = list(_terms(name)[:LLMS_MAX])
        if terms:
            lines = [_link(plain(term.name), permalinks.term_link(term)) for term in terms]
            parts += [f"## {headings.get(name, name)}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n\n"


def _terms(taxonomy: str) -> list[Term]:
    found = list(Term.objects.filter(taxonomy=taxonomy, count__gt=0).order_by("id")[:_PAGE_MAX])
    if taxonomies.known(taxonomy).hierarchical:
        term_rows.attach_parents(found)
    return found


def lists_for_readers() -> str:
    """Return the site's sections, pages and newest stories as HTML lists."""
    parts: list[str] = []

    def add(heading: str, links: Iterable[tuple[str, str]]) -> None:
        rows = "".join(f'<li><a href="{escape(address)}">{escape(words)}</a></li>' for words, address in links)
        if rows:
            parts.append(f"<h2>{escape(heading)}</h2><ul>{rows}</ul>")

    pages = sorted(_newest("page", _PAGE_MAX), key=lambda post: plain(post.title).lower())
    add("Sections", ((plain(term.name), permalinks.term_link(term)) for term in _terms("category")))
    add("Pages", ((plain(post.title) or permalinks.post_link(post), permalinks.post_link(post)) for post in pages))
    stories = _newest("post", _PAGE_MAX, "date")
    add(
        "Newest stories",
        ((plain(post.title) or permalinks.post_link(post), permalinks.post_link(post)) for post in stories),
    )
    months = [address for address, _ in groups.months()]
    add("Months", ((address.removeprefix(site.home("/")).strip("/"), address) for address in months))
    return f'<nav class="aioseo-html-sitemap" aria-label="Sitemap">{"".join(parts)}</nav>'


_PAGE: Final = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>{title}</title><link rel="canonical" href="{here}"><style>:root{{color-scheme:light dark}}'
    "body{{font:1.05rem/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1.2rem}}h1,h2{{font-family:Georgia,serif}}"
    "ul{{padding-inline-start:1.2rem;columns:18rem}}li{{break-inside:avoid}}</style></head>"
    '<body><p><a href="{home}">To the front page</a></p><main><h1>{title}</h1>{lists}</main></body></html>\n'
)


def page_for_readers() -> str:
    """Return the page of the whole site."""
    title = escape(f"Sitemap of {plain(str(store.get('blogname')))}")
    here, home = escape(site.home(addresses.HTML)), escape(site.home("/"))
    return _PAGE.format(title=title, here=here, home=home, lists=lists_for_readers())


def _show(call: ShortcodeCall) -> str:
    return lists_for_readers() if seo.read(SitemapSettings).html else ""


SHORTCODE: Final = Shortcode("aioseo_html_sitemap", _show)
