"""OAuth 2.0 as networks speak it (RFC 6749), with PKCE (RFC 7636)."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from wirepress.features.social.networks import errors
from wirepress.features.social.networks.protocol import Grant, now_gmt
from wirepress.features.social.networks.shared.asking import Answer, Api, given_only, judge_by_status


def make_verifier() -> str:
    """Return a new secret of PKCE; also good as a state."""
    return secrets.token_urlsafe(48)


def make_challenge(verifier: str) -> str:
    """Return what goes with the person in place of the verifier (S256)."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def consent_url(page: str, **query: str | None) -> str:
    """Return the address of a consent page with its query."""
    return f"{page}?{urlencode(given_only(query))}"


def basic_header(user: str, password: str) -> dict[str, str]:
    """Return the header of HTTP Basic."""
    pair = base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
    return {"Authorization": f"Basic {pair}"}


def judge_token(api: Api, answer: Answer) -> None:
    """Judge the answer of a token endpoint: {error, error_description} (RFC 6749, 5.2). Some say it with 200."""
    error = answer.text("error") or answer.text("error", "type")
    words = answer.text("error_description") or answer.text("error", "message") or answer.text("error_message") or error
    if error in ("invalid_grant", "invalid_request", "invalid_token", "unauthorized_client") and answer.status < 500:
        raise errors.TokenRevoked(
            f"{api.title} does not take what it once gave ({api.hide(words)}): the account has to be connected again.",
            answer=api.hide(words),
            code=error,
        )
    if error == "invalid_client":
        raise errors.PermissionMissing(
            f"{api.title} does not know the app's key and secret: look whether they are typed as they stand there.",
            answer=api.hide(words),
            code=error,
        )
    judge_by_status(api, answer, words, code=error)
    if error:
        raise errors.Refused(f"{api.title} refused it: {api.hide(words)}", answer=api.hide(words), code=error)


def read_grant(found: Mapping[str, Any], **more: str) -> Grant:
    """Return the grant of a token answer: access, refresh token, their ends. `more`: further secrets to keep."""
    now = now_gmt().replace(microsecond=0)
    names = {"access": found.get("access_token"), "refresh": found.get("refresh_token")}
    kept = {name: str(value) for name, value in names.items() if value}
    return Grant(
        secrets={**more, **kept},
        expires=_end(now, found.get("expires_in")),
        sign_in_by=_end(now, found.get("refresh_token_expires_in")),
    )


def _end(now: datetime, seconds: Any) -> datetime | None:
    try:
        span = int(seconds)
    except (TypeError, ValueError):
        return None
    return now + timedelta(seconds=min(span, 10 * 365 * 86400)) if span > 0 else None


def read_code(answer: Mapping[str, str], title: str) -> str:
    """Return the code with which a person came back. Raises Refused when they said no."""
    if answer.get("code"):
        return answer["code"].removesuffix("#_")
    words = answer.get("error_description") or answer.get("error") or "no code came back"
    raise errors.Refused(f"{title} was not allowed to be used: {' '.join(words.split())[:200]}. Nothing was connected.")


def read_typed_tokens(fields: Mapping[str, str], title: str, options: Mapping[str, str]) -> Grant:
    """Return the grant of tokens that a person got elsewhere: access, and to renew it a refresh token with the app's keys."""
    if not fields.get("token") and not fields.get("refresh"):
        raise errors.Refused(
            f"Give {title}'s access token, and to renew it the refresh token and the app's keys: --token."
        )
    names = {"access": "token", "refresh": "refresh", "client_id": "client_id", "client_secret": "client_secret"}
    return Grant({name: fields[field].strip() for name, field in names.items() if fields.get(field)}, options=options)
