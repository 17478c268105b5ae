"""Versions of stories: which text with which headline a page's token stands for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.content.posts.revisions import revisions_of
from wirepress.core.database.rows import select_in
from wirepress.features.analytics.models import StoryVersion

LENGTH: Final = 8
_ROWS: Final = 400
Token = tuple[int, str]  # post, token


def version_token(title: str, content: str) -> str:
    """Return the name of a text with its headline."""
    text = f"{title}\n\n{content}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=LENGTH // 2).hexdigest()


def version_numbers(tokens: set[Token]) -> dict[Token, int]:
    """Return the number of each version. One that nobody has told of before is looked for in the story and in its revisions; what is
    not found there (revisions may be deleted) gets the story's present headline."""
    found = _find(tokens)
    missing = sorted(tokens - found.keys())
    if missing:
        StoryVersion.objects.bulk_create(list(_new(missing)), ignore_conflicts=True, batch_size=_ROWS)
        found |= _find(set(missing))
    return found


def _find(tokens: set[Token]) -> dict[Token, int]:
    found: dict[Token, int] = {}
    posts = sorted({post for post, _ in tokens})
    for start in range(0, len(posts), _ROWS):
        rows = StoryVersion.objects.filter(post_id__in=posts[start : start + _ROWS]).values_list(
            "post_id", "token", "pk"
        )
        found |= {(post, token): number for post, token, number in rows if (post, token) in tokens}
    return found


def _new(missing: list[Token]) -> Iterator[StoryVersion]:
    posts = {post.pk: post for post in select_in(Post, "id", {post for post, _ in missing})}
    for number, token in missing:
        text = _text_of(posts.get(number), token)
        headline = text.title if text is not None else ""
        since = text.modified_gmt or text.date_gmt if text is not None else None
        yield StoryVersion(post_id=number, token=token, headline=headline, since=since or site.now_gmt())


def _text_of(post: Post | None, token: str) -> Post | None:
    if post is None or version_token(post.title, post.content) == token:
        return post
    older = (one for one in revisions_of(post.pk) if version_token(one.title, one.content) == token)
    return next(older, post)
