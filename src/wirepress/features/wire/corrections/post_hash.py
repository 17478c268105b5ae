"""A hash of a post's stored texts."""

from __future__ import annotations

import hashlib

from wirepress.content.posts.models import Post


def hash_post(post: Post) -> str:
    """Return the hash of a post's stored texts. Stored as `Item.filed_hash`, it tells later whether somebody here has edited them."""
    joined = "\0".join((post.title, post.content, post.excerpt)).encode("utf-8", "replace")
    return hashlib.blake2b(joined, digest_size=16).hexdigest()
