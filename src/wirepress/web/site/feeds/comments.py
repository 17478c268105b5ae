"""RSS 2.0 of comments: the whole site's, or one story's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import post_of
from wirepress.content.options import site
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.html.entities import ent2ncr
from wirepress.core.markup.html.escape import esc_html
from wirepress.web.site.feeds import items
from wirepress.web.site.feeds.password_form import NO_COMMENT
from wirepress.web.site.feeds.rss import generator, period
from wirepress.web.site.feeds.text import address_text, cdata, emoji_images, rfc822, site_about

_OPEN = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	
	>
<channel>
"""  # noqa: W293 - WordPress's own blank line


def comments(
    title: str, own: str, changed: datetime | None, rows: Sequence[Comment], ctx: RenderContext, *, one: Post | None
) -> str:
    """The feed. `title` is HTML; `one`: all comments belong to this story."""
    link = items.link(one) if one is not None and one.type != "page" else site.home()
    head = (
        f"{_OPEN}\t<title>\n\t{title}\t</title>\n"
        f'\t<atom:link href="{address_text(own)}" rel="self" type="application/rss+xml" />\n'
        f"\t<link>{address_text(link)}</link>\n\t<description>{site_about()}</description>\n"
        f"\t<lastBuildDate>{rfc822(changed)}</lastBuildDate>\n{period()}\t<generator>{generator()}</generator>\n"
    )
    answered = items.answered(rows)
    return head + "".join(_item(row, answered.get(row.parent_id), ctx, one) for row in rows) + "</channel>\n</rss>\n"


def _item(row: Comment, above: Comment | None, ctx: RenderContext, one: Post | None) -> str:
    post = post_of(row)
    said = (
        NO_COMMENT
        if post is not None and post.password
        else cdata(emoji_images(esc_html(ent2ncr(items.remark_text(row, above)))))
    )
    return (
        f"\t<item>\n\t\t<title>\n\t\t{items.remark_title(row, ctx, one=one is not None)}\t\t</title>\n"
        f"\t\t<link>{address_text(permalinks.comment_link(row))}</link>\n\n"
        f"\t\t<dc:creator>{cdata(row.author_name or 'Anonymous')}</dc:creator>\n\t\t<pubDate>{rfc822(row.date_gmt)}</pubDate>\n"
        f'\t\t<guid isPermaLink="false">{escape(post.guid if post else "")}#comment-{row.pk}</guid>\n\n'
        f"\t\t\t\t\t<description>{said}</description>\n"
        f"\t\t\t<content:encoded>{cdata(items.remark_html(row, above))}</content:encoded>\n\t\t\n\t\t\t</item>\n\t"
    )
