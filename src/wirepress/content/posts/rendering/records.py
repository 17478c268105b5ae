"""Rows as the text pipeline sees them."""

from __future__ import annotations

from typing import Any

from wirepress.content.comments.models import Comment
from wirepress.content.media.models import MediaFile
from wirepress.content.options import site
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.markup.content_lookup import (
    Attachment,
    CommentRecord,
    ImageSize,
    PostRecord,
    TermRecord,
    UserRecord,
)


def post_record(post: Post) -> PostRecord:
    """Return a post as the pipeline sees it."""
    return PostRecord(
        id=post.pk or 0,
        type=post.type,
        status=post.status,
        title=post.title,
        slug=post.slug,
        url=permalinks.post_link(post),
        date=post.date,
        date_gmt=post.date_gmt,
        modified=post.modified,
        modified_gmt=post.modified_gmt,
        author=post.author_id or 0,
        parent=post.parent_id,
        menu_order=post.menu_order,
        content=post.content,
        excerpt=post.excerpt,
        password=post.password,
        thumbnail=post.featured_media,
        comment_status=post.comment_status,
        comment_count=post.comment_count,
    )


def attachment_record(post: Post, file: MediaFile | None) -> Attachment:
    """Return a media item as the pipeline sees it."""
    metadata: dict[str, Any] = file.metadata if file and isinstance(file.metadata, dict) else {}
    sizes = {
        name: ImageSize(
            str(size.get("file", "")), _int(size.get("width")), _int(size.get("height")), str(size.get("mime-type", ""))
        )
        for name, size in (metadata.get("sizes") or {}).items()
        if isinstance(size, dict)
    }
    path = file.path if file else ""
    url = (path if "://" in path else site.uploads_url(path)) if path else post.guid
    return Attachment(
        id=post.pk,
        url=url,
        file=path,
        mime=post.mime_type,
        width=_int(metadata.get("width")),
        height=_int(metadata.get("height")),
        sizes=sizes,
        title=post.title,
        alt=file.alt if file else "",
        caption=post.excerpt,
        description=post.content,
        page_url=permalinks.post_link(post),
        parent=post.parent_id,
        data=metadata,
    )


def _int(value: Any) -> int:
    try:
        return int(value or 0)
    except (TypeError, ValueError):
        return 0


def term_record(term: Term) -> TermRecord:
    """Return a term with the address of its archive."""
    return TermRecord(
        id=term.pk,
        name=term.name,
        slug=term.slug,
        taxonomy=term.taxonomy,
        parent=term.parent_id,
        count=term.count,
        url=permalinks.term_link(term),
        description=term.description,
    )


def comment_record(comment: Comment, post: Post) -> CommentRecord:
    """Return a comment; those of registered people link to their stories when they name no address of their own."""
    url = comment.author_url
    if not url and comment.user_id:
        user = User.objects.filter(pk=comment.user_id).first()
        url = permalinks.author_link(user) if user else ""
    return CommentRecord(
        id=comment.pk,
        post_id=comment.post_id,
        post_title=post.title,
        url=permalinks.comment_link(comment),
        author=comment.author_name,
        author_url=url,
        email=comment.author_email,
        user_id=comment.user_id,
        date=comment.date,
        date_gmt=comment.date_gmt,
        content=comment.content,
        parent=comment.parent_id,
        type=comment.type,
        protected=bool(post.password),
    )


def user_record(user: User) -> UserRecord:
    """Return a person with the words about them."""
    about = {row.key: str(row.value) for row in user.meta_rows.all()}
    return UserRecord(
        id=user.pk,
        name=user.display_name,
        url=permalinks.author_link(user),
        website=user.url,
        email=user.email,
        nicename=user.nicename,
        description=about.get("description", ""),
        first_name=about.get("first_name", ""),
        last_name=about.get("last_name", ""),
    )
