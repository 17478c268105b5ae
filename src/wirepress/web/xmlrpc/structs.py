"""Posts, terms, people, comments and files as structs, in WordPress's order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from wirepress.content.comments.models import Comment
from wirepress.content.media.models import MediaFile
from wirepress.content.options import site
from wirepress.content.posts import rows
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.web.xmlrpc import meta
from wirepress.web.xmlrpc.post_extras import ENCLOSURE, first_enclosure
from wirepress.web.xmlrpc.xml_codec import NO_DATE

Struct = dict[str, Any]
STATUSES = {"1": "approve", "0": "hold"}


def gmt_of(local: datetime | None, gmt: datetime | None) -> datetime:
    """Return the moment in GMT; a draft's is worked out from its local time."""
    return gmt or (site.to_gmt(local) if local else NO_DATE)


def post(item: Post, fields: Iterable[str], actor: User) -> Struct:
    """wp.getPost: the groups post, terms, custom_fields, or single fields."""
    wanted = set(fields)
    whole = _post_fields(item)
    shown: Struct = {"post_id": str(item.pk)}
    shown.update(whole if "post" in wanted else {name: value for name, value in whole.items() if name in wanted})
    if wanted & {"terms", "taxonomies"}:
        shown["terms"] = [term(found, actor) for found in _terms(item)]
    if "custom_fields" in wanted:
        shown["custom_fields"] = meta.post_meta_structs(item, actor)
    if ENCLOSURE in wanted:
        shown[ENCLOSURE] = first_enclosure(item)
    return shown


def _post_fields(item: Post) -> Struct:
    picture = Post.objects.filter(pk=item.featured_media, type="attachment").first() if item.featured_media else None
    return {
        "post_title": item.title,
        "post_date": item.date or NO_DATE,
        "post_date_gmt": gmt_of(item.date, item.date_gmt),
        "post_modified": item.modified or NO_DATE,
        "post_modified_gmt": gmt_of(item.modified, item.modified_gmt),
        "post_status": "publish" if item.status == "future" else item.status,
        "post_type": item.type,
        "post_name": item.slug,
        "post_author": str(item.author_id or 0),
        "post_password": item.password,
        "post_excerpt": item.excerpt,
        "post_content": item.content,
        "post_parent": str(item.parent_id),
        "post_mime_type": item.mime_type,
        "link": permalinks.post_link(item),
        "guid": item.guid,
        "menu_order": item.menu_order,
        "comment_status": item.comment_status,
        "ping_status": item.ping_status,
        "sticky": item.type == "post" and item.sticky,
        "post_thumbnail": media(picture) if picture else [],
        "post_format": rows.post_format(item) or "standard",
    }


def _terms(item: Post) -> list[Term]:
    names = [taxonomy.name for taxonomy in taxonomies.of_type(item.type)]
    return sorted((found for name in names for found in rows.terms_of(item, name)), key=rows.name_order)


def term(item: Term, actor: User) -> Struct:
    """Return a term as wp.getTerm shows it, with the fields that the actor may write."""
    return {
        "term_id": str(item.pk),
        "name": item.name,
        "slug": item.slug,
        "term_group": "0",
        "term_taxonomy_id": str(item.taxonomy_id or item.pk),
        "taxonomy": item.taxonomy,
        "description": item.description,
        "parent": str(item.parent_id),
        "count": item.count,
        "filter": "raw",
        "custom_fields": meta.term_meta_structs(item, actor),
    }


def media(item: Post) -> Struct:
    """Return a file as wp.getMediaItem shows it."""
    file = MediaFile.objects.filter(post=item).first()
    facts = dict(file.metadata) if file is not None and isinstance(file.metadata, dict) else {}
    link = site.uploads_url(file.path) if file is not None else permalinks.post_link(item)
    small = (facts.get("sizes") or {}).get("thumbnail") if isinstance(facts.get("sizes"), dict) else None
    return {
        "attachment_id": str(item.pk),
        "date_created_gmt": gmt_of(item.date, item.date_gmt),
        "parent": item.parent_id,
        "link": link,
        "title": item.title,
        "caption": item.excerpt,
        "description": item.content,
        "metadata": facts or False,
        "type": item.mime_type,
        "alt": file.alt if file is not None else "",
        "thumbnail": f"{link.rpartition('/')[0]}/{small['file']}" if small else link,
    }


def user(item: User, fields: Iterable[str]) -> Struct:
    """wp.getUser: all, basic, or single fields."""
    said = {row.key: row.value for row in item.meta_rows.all()}
    whole: Struct = {
        "username": item.login,
        "first_name": said.get("first_name", ""),
        "last_name": said.get("last_name", ""),
        "registered": item.registered or NO_DATE,
        "bio": said.get("description", ""),
        "email": item.email,
        "nickname": said.get("nickname", item.login),
        "nicename": item.nicename,
        "url": item.url,
        "display_name": item.display_name,
        "roles": list(item.roles),
    }
    wanted = set(fields)
    if "basic" in wanted:
        wanted |= {"username", "email", "registered", "display_name", "nicename"}
    kept = whole if "all" in wanted else {name: value for name, value in whole.items() if name in wanted}
    return {"user_id": str(item.pk), **kept}


def comment(item: Comment) -> Struct:
    """Return a comment as wp.getComment shows it."""
    above = Post.objects.filter(pk=item.post_id).first()
    return {
        "date_created_gmt": gmt_of(item.date, item.date_gmt),
        "user_id": str(item.user_id or 0),
        "comment_id": str(item.pk),
        "parent": str(item.parent_id),
        "status": STATUSES.get(item.approved, item.approved),
        "content": item.content,
        "link": f"{permalinks.post_link(above)}#comment-{item.pk}" if above else "",
        "post_id": str(item.post_id),
        "post_title": _title(above) if above else "",
        "author": item.author_name,
        "author_url": item.author_url,
        "author_email": item.author_email,
        "author_ip": item.author_ip,
        "type": item.type or "comment",
    }


def _title(post: Post) -> str:
    """Return a title as readers see it, with the word before it that says who they are."""
    title = render.render_title(post, render.new_context())
    if post.password:
        return f"Protected: {title}"
    return f"Private: {title}" if post.status == "private" else title
