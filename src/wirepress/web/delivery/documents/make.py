"""Makes the document of one post, and finds out whether it may be kept: it must not rest on anything that it does not name."""

from __future__ import annotations

import copy
import json as plain_json
from dataclasses import dataclass
from typing import Any, Final

from wirepress.content.posts import render
from wirepress.content.posts.lookup import ContentLookup
from wirepress.core.cache import depends, slots
from wirepress.core.markup.blocks.find import has_blocks
from wirepress.core.markup.context import RenderContext, RequestState
from wirepress.core.php import json
from wirepress.core.rest.routes import Request
from wirepress.web.rest import kernel, shape
from wirepress.web.rest.identify import READER

# Computed blocks whose outcome is in the block itself (and in media, which is watched).
_PLAIN: Final = frozenset(
    f"made:core/{name}"
    for name in "image heading paragraph list list-item quote pullquote cover gallery file video audio button buttons table media-text embed".split()
)
_MEDIA: Final = ("attachment", "attachments")
_OTHER: Final = frozenset((
    "post", "synced", "navigation", "template_part", "meta", "classes", "posts", "count_posts", "adjacent", "terms", "post_terms", "comments",
    "comment", "user", "archives", "calendar", "pages",
))  # fmt: skip


class _Watching(ContentLookup):
    """A lookup that notes what it was asked for."""

    def __init__(self) -> None:
        super().__init__(READER)
        self.asked: set[str] = set()

    def __getattribute__(self, name: str) -> Any:
        if name in _OTHER or name in _MEDIA:
            object.__getattribute__(self, "asked").add(name)
        return super().__getattribute__(name)


@dataclass(slots=True)
class Document:
    """A finished document, as the table keeps it."""

    id: int
    body: bytes
    holes: list[slots.Hole]
    link: str
    blocks: bool
    joins: bool
    media: bool
    moved: bytes | None = None
    moved_holes: list[slots.Hole] | None = None

    def row(self) -> dict[str, Any]:
        """Its columns."""
        return {
            "id": self.id, "body": self.body, "holes": plain_json.dumps(self.holes), "link": self.link, "blocks": self.blocks, "joins": self.joins,
            "media": self.media, "moved": self.moved, "moved_holes": plain_json.dumps(self.moved_holes or []),
        }  # fmt: skip


@dataclass(slots=True)
class _Made:
    body: bytes
    holes: list[slots.Hole]
    link: str
    lookup: _Watching
    touched: bool  # something was counted over the answer
    rests_on: set[str]


def make(number: int) -> Document | None:
    """The document of a post; None when readers may not see it, or it cannot be kept."""
    made = _render(number, moved=False)
    if made is None or (made.lookup.asked & _OTHER) or not made.rests_on <= _PLAIN:
        return None
    blocks = _is_blocks(number)
    found = Document(
        number, made.body, made.holes, made.link, blocks=blocks, joins=not made.touched, media=bool(made.lookup.asked & set(_MEDIA)),
    )  # fmt: skip
    if found.joins and not blocks:
        again = _render(number, moved=True)
        if again is None or again.touched:
            found.joins = False
        elif again.body != made.body:
            found.moved, found.moved_holes = again.body, again.holes
    return found


def _is_blocks(number: int) -> bool:
    from wirepress.content.posts.models import Post

    content = Post.objects.filter(pk=number).values_list("content", flat=True).first() or ""
    return has_blocks(content)


def _render(number: int, *, moved: bool) -> _Made | None:
    request = Request("GET", f"/wp/v2/posts/{number}", READER)
    lookup = _Watching()
    context: RenderContext = render.new_context(request, lookup=lookup)
    context.extras[slots.EXTRA] = True
    context.state = state = RequestState(autop_moved=moved)
    begun = copy.deepcopy(state)
    request.attributes.update(rendering=context, http_method="GET")
    with depends.collecting() as found:
        response = kernel.dispatch(request)
        if response.status != 200:
            return None
        data = shape.finish(request, response)
    try:
        body, holes = slots.cut(json.encode(data))
    except ValueError:
        return None
    if any(mark.encode("unicode-escape") in body for mark in slots.MARKS):
        return None
    begun.autop_moved = state.autop_moved
    rests_on = {tag for tag in found.tags if not tag.startswith("reaction:")}
    return _Made(body, holes, response.headers.get("Link", ""), lookup, begun != state, rests_on)
