"""Stories behind a password: what a reader who gave it carries."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from wirepress.content.posts.models import Post
from wirepress.settings.settings import get_settings

AGE: Final = 10 * 24 * 3600  # seconds; WordPress 7.1 behaviour
_SALT: Final = "wirepress.postpass"


def cookie_name() -> str:
    """The cookie's name, WordPress's own: it holds the site's address as a hash."""
    return "wp-postpass_" + hashlib.md5(get_settings().url.encode(), usedforsecurity=False).hexdigest()


def is_given(request: HttpRequest, post: Post) -> bool:
    """Whether the post has no password, or the reader gave it."""
    if not post.password:
        return True
    return hmac.compare_digest(request.COOKIES.get(cookie_name(), "").encode(), _proof(post.password).encode())


def keep(response: HttpResponse, password: str) -> None:
    """Lets the reader carry the proof that they know a password, never the password itself."""
    secure = get_settings().url.startswith("https://")
    response.set_cookie(cookie_name(), _proof(password), max_age=AGE, httponly=True, secure=secure, samesite="Lax")


def _proof(password: str) -> str:
    return salted_hmac(_SALT, password, algorithm="sha256").hexdigest()
