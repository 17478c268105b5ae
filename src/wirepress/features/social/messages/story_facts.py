"""What a message may say about a story, read from it once."""

from __future__ import annotations

import html
import mimetypes
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wirepress.content.media.models import MediaFile
from wirepress.content.options import site
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import author_of, meta_rows, terms_of
from wirepress.core.markup.excerpts.shorten import strip_all_tags

READ_MAX: Final = 20_000  # characters of a story that are looked at
_SHORTCODE: Final = re.compile(r"\[/?[a-zA-Z_][^\[\]<>]*\]")
_BLOCK_END: Final = re.compile(r"</(?:p|h[1-6]|li|blockquote|div|td)\s*>|<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StoryPicture:
    """A picture of the library. `path` is that of its file below the uploads folder."""

    number: int
    url: str
    path: str
    kind: str
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """A story as messages know it. All texts are plain: no tags, no entities, one line."""

    post: int
    title: str
    excerpt: str
    content: str
    link: str
    author: str = ""
    categories: Sequence[str] = ()
    tags: Sequence[str] = ()
    picture: StoryPicture | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)


Pictures = Mapping[int, StoryPicture | None]


def read_story(post: Post, pictures: Pictures | None = None) -> StoryFacts:
    """Return the facts of a story as it is now. What was loaded with the post is not asked for again, nor are `pictures`."""
    author = author_of(post)
    content = plain_text(post.content[:READ_MAX])
    excerpt = plain_text(post.excerpt[:READ_MAX]) or _first_words(content, 55)
    meta: dict[str, Any] = {}
    for row in meta_rows(post):
        meta.setdefault(row.key, row.value)
    return StoryFacts(
        post.pk,
        plain_text(post.title),
        excerpt,
        content,
        post_link(post),
        author.display_name if author else "",
        [plain_text(term.name) for term in terms_of(post, "category")],
        [plain_text(term.name) for term in terms_of(post, "post_tag")],
        known_picture(post.featured_media, pictures),
        meta,
    )


def known_picture(number: int, pictures: Pictures | None) -> StoryPicture | None:
    """Return a picture that was read before, or read it."""
    if not number:
        return None
    return pictures[number] if pictures is not None and number in pictures else read_pictures([number])[number]


def read_pictures(numbers: Collection[int]) -> dict[int, StoryPicture | None]:
    """Return pictures of the library by their numbers, in one question; None where there is none of a number."""
    rows = {row.post_id: row for row in MediaFile.objects.filter(post_id__in=list(numbers))} if numbers else {}
    return {number: _picture(number, rows.get(number)) for number in numbers}


def _picture(number: int, row: MediaFile | None) -> StoryPicture | None:
    if row is None or not row.path:
        return None
    sizes = row.metadata if isinstance(row.metadata, Mapping) else {}
    kind = mimetypes.guess_type(row.path)[0] or ""
    if not kind.startswith("image/"):
        return None
    width, height = (value if isinstance(value := sizes.get(name), int) else 0 for name in ("width", "height"))
    return StoryPicture(number, site.uploads_url(row.path), row.path, kind, row.alt, width, height)


def plain_text(markup: str) -> str:
    """Return the words of HTML on one line: no tags, no shortcodes, entities as the characters that they mean."""
    text = strip_all_tags(_BLOCK_END.sub(" ", markup)) if "<" in markup else markup
    return " ".join(html.unescape(_SHORTCODE.sub(" ", text)).split())


def _first_words(text: str, count: int) -> str:
    words = text.split()
    return text if len(words) <= count else " ".join(words[:count]).rstrip(" ,;:.–—-") + "…"
