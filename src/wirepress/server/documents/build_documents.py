"""Builds documents of posts, and finds out which may be kept: one must not depend on anything that it does not name."""

from __future__ import annotations

import copy
import json as plain_json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from wirepress.content.options.features import extensions
from wirepress.content.posts import revisions
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.posts.rendering.lookup import ContentLookup
from wirepress.core.cache import depends, slots
from wirepress.core.cache.slots import LiveValues
from wirepress.core.markup.blocks.find import has_blocks
from wirepress.core.markup.content_lookup import Attachment, Order
from wirepress.core.markup.context import RenderContext, RequestState
from wirepress.core.php import json
from wirepress.core.rest.routes import Request
from wirepress.web.rest.request.identify import READER
from wirepress.web.rest.response import shape
from wirepress.web.rest.routing import dispatch

# Computed blocks and shortcodes whose outcome is in themselves, and in media and reusable blocks, which are followed.
_PLAIN: Final = frozenset(
    f"made:{name}"
    for name in (
        *(
            f"core/{block}"
            for block in (
                "image heading paragraph list list-item quote pullquote cover gallery file video audio button buttons table media-text embed block"
            ).split()
        ),
        "caption",
        "wp_caption",
        "gallery",
        "audio",
        "video",
        "playlist",
        "embed",
    )
)
_OTHER: Final = frozenset(
    (
        "post",
        "navigation",
        "template_part",
        "meta",
        "classes",
        "posts",
        "count_posts",
        "adjacent",
        "terms",
        "post_terms",
        "comments",
        "comment",
        "user",
        "archives",
        "calendar",
        "pages",
        "embed_card",
    )
)


class _RecordingLookup(ContentLookup):
    """A content lookup that records what it was asked for: by name what is not followed, by number what is."""

    def __init__(self, number: int, known: ContentLookup) -> None:
        """`known`: one whose media items need not be read again."""
        super().__init__(READER)
        self._attachments |= known._attachments
        self._number = number
        self.asked: set[str] = set()
        self.shown: set[int] = set()

    def __getattribute__(self, name: str) -> Any:
        if name in _OTHER:
            object.__getattribute__(self, "asked").add(name)
        return super().__getattribute__(name)

    def _record_shown(self, id: int) -> None:
        if 0 < id < 2**63 and id != self._number:
            self.shown.add(id)

    def attachment(self, id: int) -> Attachment | None:
        found = super().attachment(id)
        self._record_shown(id)
        if found is not None:
            self._record_shown(found.parent)  # a part of its address
        return found

    def attachments(
        self, parent: int, mime: str, orderby: str, order: Order, exclude: Sequence[int]
    ) -> Sequence[Attachment]:
        if parent != self._number:
            self.asked.add("attachments of another post")
        found = super().attachments(parent, mime, orderby, order, exclude)
        for item in found:
            self._record_shown(item.id)
        return found

    def synced(self, ref: int) -> str | None:
        self._record_shown(ref)
        return super().synced(ref)


@dataclass(slots=True)
class Document:
    """A finished document, as its table holds it."""

    id: int
    body: bytes
    holes: list[slots.Hole]
    link: str
    blocks: bool
    joins: bool
    shows: list[int]
    moved: bytes | None = None
    moved_holes: list[slots.Hole] | None = None

    def to_row(self) -> dict[str, Any]:
        """Return the values of the table's columns."""
        return {
            "id": self.id,
            "body": self.body,
            "holes": plain_json.dumps(self.holes),
            "link": self.link,
            "blocks": self.blocks,
            "joins": self.joins,
            "shows": " ".join(map(str, self.shows)),
            "moved": self.moved,
            "moved_holes": plain_json.dumps(self.moved_holes or []),
            "tag": slots.digest(self.body),
            "moved_tag": slots.digest(self.moved) if self.moved is not None else "",
        }

    def equals_row(self, row: Any) -> bool:
        """Return whether a stored row holds the same document."""
        return all(_plain(getattr(row, name)) == value for name, value in self.to_row().items())


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


@dataclass(slots=True)
class _Rendering:
    body: bytes
    holes: list[slots.Hole]
    link: str
    lookup: _RecordingLookup
    touched: bool  # something was counted over the answer
    rests_on: set[str]


class DocumentBuilder:
    """Builds the documents of some posts as they are now. What all of them need is read at once."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._posts = {
            post.pk: post for post in queries.load_posts(numbers) if post.type == "post" and post.status == "publish"
        }
        self._known = ContentLookup(READER)
        live: Sequence[LiveValues] = extensions().declared("live_values")
        self._live = tuple(f"{values.kind}:" for values in live)
        self._context = render.new_context(Request("GET", "/wp/v2/posts", READER), lookup=self._known)
        render.preload_for_rendering(list(self._posts.values()), self._context)
        revisions.preload_revision_facts(self._posts.values())

    def build_document(self, number: int) -> Document | None:
        """Return the document of a post; None when readers may not see it or it cannot be kept."""
        post = self._posts.get(number)
        made = self._render(post, moved=False) if post is not None else None
        if post is None or made is None or made.lookup.asked or not made.rests_on <= _PLAIN:
            return None
        blocks = has_blocks(post.content)
        found = Document(
            number,
            made.body,
            made.holes,
            made.link,
            blocks=blocks,
            joins=not made.touched,
            shows=sorted(made.lookup.shown),
        )
        if found.joins and not blocks:
            again = self._render(post, moved=True)
            if again is None or again.touched:
                found.joins = False
            elif again.body != made.body:
                found.moved, found.moved_holes = again.body, again.holes
        return found

    def _render(self, post: Post, *, moved: bool) -> _Rendering | None:
        request = Request("GET", f"/wp/v2/posts/{post.pk}", READER)
        lookup = _RecordingLookup(post.pk, self._known)
        context: RenderContext = render.new_context(request, lookup=lookup)
        context.extras |= self._context.extras
        context.extras[slots.EXTRA] = True
        context.state = state = RequestState(autop_moved=moved)
        begun = copy.deepcopy(state)
        request.attributes.update(rendering=context, http_method="GET", posts={post.pk: post})
        with depends.collecting() as found:
            response = dispatch.dispatch(request)
            if response.status != 200:
                return None
            data = shape.finish_data(request, response)
        try:
            body, holes = slots.cut(json.encode(data))
        except ValueError:
            return None
        if any(mark.encode("unicode-escape") in body for mark in slots.MARKS):
            return None
        begun.autop_moved = state.autop_moved
        rests_on = {
            tag for tag in found.tags if not tag.startswith(self._live)
        }  # live values are filled in when it is sent
        return _Rendering(body, holes, response.headers.get("Link", ""), lookup, begun != state, rests_on)
