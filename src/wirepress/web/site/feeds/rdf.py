"""RSS 1.0 of stories (RDF Site Summary 1.0 with its dc, content, syndication and admin modules), laid out as WordPress 7.1 lays it out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import author_of
from wirepress.core.markup.context import RenderContext
from wirepress.web.site.feeds import items
from wirepress.web.site.feeds.pictures import NAMESPACE, Leads, media
from wirepress.web.site.feeds.rss import generator, period
from wirepress.web.site.feeds.text import address_text, cdata, site_about, text_of, zulu

CONTENT_TYPE = "application/rdf+xml; charset=UTF-8"
_OPEN = """<?xml version="1.0" encoding="UTF-8"?><rdf:RDF
	xmlns="http://purl.org/rss/1.0/"
	xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:admin="http://webns.net/mvcb/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
{more}	>
"""


def stories(
    title: str, own: str, changed: datetime | None, posts: Sequence[Post], ctx: RenderContext, shown: Leads
) -> str:
    """The feed. `title` is HTML, `changed` GMT; the context has read ahead for the posts. RSS 1.0 does not name its own address.

    `shown`: lead pictures, which this format tells by Media RSS alone: it knows no enclosures."""
    home = site.home()
    listed = "".join(f'\t\t\t\t\t<rdf:li rdf:resource="{address_text(items.link(post))}"/>\n' for post in posts)
    head = (
        f'{_OPEN.format(more=NAMESPACE if shown else "")}<channel rdf:about="{home}">\n\t<title>{title}</title>\n'
        f"\t<link>{home}</link>\n\t<description>{site_about()}</description>\n"
        f"\t<dc:date>{zulu(changed)}\t</dc:date>\n{period()}\t<sy:updateBase>2000-01-01T12:00+00:00</sy:updateBase>\n"
        f'\t<admin:generatorAgent rdf:resource="{generator()}" />\n\t<items>\n\t\t<rdf:Seq>\n{listed}\t\t\t\t</rdf:Seq>\n\t</items>\n</channel>\n'
    )
    return head + "".join(_item(post, ctx, shown) for post in posts) + "</rdf:RDF>\n"


def _item(post: Post, ctx: RenderContext, shown: Leads) -> str:
    link, author = address_text(items.link(post)), author_of(post)
    subjects = "".join(f"\t\t<dc:subject>{cdata(name)}</dc:subject>\n" for name in items.term_names(post))
    excerpt, content = items.texts(post, ctx)
    full = f"\t\t<content:encoded>{cdata(content)}</content:encoded>\n" if content is not None else ""
    return (
        f'<item rdf:about="{link}">\n\t<title>{text_of(items.title(post, ctx))}</title>\n\t<link>{link}</link>\n\n'
        f"\t<dc:creator>{cdata(author.display_name if author else '')}</dc:creator>\n\t<dc:date>{zulu(post.date_gmt)}</dc:date>\n"
        f"\t{subjects}\n\t\t\t<description>{cdata(excerpt)}</description>\n{full}{media(shown.get(post.pk))}\t\n\t</item>\n"
    )
