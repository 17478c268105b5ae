"""Rows of WordPress's tables of content, out of ours. Each function yields rows in the order of the table's columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermMeta, TermPost
from wirepress.transfer.export.features_meta import meta_of_features
from wirepress.transfer.export.read_tables import mysql_date, next_number, read_chunks, read_rows
from wirepress.transfer.export.wordpress_values import stored_json_text, stored_text

Row = tuple[Any, ...]


def posts() -> Iterator[Row]:
    """Yield posts of every type and status."""
    names = (
        *("id", "author", "date", "date_gmt", "content", "title", "excerpt", "status", "comment_status", "ping_status"),
        *("password", "slug", "to_ping", "pinged", "modified", "modified_gmt", "content_filtered", "parent_id", "guid"),
        *("menu_order", "type", "mime_type", "comment_count"),
    )
    for row in read_rows(Post, names):
        values = list(row)
        for place in (2, 3, 14, 15):
            values[place] = mysql_date(values[place])
        values[1] = max(values[1] or 0, 0)
        yield tuple(values)


def post_meta() -> Iterator[Row]:
    """Yield meta of posts with their ids, then what our models keep in columns, and what features keep of it."""
    for number, post, key, value in read_rows(PostMeta, ("id", "post", "key", "value")):
        yield number, post, key, stored_json_text(value)
    number = next_number(PostMeta)
    for row in _meta_of_columns():
        yield number, *row
        number += 1


def _meta_of_columns() -> Iterator[Row]:
    for post, media, template in read_rows(
        Post, ("id", "featured_media", "template"), "featured_media <> 0 OR template <> ''"
    ):
        if media:
            yield post, "_thumbnail_id", str(media)
        if template:
            yield post, "_wp_page_template", template
    for post, path, alt, metadata in read_rows(MediaFile, ("post", "path", "alt", "metadata")):
        yield from ((post, *pair) for pair in media_meta(path, alt, metadata))
    for chunk in read_chunks(Post, ("id",), "type <> 'revision'"):
        yield from meta_of_features([row[0] for row in chunk])


def media_meta(path: str, alt: str, metadata: str) -> Iterator[tuple[str, str]]:
    """Yield key and value of what WordPress keeps in meta of a file. `metadata`: JSON."""
    if path:
        yield "_wp_attached_file", path
    sizes = json.loads(metadata) if metadata else {}
    if sizes:
        yield "_wp_attachment_metadata", stored_text(sizes) or ""
    if alt:
        yield "_wp_attachment_image_alt", alt


def terms() -> Iterator[Row]:
    """Yield names and slugs."""
    for number, name, slug in read_rows(Term, ("id", "name", "slug")):
        yield number, name, slug, 0


def taxonomy_ids() -> dict[int, int]:
    """Return term id -> term_taxonomy_id: the one it came with, else its own id or, where another term has that, a new one."""
    rows = list(read_rows(Term, ("id", "taxonomy_id")))
    given = {term: row for term, row in rows if row}
    taken = set(given.values())
    fresh = max([0, *taken, *(term for term, _ in rows)]) + 1
    for term, row in rows:
        if row:
            continue
        if term not in taken:
            given[term] = term
        else:
            given[term], fresh = fresh, fresh + 1
    return given


def term_taxonomy(ids: dict[int, int]) -> Iterator[Row]:
    """Yield taxonomies, parents and counts."""
    for term, taxonomy, description, parent, count in read_rows(
        Term, ("id", "taxonomy", "description", "parent_id", "count")
    ):
        yield ids[term], term, taxonomy, description, max(parent, 0), count


def term_relationships(ids: dict[int, int]) -> Iterator[Row]:
    """Yield which post has which term."""
    for post, term, position in read_rows(TermPost, ("post_id", "term", "position")):
        if term in ids:
            yield post, ids[term], position


def term_meta() -> Iterator[Row]:
    """Yield meta of terms."""
    for number, term, key, value in read_rows(TermMeta, ("id", "term", "key", "value")):
        yield number, term, key, stored_json_text(value)


def comments() -> Iterator[Row]:
    """Yield comments of every kind and state."""
    names = (
        *("id", "post_id", "author_name", "author_email", "author_url", "author_ip", "date", "date_gmt", "content"),
        *("karma", "approved", "agent", "type", "parent_id", "user_id"),
    )
    for row in read_rows(Comment, names):
        values = list(row)
        values[6], values[7] = mysql_date(values[6]), mysql_date(values[7])
        yield tuple(values)


def comment_meta() -> Iterator[Row]:
    """Yield meta of comments."""
    for number, comment, key, value in read_rows(CommentMeta, ("id", "comment", "key", "value")):
        yield number, comment, key, stored_json_text(value)
