"""RSS 2.0 of stories, as WordPress 7.1 lays it out (RSS 2.0 specification, content, dc, wfw and slash modules)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape, unescape

from wirepress.content.options import site
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.posts.rows import author_of
from wirepress.core.markup.context import RenderContext
from wirepress.web.site.feeds import items
from wirepress.web.site.feeds.pictures import NAMESPACE, Leads, enclosure, media
from wirepress.web.site.feeds.text import address_text, cdata, rfc822, site_about, text_of
from wirepress.web.site.present.words import language

CONTENT_TYPE = "application/rss+xml; charset=UTF-8"
_OPEN = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
{more}	>

<channel>
"""


def generator() -> str:
    """The program that WordPress's clients expect to be named."""
    return f"https://wordpress.org/?v={'6.8.2' if site.compat() == '6.8' else '7.1'}"


def period() -> str:
    """How often readers should come back (RSS 1.0 syndication module)."""
    return "\t<sy:updatePeriod>\n\thourly\t</sy:updatePeriod>\n\t<sy:updateFrequency>\n\t1\t</sy:updateFrequency>\n"


def stories(
    title: str, own: str, changed: datetime | None, posts: Sequence[Post], ctx: RenderContext, shown: Leads
) -> str:
    """The feed. `title` is HTML, `own` the feed's address, `changed` GMT; the context has read ahead for the posts; `shown`: lead pictures."""
    head = (
        f"{_OPEN.format(more=NAMESPACE if shown else '')}\t<title>{title}</title>\n"
        f'\t<atom:link href="{address_text(own)}" rel="self" type="application/rss+xml" />\n'
        f"\t<link>{site.home()}</link>\n\t<description>{site_about()}</description>\n"
        f"\t<lastBuildDate>{rfc822(changed)}</lastBuildDate>\n\t<language>{language()}</language>\n"
        f"{period()}\t<generator>{generator()}</generator>\n"
    )
    return head + "".join(_item(post, ctx, shown) for post in posts) + "</channel>\n</rss>\n"


def _item(post: Post, ctx: RenderContext, shown: Leads) -> str:
    link = permalinks.post_link(post)
    author, lead = author_of(post), shown.get(post.pk)
    talk = items.talks(post)
    place = "comments" if post.comment_count else "respond"
    names = "".join(f"\t\t<category>{cdata(unescape(name))}</category>\n" for name in items.term_names(post))
    return "".join(
        (
            f"\t<item>\n\t\t<title>{text_of(items.title(post, ctx))}</title>\n\t\t<link>{address_text(items.link(post))}</link>\n",
            f"\t\t\t\t\t<comments>{address_text(link)}#{place}</comments>\n\t\t\n" if talk else "\t\t\n",
            f"\t\t<dc:creator>{cdata(author.display_name if author else '')}</dc:creator>\n",
            f"\t\t<pubDate>{rfc822(post.date_gmt)}</pubDate>\n\t\t{names or chr(10)}",
            f'\t\t<guid isPermaLink="false">{escape(render.render_guid(post))}</guid>\n\n',
            _texts(post, ctx),
            _talk(post) if talk else "",
            f"\t\t\n\t\t{enclosure(lead)}\n{media(lead)}\t\t\t</item>\n\t",
        )
    )


def _texts(post: Post, ctx: RenderContext) -> str:
    excerpt, content = items.texts(post, ctx)
    full = f"\t\t\t\t\t\t\t\t\t\t<content:encoded>{cdata(content)}</content:encoded>\n" if content is not None else ""
    return f"\t\t\t\t\t<description>{cdata(excerpt)}</description>\n{full}\t\t\t\t\t\n"


def _talk(post: Post) -> str:
    return (
        f"\t\t\t\t\t<wfw:commentRss>{address_text(permalinks.feed_link(post))}</wfw:commentRss>\n"
        f"\t\t\t<slash:comments>{post.comment_count}</slash:comments>\n"
    )
