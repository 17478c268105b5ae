"""Who asks: an application password (Basic), or a session with a nonce; everybody else is a reader."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest

from wirepress.content.errors import ActionRefused
from wirepress.content.users import application_passwords, nonces
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Actor

if TYPE_CHECKING:
    from wirepress.content.users.models import User


_NO_DIGIT = re.compile(r"[^A-Za-z0-9+/]")


@dataclass(frozen=True, slots=True)
class AnonymousActor:
    """The actor of a request without credentials: it has no capability."""

    id: int = 0

    def can(self, capability: str) -> bool:
        """Readers have no capabilities; what is public is judged by the object."""
        return False


READER = AnonymousActor()


def parse_basic_credentials(header: str) -> tuple[str, str] | None:
    """Login and password of a Basic Authorization header, read as PHP reads it; None when it is something else.

    Characters that are not of the base 64 alphabet do not count, and a text without a colon names nobody.
    """
    scheme, _, code = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    digits = _NO_DIGIT.sub("", code)
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]
    text = base64.b64decode(digits + "=" * (-len(digits) % 4)).partition(b"\0")[0].decode("utf-8", "replace")
    login, colon, password = text.partition(":")
    return (login, password) if colon else None


def identify_actor(
    request: HttpRequest, address: str, nonce: str | None, *, probe: bool = False
) -> tuple[Actor, dict[str, object]]:
    """Return the actor of an HTTP request and facts about how it was identified.

    A session goes before Basic credentials and needs a nonce. Raises RestError: 401 for credentials that are nobody's
    (on a site that has application passwords; a `probe`, by which programs find out how to sign in, is answered as to a reader),
    403 rest_cookie_invalid_nonce for a wrong nonce (WordPress 7.1 behaviour).
    """
    user: User | None = request.user if _has_session(request) and request.user.is_authenticated else None
    basic = parse_basic_credentials(request.headers.get("Authorization", "")) if user is None else None
    if basic and application_passwords.any_created():
        try:
            known, password = application_passwords.authenticate(basic[0], basic[1], address)
        except ActionRefused as error:
            if probe:
                return READER, {}
            raise RestError(error.code, error.message, error.status) from None
        return known, {"application_password": password}
    if nonce is None:
        return READER, {}
    session = request.session.session_key or "" if user else ""
    if not nonces.verify(nonce, "wp_rest", user.pk if user else 0, session):
        raise RestError("rest_cookie_invalid_nonce", "The nonce is not valid or has expired. Reload the page.", 403)
    return (user, {"session": session}) if user else (READER, {})


def _has_session(request: HttpRequest) -> bool:
    """Return whether the request names one: only then is it looked up."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES
