"""Signing in at an account's own server (PDS) with an app password, and the two tokens that come of it (com.atproto.server)."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from wirepress.features.social.networks import errors
from wirepress.features.social.networks.protocol import ConnectedAccount, Grant, now_gmt
from wirepress.features.social.networks.shared.asking import Answer, Api, judge_by_status

ACCESS: Final = timedelta(minutes=120)
_BLOCKED: Final = ("AccountTakedown", "AccountDeactivated", "AccountSuspended", "RepoTakendown", "RepoDeactivated")


def open_api(account: ConnectedAccount) -> Api:
    """Return the API of the account's server, with its access."""
    return make_api(account.options["pds"], account.secrets, "access", account.allow_private)


def make_api(base: str, secrets: Mapping[str, str], token: str, allow_private: bool) -> Api:
    """Return the API of a server; `token`: which of the secrets goes along, "" for none."""
    head = {"Authorization": f"Bearer {secrets[token]}"} if token and secrets.get(token) else {}
    hidden = tuple(value for name, value in secrets.items() if name != "handle")
    return Api("Bluesky", base, judge, secrets=head, hidden=hidden, allow_private=allow_private)


def sign_in(base: str, handle: str, password: str, factor: str, *, allow_private: bool) -> tuple[Grant, dict[str, str]]:
    """Return the grant of a new session and who it is (did, handle). To be done seldom: 300 a day are allowed."""
    api = make_api(base, {"password": password}, "", allow_private)
    data = {"identifier": handle, "password": password, **({"authFactorToken": factor} if factor else {})}
    answer = api.post("/xrpc/com.atproto.server.createSession", data=data)
    found = answer.fields
    pds = _find_pds(found.get("didDoc")) or base
    who = {"did": str(found.get("did", "")), "handle": str(found.get("handle", ""))}
    return _read_tokens(api, answer, {"password": password}, {"pds": pds, **who}), who


def renew(account: ConnectedAccount) -> Grant:
    """Return a new pair; where the old refresh token is dead, a new session by the app password."""
    secrets = account.secrets
    if secrets.get("refresh"):
        api = make_api(account.options["pds"], secrets, "refresh", account.allow_private)
        try:
            answer = api.post("/xrpc/com.atproto.server.refreshSession")
            return _read_tokens(api, answer, {}, {})
        except (errors.TokenExpired, errors.TokenRevoked):
            if not secrets.get("password"):
                raise
    grant, _ = sign_in(
        account.options.get("service") or account.options["pds"],
        account.id,
        secrets["password"],
        "",
        allow_private=account.allow_private,
    )
    return grant


def sign_out(account: ConnectedAccount) -> None:
    """Make the refresh token worthless."""
    make_api(account.options["pds"], account.secrets, "refresh", account.allow_private).post(
        "/xrpc/com.atproto.server.deleteSession"
    )


def judge(api: Api, answer: Answer) -> None:
    """Judge an answer: {error, message}; expired access is a 400."""
    name, words = answer.text("error"), api.hide(answer.text("message") or answer.text("error"))
    said = {"answer": words, "code": name}
    if answer.status >= 400:
        if name == "ExpiredToken":
            raise errors.TokenExpired(f"Bluesky: the access has run out ({words}).", **said)
        if name in _BLOCKED:
            raise errors.AccountBlocked(f"Bluesky has locked the account: {words}", **said)
        if name == "AuthFactorTokenRequired":
            raise errors.PermissionMissing(
                "Bluesky wants the code that it has mailed: use an app password instead, which needs none.", **said
            )
        if name in ("AuthenticationRequired", "InvalidToken", "AuthMissing", "AccountNotFound", "BadJwt"):
            raise errors.TokenRevoked(f"Bluesky does not accept the access: {words}", **said)
        if name in ("ScopeMissingError", "BadTokenScope"):
            raise errors.PermissionMissing(f"Bluesky does not allow it: {words}", **said)
        if name in ("BlobTooLarge", "InvalidMimeType", "InvalidSize", "BlobNotFound") or "blob too big" in words:
            raise errors.PictureRefused(f"Bluesky refused a picture: {words}", **said)
        if name in ("RecordNotFound", "NotFound") or "Could not locate record" in words:
            raise errors.Gone(f"Bluesky has no such post: {words}", **said)
        if name == "InvalidRequest" and ("grapheme" in words or "record.text" in words or "Record/text" in words):
            raise errors.TextRefused(f"Bluesky refused the text: {words}", **said)
    judge_by_status(api, answer, words, code=name)


def _read_tokens(api: Api, answer: Answer, kept: Mapping[str, str], options: Mapping[str, str]) -> Grant:
    found = answer.fields
    if found.get("active") is False:
        raise errors.AccountBlocked(f"Bluesky has locked the account ({found.get('status') or 'not active'}).")
    access, refresh = str(found.get("accessJwt", "")), str(found.get("refreshJwt", ""))
    if not access or not refresh:
        raise errors.Unavailable("Bluesky gave a session without tokens.")
    end = _token_end(access) or now_gmt().replace(microsecond=0) + ACCESS
    return Grant({**kept, "access": access, "refresh": refresh}, expires=end, options=options)


def _find_pds(document: Any) -> str:
    """Return where the account's server is, by its DID document; "" when it does not say."""
    services = document.get("service") if isinstance(document, dict) else None
    for service in services if isinstance(services, list) else ():
        if isinstance(service, dict) and str(service.get("id", "")).endswith("#atproto_pds"):
            return str(service.get("serviceEndpoint", "")).rstrip("/")
    return ""


def _token_end(token: str) -> datetime | None:
    """Return when a JWT ends by its own word, which is not checked: it only says when to renew."""
    parts = token.split(".")
    try:
        found = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        return datetime.fromtimestamp(int(found["exp"]), UTC).replace(tzinfo=None)
    except (IndexError, ValueError, KeyError, TypeError, binascii.Error, OverflowError, OSError):
        return None
