"""What the text pipeline may ask of the site's content, answered from the database and kept for one response."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from wirepress.content.comments.models import Comment
from wirepress.content.media.models import MediaFile
from wirepress.content.options import site
from wirepress.content.posts import access, archives, filters, permalinks, rows
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.models import User
from wirepress.core.collate import collation_key
from wirepress.core.markup.lookup import (
    Attachment,
    CommentRecord,
    ImageSize,
    NullLookup,
    Order,
    PostQuery,
    PostRecord,
    TermQuery,
    TermRecord,
    UserRecord,
)
from wirepress.core.rest.routes import Actor


def record(post: Post) -> PostRecord:
    """A post as the pipeline sees it."""
    return PostRecord(
        id=post.pk or 0, type=post.type, status=post.status, title=post.title, slug=post.slug, url=permalinks.post_link(post),
        date=post.date, date_gmt=post.date_gmt, modified=post.modified, modified_gmt=post.modified_gmt, author=post.author_id or 0,
        parent=post.parent_id, menu_order=post.menu_order, content=post.content, excerpt=post.excerpt, password=post.password,
        thumbnail=post.featured_media, comment_status=post.comment_status, comment_count=post.comment_count,
    )  # fmt: skip


def attachment_record(post: Post, file: MediaFile | None) -> Attachment:
    """A media item as the pipeline sees it."""
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
        id=post.pk, url=url, file=path, mime=post.mime_type, width=_int(metadata.get("width")), height=_int(metadata.get("height")),
        sizes=sizes, title=post.title, alt=file.alt if file else "", caption=post.excerpt, description=post.content,
        page_url=permalinks.post_link(post), parent=post.parent_id, data=metadata,
    )  # fmt: skip


def _int(value: Any) -> int:
    try:
        return int(value or 0)
    except (TypeError, ValueError):
        return 0


class ContentLookup(NullLookup):
    """Reads for one viewer; every row is read once per response."""

    def __init__(self, actor: Actor | None = None) -> None:
        self._actor = actor
        self._attachments: dict[int, Attachment | None] = {}
        self._posts: dict[int, PostRecord | None] = {}

    def read_attachments(self, ids: Iterable[int]) -> None:
        """Read many media items at once."""
        wanted = {number for number in ids if 0 < number < 2**63} - self._attachments.keys()
        if not wanted:
            return
        found = Post.objects.filter(pk__in=wanted, type="attachment").select_related("media_file")
        posts = {post.pk: post for post in found}
        for owner in Post.objects.filter(pk__in={post.parent_id for post in posts.values() if post.parent_id}):
            for post in posts.values():
                if post.parent_id == owner.pk:
                    rows.keep_parent(post, owner)
        for number in wanted:
            item = posts.get(number)
            self._attachments[number] = attachment_record(item, getattr(item, "media_file", None)) if item else None

    def attachment(self, id: int) -> Attachment | None:
        """A media item."""
        if id not in self._attachments:
            self.read_attachments([id])
        return self._attachments.get(id)

    def attachments(
        self, parent: int, mime: str, orderby: str, order: Order, exclude: Sequence[int]
    ) -> Sequence[Attachment]:
        """Media attached to a post, of a MIME family."""
        found = Post.objects.filter(
            type="attachment", status="inherit", parent_id=parent, mime_type__startswith=f"{mime}/"
        )
        found = found.exclude(pk__in=list(exclude)).order_by("menu_order", "id" if order == "asc" else "-id")
        ids = list(found.values_list("id", flat=True))
        self.read_attachments(ids)
        return [item for number in ids if (item := self._attachments.get(number))]

    def post(self, id: int) -> PostRecord | None:
        """A post that the viewer may read."""
        if id not in self._posts:
            found = Post.objects.filter(pk=id).first() if 0 < id < 2**63 else None
            visible = found is not None and (self._actor is None or access.may_read(self._actor, found))
            self._posts[id] = record(found) if found is not None and visible else None
        return self._posts[id]

    def _query(self, query: PostQuery) -> Any:
        found = Post.objects.filter(filters.published(), type=query.type, password="")
        if query.include:
            found = found.filter(pk__in=list(query.include))
        if query.exclude:
            found = found.exclude(pk__in=list(query.exclude))
        if query.authors:
            found = found.filter(author_id__in=list(query.authors))
        if query.parents:
            found = found.filter(parent_id__in=list(query.parents))
        for taxonomy, terms in query.terms.items():
            if terms:
                found = found.filter(filters.marked(taxonomy, list(terms)))
        for taxonomy, terms in query.exclude_terms.items():
            if terms:
                found = found.exclude(filters.marked(taxonomy, list(terms)))
        return found

    def posts(self, query: PostQuery) -> Sequence[PostRecord]:
        """Published posts."""
        column = {"title": "title", "modified": "modified", "id": "id", "menu_order": "menu_order"}.get(
            query.orderby, "date"
        )
        sign = "" if query.order == "asc" else "-"
        found = self._query(query).order_by(f"{sign}{column}", f"{sign}id")
        start = query.offset + (query.page - 1) * max(query.limit, 0)
        return [record(post) for post in found[start : start + query.limit]]

    def count_posts(self, query: PostQuery) -> int:
        """How many posts the query finds without its limit."""
        count: int = self._query(query).count()
        return count

    def adjacent(self, post_id: int, direction: Literal["next", "previous"], taxonomy: str) -> PostRecord | None:
        """The neighbouring published post."""
        here = Post.objects.filter(pk=post_id).first()
        found = archives.adjacent(here, direction, taxonomy) if here else None
        return record(found) if found else None

    def terms(self, query: TermQuery) -> Sequence[TermRecord]:
        """Terms of a taxonomy."""
        found = Term.objects.filter(taxonomy=query.taxonomy)
        if query.hide_empty:
            found = found.filter(count__gt=0)
        if query.only_top:
            found = found.filter(parent_id=0)
        if query.include:
            found = found.filter(pk__in=list(query.include))
        terms = sorted(
            found, key=lambda term: (-term.count if query.orderby == "count" else 0, collation_key(term.name))
        )
        if query.order == "desc" and query.orderby != "count":
            terms.reverse()
        return [_term(term) for term in (terms[: query.limit] if query.limit else terms)]

    def post_terms(self, post_id: int, taxonomy: str) -> Sequence[TermRecord]:
        """A post's terms by name."""
        marks = TermPost.objects.filter(post_id=post_id, term__taxonomy=taxonomy).select_related("term")
        return [
            _term(term) for term in sorted((mark.term for mark in marks), key=lambda term: collation_key(term.name))
        ]

    def comments(self, post_id: int | None, limit: int, order: Order) -> Sequence[CommentRecord]:
        """Approved comments of one post or of all published ones."""
        found = Comment.objects.filter(approved="1").exclude(type="note")
        if post_id is not None:
            found = found.filter(post_id=post_id)
        sign = "" if order == "asc" else "-"
        found = found.order_by(f"{sign}date_gmt", f"{sign}id")
        comments = list(found[:limit] if limit else found)
        posts = Post.objects.in_bulk({comment.post_id for comment in comments})
        return [_comment(comment, posts[comment.post_id]) for comment in comments if comment.post_id in posts]

    def user(self, id: int) -> UserRecord | None:
        """A person."""
        user = User.objects.filter(pk=id).prefetch_related("meta_rows").first()
        if user is None:
            return None
        about = next((str(row.value) for row in user.meta_rows.all() if row.key == "description"), "")
        return UserRecord(
            id=user.pk, name=user.display_name, url=permalinks.author_link(user), website=user.url, description=about, email=user.email,
            nicename=user.nicename,
        )  # fmt: skip

    def pages(self) -> Sequence[PostRecord]:
        """Published pages by menu order, then title."""
        found = Post.objects.filter(filters.published(), type="page")
        return [record(page) for page in sorted(found, key=lambda page: (page.menu_order, collation_key(page.title)))]


def _term(term: Term) -> TermRecord:
    return TermRecord(
        id=term.pk, name=term.name, slug=term.slug, taxonomy=term.taxonomy, parent=term.parent_id, count=term.count,
        url=permalinks.term_link(term), description=term.description,
    )  # fmt: skip


def _comment(comment: Comment, post: Post) -> CommentRecord:
    return CommentRecord(
        id=comment.pk, post_id=comment.post_id, post_title=post.title, url=permalinks.comment_link(comment), author=comment.author_name,
        author_url=comment.author_url, email=comment.author_email, user_id=comment.user_id, date=comment.date, date_gmt=comment.date_gmt,
        content=comment.content, parent=comment.parent_id, type=comment.type,
    )  # fmt: skip
