"""One item of a WXR file: a story, page, picture, block, menu entry ... with its terms, meta and comments."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.options import site
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.editing.locks import LOCK_KEY
from wirepress.content.posts.editing.versions import SAVE_KEY
from wirepress.content.posts.loading import load_posts
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import all_terms_of, author_of, meta_rows
from wirepress.content.terms.models import Term
from wirepress.content.terms.taxonomies import POST_FORMATS
from wirepress.transfer.export.features_meta import meta_of_features
from wirepress.transfer.export.read_tables import mysql_date, read_of_owners
from wirepress.transfer.export.sql.content_rows import media_meta
from wirepress.transfer.export.wordpress_values import stored_json_text, stored_text
from wirepress.transfer.export.wxr.xml_text import XmlText, address, feed_date

_COMMENT: Final = (
    *(
        "id",
        "author_name",
        "author_email",
        "author_url",
        "author_ip",
        "date",
        "date_gmt",
        "content",
        "approved",
        "type",
    ),
    *("parent_id", "user_id"),
)
_EDITING: Final = (LOCK_KEY, SAVE_KEY)  # who has the story open just now, and in which window it was saved


def write_items(xml: XmlText, ids: Sequence[int]) -> Iterator[str]:
    """Yield the items of these numbers. Spam is left out, as WordPress leaves it out."""
    posts = load_posts(ids)
    comments = read_of_owners(Comment, "post_id", _COMMENT, ids)
    approved = _COMMENT.index("approved")
    comments = {post: [row for row in rows if row[approved] != "spam"] for post, rows in comments.items()}
    meta = read_of_owners(
        CommentMeta, "comment", ("key", "value"), [row[0] for rows in comments.values() for row in rows]
    )
    of_features: dict[int, list[tuple[str, str | None]]] = {}
    for number, key, value in meta_of_features(ids):
        of_features.setdefault(number, []).append((key, value))
    for post in posts:
        body = [_item(xml, post)]
        body += _meta(xml, post, of_features.get(post.pk, ()))
        body += (_comment(xml, row, meta) for row in comments.get(post.pk, ()))
        body.append("\t</item>\n")
        yield "".join(body)


def _item(xml: XmlText, post: Post) -> str:
    author = author_of(post)
    cdata = xml.cdata
    file = getattr(post, "media_file", None) if post.type == "attachment" else None
    picture = (
        f"\t\t<wp:attachment_url>{cdata(site.uploads_url(file.path))}</wp:attachment_url>\n"
        if file and file.path
        else ""
    )
    terms = "".join(
        f'\t\t<category domain="{xml.attribute(term.taxonomy)}" nicename="{xml.attribute(term.slug)}">{cdata(_shown_name(term))}</category>\n'
        for term in all_terms_of(post)
    )
    return (
        f"\t<item>\n\t\t<title>{cdata(post.title)}</title>\n\t\t<link>{xml.clean(address(post_link(post)))}</link>\n"
        f"\t\t<pubDate>{feed_date(post.date_gmt)}</pubDate>\n\t\t<dc:creator>{cdata(author.login if author else '')}</dc:creator>\n"
        f'\t\t<guid isPermaLink="false">{xml.clean(address(post.guid))}</guid>\n\t\t<description></description>\n'
        f"\t\t<content:encoded>{cdata(post.content)}</content:encoded>\n"
        f"\t\t<excerpt:encoded>{cdata(post.excerpt)}</excerpt:encoded>\n"
        f"\t\t<wp:post_id>{post.pk}</wp:post_id>\n"
        f"\t\t<wp:post_date>{cdata(mysql_date(post.date))}</wp:post_date>\n"
        f"\t\t<wp:post_date_gmt>{cdata(mysql_date(post.date_gmt))}</wp:post_date_gmt>\n"
        f"\t\t<wp:post_modified>{cdata(mysql_date(post.modified))}</wp:post_modified>\n"
        f"\t\t<wp:post_modified_gmt>{cdata(mysql_date(post.modified_gmt))}</wp:post_modified_gmt>\n"
        f"\t\t<wp:comment_status>{cdata(post.comment_status)}</wp:comment_status>\n"
        f"\t\t<wp:ping_status>{cdata(post.ping_status)}</wp:ping_status>\n"
        f"\t\t<wp:post_name>{cdata(post.slug)}</wp:post_name>\n\t\t<wp:status>{cdata(post.status)}</wp:status>\n"
        f"\t\t<wp:post_parent>{post.parent_id}</wp:post_parent>\n\t\t<wp:menu_order>{post.menu_order}</wp:menu_order>\n"
        f"\t\t<wp:post_type>{cdata(post.type)}</wp:post_type>\n"
        f"\t\t<wp:post_password>{cdata(post.password)}</wp:post_password>\n"
        f"\t\t<wp:is_sticky>{int(post.sticky)}</wp:is_sticky>\n{picture}{terms}"
    )


def _shown_name(term: Term) -> str:
    """Return a term's name. Formats have theirs from WordPress, whatever the row says."""
    if term.taxonomy == "post_format" and (name := term.slug.removeprefix("post-format-")) in POST_FORMATS:
        return name.capitalize()
    return term.name


