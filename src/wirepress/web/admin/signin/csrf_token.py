"""The check of the newsroom's forms: a form is taken when it carries a token of the session that sends it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.crypto import salted_hmac

from wirepress.core.http.origin import is_foreign
from wirepress.settings.settings import get_settings
from wirepress.web.site.visitor import lower_headers

_SALT = "wirepress.form_token"


def secret_of(session_key: str | None) -> str | None:
    """Return the secret that a session's form tokens are made from; None without a session. Nobody can have it set for another."""
    if not session_key:
        return None
    return salted_hmac(_SALT, session_key, algorithm="sha256").hexdigest()[:32]  # as long as Django's own


def renew_token(request: HttpRequest) -> None:
    """Make the tokens of this answer those of the session that began during the request."""
    if not request.session.session_key:
        request.session.create()
    request.META["CSRF_COOKIE"] = secret_of(request.session.session_key)


class SessionCsrfMiddleware(CsrfViewMiddleware):
    """Django's check with a secret that follows from the session's key: it needs no cookie and no row of its own, ends with the
    session, and cannot be planted by a neighbouring site."""

    def process_request(self, request: HttpRequest) -> None:
        """Django's decorators in its own admin read a cookie; there is none that counts."""
        request.COOKIES.pop(settings.CSRF_COOKIE_NAME, None)
        secret = secret_of(request.session.session_key)
        if secret is not None:
            request.META["CSRF_COOKIE"] = secret

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the same decorators want to set that cookie."""
        response.cookies.pop(settings.CSRF_COOKIE_NAME, None)
        return response

    def _get_secret(self, request: HttpRequest) -> str | None:
        return secret_of(request.session.session_key)

    def _origin_verified(self, request: HttpRequest) -> bool:
        return not is_foreign(lower_headers(request), get_settings().url)

    def _check_referer(self, request: Any) -> None:
        """A token of the session is proof enough; some browsers send no referrer."""


def is_foreign_request(request: HttpRequest) -> bool:
    """Return whether the browser says that another site sent this."""
    return is_foreign(lower_headers(request), get_settings().url)
