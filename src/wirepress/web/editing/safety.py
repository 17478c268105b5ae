"""What the block editor's page is told so that nothing written in it is lost."""

from __future__ import annotations

from datetime import UTC
from typing import Any, Final

from django.http import HttpRequest

from wirepress.content.posts.editing.versions import TEXTS, version_of
from wirepress.content.posts.models import Post
from wirepress.content.posts.revisions import autosaves_of
from wirepress.content.posts.types import known
from wirepress.web.admin.current_user import current_user
from wirepress.web.editing.session import make_nonce

BEAT_SECONDS: Final = 15  # between two signs of life
RETRY_SECONDS: Final = 3  # while the site does not answer
FIRST_SECONDS: Final = 5  # after the page was opened


def safety_config(request: HttpRequest, post: Post) -> dict[str, Any]:
    """Return the addresses, nonces and times of the page's safety code, and the version of the story that it opens."""
    return {
        "ajax": "/wp-admin/admin-ajax.php",
        "signIn": "/wp-login.php?interim-login=1",
        "heartbeat": make_nonce(request, "heartbeat-nonce"),
        "route": f"{known(post.type).rest_path}/{post.pk}",
        "version": version_of(post),
        "fresh": post.status == "auto-draft",
        "interval": BEAT_SECONDS,
        "retry": RETRY_SECONDS,
        "first": FIRST_SECONDS,
        "autosave": _newer_autosave(request, post),
    }


def _newer_autosave(request: HttpRequest, post: Post) -> dict[str, Any] | None:
    """Return the user's own autosave where it is newer than the story and another text."""
    row = next(iter(autosaves_of(post.pk, current_user(request).pk)), None)
    if row is None or not row.modified_gmt or (post.modified_gmt and row.modified_gmt < post.modified_gmt):
        return None
    texts = {name: getattr(row, name) for name in TEXTS}
    if all(texts[name] == getattr(post, name) for name in TEXTS):
        return None
    return {**texts, "at": int(row.modified_gmt.replace(tzinfo=UTC).timestamp() * 1000)}
