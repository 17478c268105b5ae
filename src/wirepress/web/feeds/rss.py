"""RSS 2.0 of stories, as WordPress 7.1 lays it out (RSS 2.0 specification, content, dc, wfw and slash modules)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from wirepress.content.options import site, store
from wirepress.content.posts import permalinks, render
from wirepress.content.posts.lookup import record
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import author_of, terms_of
from wirepress.core.markup import excerpting
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.entities import ent2ncr
from wirepress.core.markup.excerpts import trim_words
from wirepress.web.feeds.text import cdata, rfc822, site_about, text_of
from wirepress.web.site.present.words import language

CONTENT_TYPE = "application/rss+xml; charset=UTF-8"
_OPEN = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
	>

<channel>
"""


def generator() -> str:
    """The program that WordPress's clients expect to be named."""
    return f"https://wordpress.org/?v={'6.8.2' if site.compat() == '6.8' else '7.1'}"


def period() -> str:
    """How often readers should come back (RSS 1.0 syndication module)."""
    return "\t<sy:updatePeriod>\n\thourly\t</sy:updatePeriod>\n\t<sy:updateFrequency>\n\t1\t</sy:updateFrequency>\n"


def stories(title: str, own: str, changed: datetime | None, posts: Sequence[Post], ctx: RenderContext) -> str:
    """The feed. `title` is HTML, `own` the feed's address, `changed` GMT; the context has read ahead for the posts."""
    head = (
        f"{_OPEN}\t<title>{title}</title>\n"
        f'\t<atom:link href="{escape(own).replace("&amp;", "&#038;")}" rel="self" type="application/rss+xml" />\n'
        f"\t<link>{site.home()}</link>\n\t<description>{site_about()}</description>\n"
        f"\t<lastBuildDate>{rfc822(changed)}</lastBuildDate>\n\t<language>{language()}</language>\n"
        f"{period()}\t<generator>{generator()}</generator>\n"
    )
    return head + "".join(_item(post, ctx) for post in posts) + "</channel>\n</rss>\n"


def _item(post: Post, ctx: RenderContext) -> str:
    link = permalinks.post_link(post)
    author = author_of(post)
    categories = [*terms_of(post, "category"), *terms_of(post, "post_tag")]
    names = dict.fromkeys(term.name for term in categories)
    talk = post.comment_status == "open" or post.comment_count > 0
    place = "comments" if post.comment_count else "respond"
    return "".join((
        f"\t<item>\n\t\t<title>{text_of(_title(post, ctx))}</title>\n\t\t<link>{escape(link)}</link>\n",
        f"\t\t\t\t\t<comments>{escape(link)}#{place}</comments>\n\t\t\n" if talk else "\t\t\n",
        f"\t\t<dc:creator>{cdata(author.display_name if author else '')}</dc:creator>\n",
        f"\t\t<pubDate>{rfc822(post.date_gmt)}</pubDate>\n\t\t",
        "".join(f"\t\t<category>{cdata(name)}</category>\n" for name in names) or "\n",
        f'\t\t<guid isPermaLink="false">{escape(render.guid(post))}</guid>\n\n',
        _texts(post, ctx),
        _talk(post) if talk else "",
        "\t\t\n\t\t\n\t\t\t</item>\n\t",
    ))  # fmt: skip


def _title(post: Post, ctx: RenderContext) -> str:
    title = render.render_title(post, ctx)
    return f"Protected: {title}" if post.password else title


def _texts(post: Post, ctx: RenderContext) -> str:
    if post.password:
        return f"\t\t\t\t\t<description>{cdata('')}</description>\n\t\t\t\t\t\t\t\t\t\t<content:encoded>{cdata('')}</content:encoded>\n\t\t\t\t\t\n"
    excerpt = _excerpt(post, ctx)
    if store.get("rss_use_excerpt"):
        return f"\t\t\t\t\t<description>{cdata(excerpt)}</description>\n\t\t\t\t\t\n"
    content = render.render_content(post, ctx).replace("]]>", "]]&gt;")
    return (
        f"\t\t\t\t\t<description>{cdata(excerpt)}</description>\n"
        f"\t\t\t\t\t\t\t\t\t\t<content:encoded>{cdata(content or excerpt)}</content:encoded>\n\t\t\t\t\t\n"
    )


def _excerpt(post: Post, ctx: RenderContext) -> str:
    """The excerpt without paragraphs around it."""
    if post.excerpt:
        return ent2ncr(post.excerpt)
    if render.is_rendered(post, "content"):
        return ent2ncr(trim_words(post.content))
    return ent2ncr(excerpting.trim_excerpt(post.content, ctx.for_post(record(post)), words=excerpting.WORDS))


def _talk(post: Post) -> str:
    return (
        f"\t\t\t\t\t<wfw:commentRss>{escape(permalinks.feed_link(post))}</wfw:commentRss>\n"
        f"\t\t\t<slash:comments>{post.comment_count}</slash:comments>\n"
    )
