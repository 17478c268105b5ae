"""What the block editor's page is told so that nothing written in it is lost."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest

from wirepress.content.posts.editing.versions import version_of
from wirepress.content.posts.models import Post
from wirepress.content.posts.types import known
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
    }
