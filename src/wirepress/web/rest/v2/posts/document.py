"""A post's REST document: its fields in WordPress's order, only those that are asked for."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from wirepress.content.options import site
from wirepress.content.posts import access, revisions, rows
from wirepress.content.posts.addresses import permalinks, sample_permalink
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.posts.statuses import effective_status
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.markup.blocks.find import has_blocks
from wirepress.core.markup.excerpts.from_content import WORDS as EXCERPT_WORDS
from wirepress.core.rest import types
from wirepress.core.rest.routes import Request, Schema
from wirepress.web.rest.meta import describe
from wirepress.web.rest.meta import plugin_fields as further
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.posts import links
from wirepress.web.rest.v2.posts.action_links import taxonomies_of
from wirepress.web.rest.v2.posts.pattern_and_menu import vary_document
from wirepress.web.rest.v2.posts.schema import cached_schema


def rfc3339(moment: datetime | None) -> str | None:
    """Return a date as REST writes it, without a zone."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S") if moment else None


@dataclass(slots=True)
class PostDocumentWriter:
    """Writes the documents of one answer; what they share (schema, rendering context) is made once."""

    kind: PostType
    request: Request
    schema: Schema = field(default_factory=dict)  # empty: the type's own
    further: dict[str, Field] = field(default_factory=dict)  # fields of the family, after WordPress's common ones
    wanted: list[str] | None = field(init=False)
    context: str = field(init=False)
    rendering: Any = field(init=False)
    _wanted: dict[str, bool] = field(init=False, default_factory=dict)  # what `wants` has found

    def __post_init__(self) -> None:
        self.schema = self.schema or cached_schema(self.kind)
        self.wanted = wanted_fields(self.request)
        self.context = str(self.request.get("context") or "view")
        given = self.request.attributes.get("rendering")
        self.rendering = given or render.new_context(self.request, lookup=self.request.attributes.get("lookup"))

    @property
    def excerpt_words(self) -> int:
        """Return how many words an excerpt has that is made from the content: `excerpt_length` says, in lists too (WordPress 7.1)."""
        given = self.request.get("excerpt_length")
        return EXCERPT_WORDS if given is None else types.to_int(given)

    def wants(self, name: str) -> bool:
        """Return whether the field is asked for and the schema has it."""
        found = self._wanted.get(name)
        if found is None:
            top = self.schema["properties"].get(name.partition(".")[0])
            found = self._wanted[name] = (
                top is not None
                and self.context in top.get("context", (self.context,))
                and is_field_wanted(name, self.wanted)
            )
        return found

    def prepare(self, posts: list[Post]) -> None:
        """Told before a list is written: everything that rendering and links need is read at once."""
        render.preload_for_rendering(posts, self.rendering)
        if self.wants_links():
            revisions.preload_revision_facts(posts)
        if self.wants("generated_slug"):
            sample_permalink.preload_free_slugs(posts)
        shared: dict[int, Post] = self.request.attributes.setdefault("shared", {}).setdefault("posts", {})
        shared.update({post.pk: post for post in posts})  # for the documents embedded in these

    def wants_links(self) -> bool:
        """Return whether links (or what is embedded by them) are asked for."""
        found = self._wanted.get("_links")
        if found is None:
            found = is_field_wanted("_links", self.wanted) or is_field_wanted("_embedded", self.wanted)
            self._wanted["_links"] = found
        return found

    def write(self, post: Post) -> tuple[dict[str, Any], links.Links]:
        """Return the document without links, and its links (none when `_fields` leaves them out)."""
        data = self.body(post)
        data = filter_by_context(data, self.schema, self.context)
        vary_document(self.kind.name, data)
        return data, self.links(post) if self.wants_links() else {}

    def links(self, post: Post) -> links.Links:
        """Return the links of the post's document that the actor gets."""
        return links.build_links(self.kind, post, self.request)

    def body(self, post: Post) -> dict[str, Any]:
        """Return all fields asked for, whatever the context."""
        data: dict[str, Any] = {}
        for name, make in FIELDS.items():
            if self.wants(name):
                data[name] = make(self, post)
        for taxonomy in taxonomies_of(self.kind):
            if self.wants(taxonomy.rest_base):
                data[taxonomy.rest_base] = [term.id for term in rows.terms_of(post, taxonomy.name)]
        for name, make in LATE_FIELDS.items():
            if self.wants(name):
                data[name] = make(self, post)
        data.update(further.values(self.kind.name, post, self.wanted, self.rendering, public=self.kind.public))
        for name, make in self.further.items():
            if self.wants(name):
                data[name] = make(self, post)
        return data

    def may_see_protected(self, post: Post) -> bool:
        """Return whether the password was given, or the actor edits the post."""
        if not post.password:
            return True
        given = self.request.get("password")
        if isinstance(given, str) and given == post.password:
            return True
        return self.context == "edit" and access.may_edit(self.request.actor, post)

    def _text(self, post: Post, name: str, raw: str, rendered: Callable[[], str]) -> dict[str, Any]:
        """raw, rendered, protected and block_version of a text field, as far as they are asked for."""
        open_ = self.may_see_protected(post)
        found: dict[str, Any] = {}
        if self.wants(f"{name}.raw"):
            found["raw"] = raw
        if self.wants(f"{name}.rendered"):
            found["rendered"] = rendered() if open_ else ""
        if self.wants(f"{name}.protected"):
            found["protected"] = bool(post.password)
        if name == "content" and self.wants("content.block_version"):
            found["block_version"] = 1 if has_blocks(raw) else 0
        return found