def _meta(xml: XmlText, post: Post, more: Sequence[tuple[str, str | None]]) -> Iterator[str]:
    rows: list[tuple[str, str | None]] = [
        (row.key, stored_text(row.value)) for row in meta_rows(post) if row.key not in _EDITING
    ]
    if post.featured_media:
        rows.append(("_thumbnail_id", str(post.featured_media)))
    if post.template:
        rows.append(("_wp_page_template", post.template))
    file = getattr(post, "media_file", None) if post.type == "attachment" else None
    if file:
        rows += media_meta(file.path, file.alt, json.dumps(file.metadata))
    for key, value in (*rows, *more):
        yield (
            f"\t\t<wp:postmeta>\n\t\t\t<wp:meta_key>{xml.cdata(key)}</wp:meta_key>\n"
            f"\t\t\t<wp:meta_value>{xml.cdata(value)}</wp:meta_value>\n\t\t</wp:postmeta>\n"
        )


def _comment(xml: XmlText, row: tuple[Any, ...], meta: Mapping[int, Sequence[tuple[Any, ...]]]) -> str:
    number, name, mail, url, ip, local, gmt, content, approved, kind, parent, user = row
    cdata = xml.cdata
    values = "".join(
        f"\t\t\t<wp:commentmeta>\n\t\t\t\t<wp:meta_key>{cdata(key)}</wp:meta_key>\n"
        f"\t\t\t\t<wp:meta_value>{cdata(stored_json_text(value))}</wp:meta_value>\n\t\t\t</wp:commentmeta>\n"
        for key, value in meta.get(number, ())
    )
    return (
        f"\t\t<wp:comment>\n\t\t\t<wp:comment_id>{number}</wp:comment_id>\n"
        f"\t\t\t<wp:comment_author>{cdata(name)}</wp:comment_author>\n"
        f"\t\t\t<wp:comment_author_email>{cdata(mail)}</wp:comment_author_email>\n"
        f"\t\t\t<wp:comment_author_url>{xml.clean(address(url))}</wp:comment_author_url>\n"
        f"\t\t\t<wp:comment_author_IP>{cdata(ip)}</wp:comment_author_IP>\n"
        f"\t\t\t<wp:comment_date>{cdata(mysql_date(local))}</wp:comment_date>\n"
        f"\t\t\t<wp:comment_date_gmt>{cdata(mysql_date(gmt))}</wp:comment_date_gmt>\n"
        f"\t\t\t<wp:comment_content>{cdata(content)}</wp:comment_content>\n"
        f"\t\t\t<wp:comment_approved>{cdata(approved)}</wp:comment_approved>\n"
        f"\t\t\t<wp:comment_type>{cdata(kind)}</wp:comment_type>\n\t\t\t<wp:comment_parent>{parent}</wp:comment_parent>\n"
        f"\t\t\t<wp:comment_user_id>{user}</wp:comment_user_id>\n{values}\t\t</wp:comment>\n"
    )
