"""What the text pipeline may ask of the site's content, answered from the database and kept for one response."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal

from wirepress.content.comments.models import Comment
from wirepress.content.posts import access, rows, types
from wirepress.content.posts.listing import archives, filters, queries
from wirepress.content.posts.listing.query import PostQuery, TermCondition
from wirepress.content.posts.loading import complete_parents
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.rendering import lookup_periods, lookup_terms, oembed_cache
from wirepress.content.posts.rendering.css_classes import post_classes
from wirepress.content.posts.rendering.records import (
    attachment_record,
    comment_record,
    record,
    term_record,
    user_record,
)
from wirepress.content.posts.statuses import is_public
from wirepress.content.terms.models import TermPost
from wirepress.content.users.models import User
from wirepress.core.collation.sort_key import collation_key
from wirepress.core.markup.content_lookup import (
    ArchiveRecord,
    Attachment,
    BlockPostQuery,
    BlockTermQuery,
    CalendarMonth,
    CommentRecord,
    NullLookup,
    Order,
    PostRecord,
    TermRecord,
    UserRecord,
)
from wirepress.core.rest.routes import Actor

__all__ = ["ContentLookup", "attachment_record", "record"]


_AT_ONCE: Final = 500  # ids in one query


class ContentLookup(NullLookup):
    """Reads for one viewer (None: a stranger); every row is read once per response."""

    def __init__(self, actor: Actor | None = None) -> None:
        self._actor = actor
        self._attachments: dict[int, Attachment | None] = {}
        self._rows: dict[int, Post | None] = {}
        self._users: dict[int, UserRecord | None] = {}
        self._classes: dict[int, Sequence[str]] = {}
        self._comments: dict[int, CommentRecord] = {}
        self._oembeds: dict[int, dict[str, str]] = {}

    def read_attachments(self, ids: Iterable[int]) -> None:
        """Read many media items at once."""
        wanted = {number for number in ids if 0 < number < 2**63} - self._attachments.keys()
        if not wanted:
            return
        posts: dict[int, Post] = {}
        numbers = sorted(wanted)
        for start in range(0, len(numbers), _AT_ONCE):
            found = Post.objects.filter(pk__in=numbers[start : start + _AT_ONCE], type="attachment").select_related(
                "media_file"
            )
            posts |= {post.pk: post for post in found}
        complete_parents(list(posts.values()))
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
        found = found.exclude(pk__in=list(_usable(exclude))).order_by("menu_order", "id" if order == "asc" else "-id")
        ids = list(found.values_list("id", flat=True))
        self.read_attachments(ids)
        return [item for number in ids if (item := self._attachments.get(number))]

    def _row(self, id: int) -> Post | None:
        if id not in self._rows:
            self._rows[id] = Post.objects.filter(pk=id).first() if 0 < id < 2**63 else None
        return self._rows[id]

    def keep(self, posts: Iterable[Post]) -> None:
        """Posts that are read already."""
        self._rows.update((post.pk, post) for post in posts)

    def _keep(self, posts: Iterable[Post]) -> list[PostRecord]:
        kept = list(posts)
        self._rows.update((post.pk, post) for post in kept)
        return [record(post) for post in kept]

    def post(self, id: int) -> PostRecord | None:
        """A post that the viewer may read."""
        found = self._row(id)
        if found is None:
            return None
        visible = is_public(found) if self._actor is None else access.may_read(self._actor, found)
        return record(found) if visible else None

    def synced(self, ref: int) -> str | None:
        """Raw content of a reusable block that is published and asks for no password."""
        found = self._row(ref)
        usable = found is not None and found.type == "wp_block" and found.status == "publish" and not found.password
        return found.content if found is not None and usable else None

    def navigation(self, ref: int | None) -> str | None:
        """Raw content of a menu; without `ref` that of the newest one."""
        menus = Post.objects.filter(type="wp_navigation", status="publish")
        found = menus.filter(pk=ref).first() if ref else menus.order_by("-date", "-id").first()
        return found.content if found else None

    def template_part(self, slug: str, theme: str) -> str | None:
        """Raw content of a template part that was changed on this site."""
        marked = TermPost.objects.filter(term__taxonomy="wp_theme", term__slug=theme).values("post_id")
        parts = Post.objects.filter(type="wp_template_part", status="publish", slug=slug, pk__in=marked)
        found = parts.order_by("-date", "-id").first()
        return found.content if found else None

    def read_oembeds(self, ids: Iterable[int]) -> None:
        """Read the embeds that many posts keep at once."""
        wanted = [number for number in ids if number not in self._oembeds]
        for number in wanted:
            self._oembeds[number] = {}
        found = (
            PostMeta.objects.filter(post_id__in=wanted, key__startswith=oembed_cache.PREFIX).order_by("-id")
            if wanted
            else ()
        )
        for row in found:
            self._oembeds[row.post_id][row.key] = str(row.value or "")

    def oembed(self, url: str, attrs: Mapping[int | str, Any], post_id: int) -> str | None:
        """What WordPress kept for the address with the post; without a post, in a row of its own."""
        if post_id:
            self.read_oembeds([post_id])
            return oembed_cache.find(self._oembeds[post_id], url, attrs)
        name = oembed_cache.digest(url, attrs)
        text = Post.objects.filter(type="oembed_cache", slug=name).values_list("content", flat=True).first()
        return oembed_cache.shown(text)

    def embed_card(self, url: str, width: int) -> str:
        """The card of a published story of this site."""
        from wirepress.content.posts.rendering.oembed import card  # it renders titles, which asks this module

        return card(url, width)

    def meta(self, post_id: int, key: str) -> Any:
        """The first value of a post's meta."""
        return PostMeta.objects.filter(post_id=post_id, key=key).order_by("id").values_list("value", flat=True).first()

    def classes(self, post_id: int) -> Sequence[str]:
        """The CSS classes of a post's element."""
        if post_id not in self._classes:
            found = self._row(post_id)
            self._classes[post_id] = post_classes(found) if found else ()
        return self._classes[post_id]

    def posts(self, query: BlockPostQuery) -> Sequence[PostRecord]:
        """Published posts of a type that has pages of its own."""
        if not types.known(query.type).viewable:
            return ()
        return self._keep(queries.load_posts(queries.find_posts(_asked(query)).ids))

    def count_posts(self, query: BlockPostQuery) -> int:
        """How many posts the query finds without its limit."""
        if not types.known(query.type).viewable:
            return 0
        return queries.find_posts(_asked(query)).total

    def adjacent(self, post_id: int, direction: Literal["next", "previous"], taxonomy: str) -> PostRecord | None:
        """The neighbouring published post."""
        here = self._row(post_id)
        found = archives.adjacent(here, direction, taxonomy) if here else None
        return record(found) if found else None

    def terms(self, query: BlockTermQuery) -> Sequence[TermRecord]:
        """Terms of a taxonomy."""
        return lookup_terms.terms(query)

    def post_terms(self, post_id: int, taxonomy: str) -> Sequence[TermRecord]:
        """A post's terms by name."""
        found = self._row(post_id)
        return [term_record(term) for term in rows.terms_of(found, taxonomy)] if found else ()

    def comments(self, post_id: int | None, limit: int, order: Order) -> Sequence[CommentRecord]:
        """Approved comments of one post or of all published ones."""
        found = Comment.objects.filter(approved="1").exclude(type="note")
        if post_id is None:
            found = found.filter(post_id__in=Post.objects.filter(filters.published()).values("id"))
        else:
            found = found.filter(post_id=post_id)
        sign = "" if order == "asc" else "-"
        found = found.order_by(f"{sign}date_gmt", f"{sign}id")
        comments = list(found[:limit] if limit else found)
        posts = Post.objects.in_bulk({comment.post_id for comment in comments})
        records = [comment_record(comment, posts[comment.post_id]) for comment in comments if comment.post_id in posts]
        self._comments |= {known.id: known for known in records}
        return records

    def comment(self, id: int) -> CommentRecord | None:
        """An approved comment."""
        if id in self._comments:
            return self._comments[id]
        found = Comment.objects.filter(pk=id, approved="1").first() if 0 < id < 2**63 else None
        post = self._row(found.post_id) if found else None
        return comment_record(found, post) if found and post else None

    def user(self, id: int) -> UserRecord | None:
        """A person."""
        if id not in self._users:
            user = User.objects.filter(pk=id).prefetch_related("meta_rows").first() if 0 < id < 2**63 else None
            self._users[id] = user_record(user) if user else None
        return self._users[id]

    def archives(self, kind: str) -> Sequence[ArchiveRecord]:
        """Periods with published posts, newest first."""
        return lookup_periods.periods(kind)

    def calendar(self, year: int, month: int) -> CalendarMonth:
        """A month of the archive calendar."""
        return lookup_periods.calendar_month(year, month)

    def pages(self) -> Sequence[PostRecord]:
        """Published pages by menu order, then title."""
        found = Post.objects.filter(filters.published(), type="page")
        return self._keep(sorted(found, key=lambda page: (page.menu_order, collation_key(page.title))))


