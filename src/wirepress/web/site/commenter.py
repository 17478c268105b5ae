"""Who comments, as their browser remembers it when they ask for that: WordPress's own cookies, and proofs of what waits."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from django.http import HttpRequest, HttpResponse

from wirepress.settings.settings import get_settings

AGE: Final = 30_000_000  # seconds; WordPress 7.1 behaviour
_FIELDS: Final = ("author", "email", "url")
_LONGEST: Final = 245
_WAITING_MAX: Final = 5


@dataclass(frozen=True, slots=True)
class Commenter:
    """Name, mail address and site as they were given last; "" where nothing is remembered."""

    author: str = ""
    email: str = ""
    url: str = ""

    @property
    def known(self) -> bool:
        """Whether anything is remembered."""
        return bool(self.author or self.email)


def _cookie(field: str) -> str:
    """Return the cookie's name: it holds the site's address as a hash."""
    site = hashlib.md5(get_settings().url.encode(), usedforsecurity=False).hexdigest()
    return f"comment_author_{site}" if field == "author" else f"comment_author_{field}_{site}"


def remembered(request: HttpRequest) -> Commenter:
    """Return what the reader's browser remembers."""
    texts = (unquote(request.COOKIES.get(_cookie(field), "")).strip()[:_LONGEST] for field in _FIELDS)
    return Commenter(*("" if "\x00" in text else text for text in texts))


def waiting_proofs(request: HttpRequest) -> dict[int, str]:
    """Return the numbers of the reader's comments that waited when they were sent, with their proofs."""
    found: dict[int, str] = {}
    for part in request.COOKIES.get(_cookie("waiting"), "").split(".")[:_WAITING_MAX]:
        number, _, proof = part.partition("-")
        if number.isascii() and number.isdecimal() and len(number) < 19:
            found[int(number)] = proof
    return found


def is_known(request: HttpRequest) -> bool:
    """Return whether the reader's browser remembers anything, so that their page is nobody else's."""
    return remembered(request).known or bool(waiting_proofs(request))


def remember(request: HttpRequest, response: HttpResponse, who: Commenter, waiting: tuple[int, str] | None) -> None:
    """Let the reader's browser remember who they are, and a comment of theirs that waits (number and proof)."""
    for field in _FIELDS:
        _set(response, field, quote(getattr(who, field)[:_LONGEST]))
    if waiting is not None:
        kept = {waiting[0]: waiting[1], **waiting_proofs(request)}
        _set(response, "waiting", ".".join(f"{number}-{proof}" for number, proof in [*kept.items()][:_WAITING_MAX]))


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """Have the reader's browser forget what it remembers of them."""
    for field in (*_FIELDS, "waiting"):
        if _cookie(field) in request.COOKIES:
            response.delete_cookie(_cookie(field))


def _set(response: HttpResponse, field: str, value: str) -> None:
    secure = get_settings().url.startswith("https://")
    response.set_cookie(_cookie(field), value, max_age=AGE, httponly=True, secure=secure, samesite="Lax")
