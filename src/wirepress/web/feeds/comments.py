"""RSS 2.0 of comments: the whole site's, or one story's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from wirepress.config.settings import get_settings
from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import post_of
from wirepress.content.options import site, store
from wirepress.content.posts import permalinks, render
from wirepress.core.markup.comment_text import comment_text
from wirepress.core.markup.context import RenderContext
from wirepress.web.feeds.rss import generator, period
from wirepress.web.feeds.text import cdata, rfc822, site_about, text_of

_OPEN = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	
	>
<channel>
"""  # noqa: W293 - WordPress's own blank line


def comments(
    title: str, own: str, link: str, changed: datetime | None, rows: Sequence[Comment], ctx: RenderContext, *, one: bool
) -> str:
    """The feed. `title` is HTML; `one`: all comments belong to one story."""
    head = (
        f"{_OPEN}\t<title>\n\t{title}\t</title>\n"
        f'\t<atom:link href="{escape(own).replace("&amp;", "&#038;")}" rel="self" type="application/rss+xml" />\n'
        f"\t<link>{escape(link)}</link>\n\t<description>{site_about()}</description>\n"
        f"\t<lastBuildDate>{rfc822(changed)}</lastBuildDate>\n{period()}\t<generator>{generator()}</generator>\n"
    )
    known = {row.pk: row for row in Comment.objects.filter(pk__in=[row.parent_id for row in rows if row.parent_id])}
    return head + "".join(_item(row, known.get(row.parent_id), ctx, one) for row in rows) + "</channel>\n</rss>\n"


def _item(row: Comment, answered: Comment | None, ctx: RenderContext, one: bool) -> str:
    post = post_of(row)
    link = permalinks.comment_link(row)
    name = row.author_name or "Anonymous"
    title = f"By: {text_of(escape(name, quote=False))}"
    if not one and post is not None:
        title = f"Comment on {text_of(render.render_title(post, ctx))} by {text_of(escape(name, quote=False))}"
    raw = row.content
    if answered is not None:
        before = permalinks.comment_link(answered)
        raw = f'In reply to <a href="{escape(before)}">{escape(answered.author_name)}</a>.\n\n{raw}'
    html = comment_text(raw, hosts=[get_settings().host], smilies=bool(store.get("use_smilies")), site_url=site.home())
    return (
        f"\t<item>\n\t\t<title>\n\t\t{title}\t\t</title>\n\t\t<link>{escape(link)}</link>\n\n"
        f"\t\t<dc:creator>{cdata(name)}</dc:creator>\n\t\t<pubDate>{rfc822(row.date_gmt)}</pubDate>\n"
        f'\t\t<guid isPermaLink="false">{escape(post.guid if post else "")}#comment-{row.pk}</guid>\n\n'
        f"\t\t\t\t\t<description>{cdata(escape(raw).replace('&#x27;', '&#039;'))}</description>\n"
        f"\t\t\t<content:encoded>{cdata(html)}</content:encoded>\n\t\t\n\t\t\t</item>\n\t"
    )
