"""Atom 1.0 of stories and comments (RFC 4287, threading by RFC 4685), laid out as WordPress 7.1 lays it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import post_of
from wirepress.content.options import site
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.posts.rows import author_of
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.html.escape import esc_attr
from wirepress.web.site.feeds import items
from wirepress.web.site.feeds.pictures import NAMESPACE, Lead, Leads, enclosure_link, media
from wirepress.web.site.feeds.text import address_text, cdata, site_about, zulu
from wirepress.web.site.present.words import language

CONTENT_TYPE = "application/atom+xml; charset=UTF-8"
_THREAD = 'xmlns:thr="http://purl.org/syndication/thread/1.0"'
_ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


def _head(title: str, own: str, changed: datetime | None, whole: str) -> tuple[str, str, str]:
    """What both feeds say of themselves: before their links, the generator's line, the links' common attributes."""
    about = f'\t<title type="text">{title}</title>\n\t<subtitle type="text">{site_about()}</subtitle>\n\n\t<updated>{zulu(changed)}</updated>\n\n'
    release = "6.8.2" if site.compat() == "6.8" else "7.1"
    generator = f'<generator uri="https://wordpress.org/" version="{release}">WordPress</generator>\n'
    links = (
        f'\t<link rel="alternate" type="text/html" href="{site.home()}" />\n',
        f"\t<id>{address_text(whole)}</id>\n",
        f'\t<link rel="self" type="application/atom+xml" href="{address_text(own)}" />\n',
    )
    return about, generator, "|".join(links)


def stories(
    title: str, own: str, changed: datetime | None, posts: Sequence[Post], ctx: RenderContext, shown: Leads
) -> str:
    """The feed. `title` is HTML, `own` the feed's address, `changed` GMT; the context has read ahead for the posts; `shown`: lead pictures."""
    about, generator, links = _head(title, own, changed, permalinks.feed_link(kind="atom"))
    opened = f'<?xml version="1.0" encoding="UTF-8"?><feed\n\t{_ATOM}\n\t{_THREAD}\n\txml:lang="{language()}"\n{NAMESPACE if shown else ""}\t>\n'
    return (
        opened
        + about
        + "".join(links.split("|"))
        + f"\n\t{generator}\t"
        + _joined(_entry(post, ctx, shown.get(post.pk)) for post in posts)
    )


def _joined(entries: Iterable[str]) -> str:
    return "".join(f"{entry}\t" if not place else f"\t{entry}\t" for place, entry in enumerate(entries)) + "</feed>\n"


def _entry(post: Post, ctx: RenderContext, lead: Lead | None) -> str:
    link, author = items.link(post), author_of(post)
    uri = f"\t\t\t\t<uri>{esc_attr(author.url)}</uri>\n\t\t\t\t\t\t" if author and author.url else "\t\t"
    home = site.home()
    terms = "".join(
        f'<category scheme="{esc_attr(home)}" term="{esc_attr(name)}" />' for name in items.term_names(post)
    )
    excerpt, content = items.texts(post, ctx)
    talk = _replies(post, link) if items.talks(post) else ""
    body = ""
    if content is not None:
        body = f'\t\t\t\t\t<content type="html" xml:base="{address_text(link)}">{cdata(content)}</content>\n\t\t\n'
    return (
        f"<entry>\n\t\t<author>\n\t\t\t<name>{escape(author.display_name, quote=False) if author else ''}</name>\n\t\t\t{uri}</author>\n\n"
        f'\t\t<title type="html">{cdata(items.title(post, ctx))}</title>\n'
        f'\t\t<link rel="alternate" type="text/html" href="{address_text(link)}" />\n\n'
        f"\t\t<id>{escape(render.render_guid(post))}</id>\n\t\t<updated>{zulu(post.modified_gmt)}</updated>\n\t\t<published>{zulu(post.date_gmt)}</published>\n"
        f'\t\t{terms}\n\t\t<summary type="html">{cdata(excerpt)}</summary>\n\n{body}{enclosure_link(lead)}{media(lead)}{talk}\t\t\t</entry>\n'
    )


def _replies(post: Post, link: str) -> str:
    feed, count = permalinks.feed_link(post, kind="atom"), post.comment_count
    return (
        f'\t\t\t\t\t<link rel="replies" type="text/html" href="{address_text(link)}#comments" thr:count="{count}" />\n'
        f'\t\t\t<link rel="replies" type="application/atom+xml" href="{address_text(feed)}" thr:count="{count}" />\n'
        f"\t\t\t<thr:total>{count}</thr:total>\n"
    )


def comments(
    title: str, own: str, changed: datetime | None, rows: Sequence[Comment], ctx: RenderContext, *, one: Post | None
) -> str:
    """The feed. `title` is HTML; `one`: all comments belong to this story."""
    whole = (
        permalinks.feed_link(one, kind="atom") if one is not None else permalinks.feed_link(kind="atom", comments=True)
    )
    about, generator, links = _head(f"\n\t{title}\t", own, changed, whole)
    alternate, number, self_ = links.split("|")
    if one is not None:
        talk = f"{permalinks.post_link(one)}#{'comments' if one.comment_count else 'respond'}"
        alternate = f'\t<link rel="alternate" type="text/html" href="{escape(talk)}" />\n'
    opened = f'<?xml version="1.0" encoding="UTF-8" ?><feed\n\t{_ATOM}\n\txml:lang="{language()}"\n\t{_THREAD}\n\t>\n'
    answered = items.answered(rows)
    entries = (_remark(row, answered.get(row.parent_id), ctx, one) for row in rows)
    shown = _joined(entries)
    return opened + about + alternate + self_ + number + generator + ("\t" if rows else "") + shown


def _remark(row: Comment, above: Comment | None, ctx: RenderContext, one: Post | None) -> str:
    link, post = permalinks.comment_link(row), post_of(row)
    name = escape(row.author_name or "Anonymous", quote=False)
    uri = f"<uri>{esc_attr(row.author_url)}</uri>" if row.author_url else ""
    guid = escape(post.guid if post else "")
    thread = f'ref="{guid}" href="{address_text(permalinks.post_link(post)) if post else ""}" type="text/html"'
    if above is not None:
        thread = (
            f'ref="{guid}#comment-{above.pk}" href="{address_text(permalinks.comment_link(above))}" type="text/html"'
        )
    return (
        f"<entry>\n\t\t<title>\n\t\t{items.remark_title(row, ctx, one=one is not None)}\t\t</title>\n"
        f'\t\t<link rel="alternate" href="{address_text(link)}" type="text/html" />\n\n'
        f"\t\t<author>\n\t\t\t<name>{name}</name>\n\t\t\t{uri}\n\t\t</author>\n\n"
        f"\t\t<id>{guid}#comment-{row.pk}</id>\n\t\t<updated>{zulu(row.date_gmt)}</updated>\n\t\t<published>{zulu(row.date_gmt)}</published>\n\n"
        f'\t\t\t\t\t<content type="html" xml:base="{address_text(link)}">{cdata(items.remark_html(row, above))}</content>\n\t\t\n'
        f"\t\t\t\t\t<thr:in-reply-to {thread} />\n\t\t\t\t</entry>\n"
    )
