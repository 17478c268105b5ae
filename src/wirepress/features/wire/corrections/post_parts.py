"""A post's parts as the wire wrote them, by which it is known later what somebody here has edited since."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from wirepress.content.posts.models import Post
from wirepress.content.terms.models import TermPost

PARTS: Final = ("headline", "text", "picture", "byline", "categories")
PART_NAMES: Final[Mapping[str, str]] = {
    "headline": "headline",
    "text": "text",
    "picture": "picture",
    "byline": "author",
    "categories": "categories",
}
_PICTURE: Final = re.compile(r"<img\b[^<>]*\bwp-post-image\b[^<>]*>")
_SRC: Final = re.compile(r"""\bsrc\s*=\s*"([^"]*)\"""")
_BOX: Final = re.compile(r"\A<div>(.*)</div>\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SplitExcerpt:
    """An excerpt as a gathered story has it: a picture's tag, "" for none, and the words."""

    picture: str
    words: str

    @property
    def address(self) -> str:
        """Return the picture's address as it stands in the tag."""
        found = _SRC.search(self.picture)
        return found[1] if found else ""

    def join(self) -> str:
        """Return the excerpt."""
        return f"<div>{self.picture}{self.words}</div>" if self.picture else self.words


def split_excerpt(excerpt: str) -> SplitExcerpt:
    """Return picture and words of an excerpt."""
    picture = _PICTURE.search(excerpt)
    if picture is None:
        return SplitExcerpt("", excerpt)
    rest = excerpt.replace(picture[0], "", 1)
    box = _BOX.match(rest)
    return SplitExcerpt(picture[0], box[1] if box else rest)


def text_mark(content: str, excerpt: str) -> str:
    """Return the hash of a story's words."""
    joined = "\0".join((content, split_excerpt(excerpt).words)).encode("utf-8", "replace")
    return hashlib.blake2b(joined, digest_size=12).hexdigest()


def read_parts(posts: Iterable[Post]) -> dict[int, dict[str, Any]]:
    """Return the parts of posts as they stand now, by the post's number. One question for all of them."""
    posts = list(posts)
    terms: dict[int, list[int]] = {}
    rows = TermPost.objects.filter(post_id__in=[post.pk for post in posts], term__taxonomy="category")
    for post_id, term_id in rows.values_list("post_id", "term_id"):
        terms.setdefault(post_id, []).append(term_id)
    return {
        post.pk: {
            "headline": post.title,
            "text": text_mark(post.content, post.excerpt),
            "picture": [split_excerpt(post.excerpt).address, post.featured_media],
            "byline": post.author_id,
            "categories": sorted(terms.get(post.pk, [])),
        }
        for post in posts
    }


def edited_parts(written: Mapping[str, Any], now: Mapping[str, Any]) -> frozenset[str]:
    """Return the parts that differ from what the wire wrote. Pure."""
    return frozenset(part for part in PARTS if part in written and written[part] != now[part])