def _guid(writer: PostDocumentWriter, post: Post) -> dict[str, str]:
    return {"rendered": render.render_guid(post), "raw": post.guid}


def _title(writer: PostDocumentWriter, post: Post) -> dict[str, str]:
    found: dict[str, str] = {}
    if writer.wants("title.raw"):
        found["raw"] = post.title
    if writer.wants("title.rendered"):
        found["rendered"] = render.render_title(post, writer.rendering)
    return found


def _content(writer: PostDocumentWriter, post: Post) -> dict[str, Any]:
    if writer.context != "edit":
        return writer._text(post, "content", post.content, lambda: render.render_content(post, writer.rendering))
    return writer._text(post, "content", post.content, lambda: _render_twice(writer, post))


def _render_twice(writer: PostDocumentWriter, post: Post) -> str:
    """WordPress renders twice here, and numbers (of galleries, say) go on: the second is made only where the first has left something."""
    before = deepcopy(writer.rendering.state)
    text = render.render_content(post, writer.rendering)
    before.autop_moved = writer.rendering.state.autop_moved  # set by a text of blocks, which has no autop itself
    return text if writer.rendering.state == before else render.render_content(post, writer.rendering)


def _excerpt(writer: PostDocumentWriter, post: Post) -> dict[str, Any]:
    return writer._text(
        post, "excerpt", post.excerpt, lambda: render.render_excerpt(post, writer.rendering, words=writer.excerpt_words)
    )


def _date_gmt(writer: PostDocumentWriter, post: Post) -> str | Literal[False] | None:
    if post.date_gmt is None and post.date is not None:  # a draft whose date floats
        return rfc3339(site.to_gmt(post.date))
    if post.date is not None and site.is_beyond_gmt(post.date):
        return False  # as WordPress shows what its date functions cannot read
    return rfc3339(post.date_gmt)


def _modified_gmt(writer: PostDocumentWriter, post: Post) -> str | Literal[False] | None:
    if post.modified_gmt is None and post.modified is not None:
        now = site.now_gmt()
        return rfc3339(
            post.modified - (site.to_local(now) - now)
        )  # today's offset, not that day's, as WordPress has it
    if post.modified is not None and site.is_beyond_gmt(post.modified):
        return False
    return rfc3339(post.modified_gmt)


Field = Callable[[PostDocumentWriter, Post], Any]

FIELDS: dict[str, Field] = {
    "id": lambda writer, post: post.id,
    "date": lambda writer, post: rfc3339(post.date),
    "date_gmt": _date_gmt,
    "guid": _guid,
    "modified": lambda writer, post: rfc3339(post.modified),
    "modified_gmt": _modified_gmt,
    "password": lambda writer, post: post.password,
    "slug": lambda writer, post: post.slug,
    "status": lambda writer, post: effective_status(post),
    "type": lambda writer, post: post.type,
    "link": lambda writer, post: permalinks.post_link(post),
    "title": _title,
    "content": _content,
    "excerpt": _excerpt,
    "author": lambda writer, post: post.author_id or 0,
    "featured_media": lambda writer, post: post.featured_media,
    "parent": lambda writer, post: post.parent_id,
    "menu_order": lambda writer, post: post.menu_order,
    "comment_status": lambda writer, post: post.comment_status,
    "ping_status": lambda writer, post: post.ping_status,
    "sticky": lambda writer, post: post.sticky,
    "template": lambda writer, post: post.template,
    "format": lambda writer, post: rows.post_format(post),
    "meta": lambda writer, post: describe.read_meta("post", post.type, rows.meta_rows(post)),
}

LATE_FIELDS: dict[str, Field] = {
    "permalink_template": lambda writer, post: sample_permalink.sample_permalink(post)[0],
    "generated_slug": lambda writer, post: sample_permalink.sample_permalink(post)[1],
    "class_list": lambda writer, post: render.post_classes(post),
}
