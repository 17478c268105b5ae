"""Where the pages of each kind of row live below /wp-admin/, by their models; those of plugins are added when they are registered."""

from __future__ import annotations

from typing import Final

PLACES: Final[dict[str, str]] = {
    "newsroom.story": "posts",
    "newsroom.page": "pages",
    "newsroom.mediaitem": "media",
    "newsroom.category": "categories",
    "newsroom.tag": "tags",
    "comments.comment": "comments",
    "users.user": "users",
}