def _asked(query: BlockPostQuery) -> PostQuery:
    """The query of a block as the site's own kind of query. Sticky posts stand first only where nothing narrows the list."""
    terms = [
        TermCondition(taxonomy, _usable(ids), include=include, children=True)
        for given, include in ((query.terms, True), (query.exclude_terms, False))
        for taxonomy, ids in given.items()
        if ids
    ]
    sticky = {"only": True, "exclude": False}.get(query.sticky)
    narrowed = bool(terms or query.authors or query.search or query.formats)
    return PostQuery(
        types=(query.type,),
        terms=terms,
        author=_usable(query.authors),
        include=_usable(query.include) or None,
        exclude=_usable(query.exclude),
        parent=_usable(query.parents),
        format=tuple(query.formats),
        search=query.search,
        sticky=sticky,
        ignore_sticky=query.sticky != "" or narrowed or query.type != "post",
        orderby=query.orderby,
        order=query.order,
        page=query.page,
        per_page=query.limit,
        offset=query.offset + (query.page - 1) * max(query.limit, 0),
    )


def _usable(ids: Sequence[int]) -> tuple[int, ...]:
    """Ids that a database can hold, as many as one query may name; of a list of others only one remains that finds nothing."""
    kept = tuple(number for number in dict.fromkeys(ids) if 0 < number < 2**63)[:_AT_ONCE]
    return kept if kept or not ids else (2**63 - 1,)
