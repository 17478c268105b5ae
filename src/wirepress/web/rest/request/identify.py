"""Who asks: an application password (Basic), or a session with a nonce; everybody else is a reader."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

from wirepress.content.users import application_passwords, nonces
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Actor

if TYPE_CHECKING:
    from wirepress.content.users.models import User


@dataclass(frozen=True, slots=True)
class Reader:
    """An anonymous reader."""

    id: int = 0

    def can(self, capability: str) -> bool:
        """Readers have no capabilities; what is public is judged by the object."""
        return False


READER = Reader()


def credentials(header: str) -> tuple[str, str] | None:
    """Login and password of a Basic Authorization header; None when it is something else."""
    scheme, _, code = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        login, colon, password = base64.b64decode(code.strip(), validate=False).decode().partition(":")
    except ValueError:  # no base64, or no UTF-8 in it
        return None
    return (login, password) if colon else None


def actor_of(request: HttpRequest, address: str, nonce: str | None) -> tuple[Actor, dict[str, object]]:
    """The actor of an HTTP request and facts about how it was identified.

    Wrong Basic credentials make a reader, not an error; a session needs a nonce, and a wrong nonce is refused
    (RestError 403 rest_cookie_invalid_nonce): WordPress 7.1 behaviour.
    """
    basic = credentials(request.headers.get("Authorization", ""))
    if basic:
        found = application_passwords.verify(basic[0], basic[1], address)
        if found is not None:
            return found[0], {"application_password": found[1]}
    if nonce is None:
        return READER, {}
    user: User | None = request.user if request.user.is_authenticated else None
    session = request.session.session_key or "" if user else ""
    if not nonces.verify(nonce, "wp_rest", user.pk if user else 0, session):
        raise RestError("rest_cookie_invalid_nonce", "The nonce is wrong or too old: reload the page.", 403)
    return (user, {"session": session}) if user else (READER, {})
