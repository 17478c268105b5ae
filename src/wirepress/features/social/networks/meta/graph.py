"""The Graph API: its errors, its headers of rates, its tokens (developers.facebook.com/docs/graph-api)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from wirepress.features.social.networks import errors
from wirepress.features.social.networks.shared.asking import Answer, Api, judge_by_status, retry_after

_EXPIRED: Final = (463,)
_BLOCKED: Final = (459, 464)
_RATE: Final = (4, 17, 32, 341, 613)
_PICTURE_CODES: Final = (36000, 36003, 1366046, 1366051)
_PICTURE: Final = (2207003, 2207004, 2207005, 2207009, 2207026, 2207028, 2207052, 2207082, 1366046, 1366051)
_TEXT: Final = (2207010, 2207040, 1609005, 1609008)
_NOT_READY: Final = (2207027, 4279009)
_RESTRICTED: Final = (2207050, 2207051, 4279013, 1404078, 4854002)
WAIT: Final = timedelta(hours=1)


def make_api(title: str, base: str, secrets: Mapping[str, str], allow_private: bool) -> Api:
    """Return the API, the token in a header."""
    head = {"Authorization": f"Bearer {secrets['access']}"} if secrets.get("access") else {}
    return Api(title, base, judge, secrets=head, hidden=tuple(secrets.values()), allow_private=allow_private)


def judge(api: Api, answer: Answer) -> None:
    """Judge an answer: {"error": {message, code, error_subcode, is_transient, error_user_msg}}, mostly with 400."""
    error = answer.part("error")
    if not isinstance(error, dict):
        judge_by_status(api, answer, answer.text("error_message"))
        return
    code, sub = _number(error.get("code")), _number(error.get("error_subcode"))
    words = api.hide(str(error.get("error_user_msg") or error.get("message") or ""))
    said = {"answer": words, "code": f"{code}/{sub}" if sub else str(code)}
    title = api.title
    if code in (190, 102):
        if sub in _BLOCKED:
            raise errors.AccountBlocked(f"{title} wants the account's owner to sign in there first: {words}", **said)
        kind = errors.TokenExpired if sub in _EXPIRED or "expired" in words.lower() else errors.TokenRevoked
        raise kind(f"{title} no longer accepts the access: {words}", **said)
    if sub in _NOT_READY:
        raise errors.NotReady(f"{title} is still working on it: {words}", **said)
    if code in (506,) or "duplicate" in words.lower():
        raise errors.Duplicate(f"{title} has this text already: {words}", **said)
    if code == 9 or sub == 2207042:
        raise errors.RateLimited(
            f"{title}: as much as is allowed in a day was posted: {words}", retry_after=WAIT, **said
        )
    if sub in _RESTRICTED or code == 368:
        if code == 4 and answer.creating:  # answered though the post is live: read the container before anything else
            raise errors.OutcomeUnknown(f"{title} says that it blocked the post; it may be there all the same.", **said)
        raise errors.AccountBlocked(f"{title} has blocked what this account does: {words}", **said)
    if code in _RATE or 80000 <= code <= 80014:
        raise errors.RateLimited(f"{title} has been asked too often: {words}", retry_after=_read_usage(answer), **said)
    if code in (10, 3) or 200 <= code <= 299:
        raise errors.PermissionMissing(f"{title} does not allow it: {words}", **said)
    if sub in _PICTURE or code in _PICTURE_CODES or "media could not be fetched" in words:
        raise errors.PictureRefused(f"{title} refused a picture: {words}", **said)
    if sub in _TEXT or "characters" in words or "LINK_LIMIT" in words:
        raise errors.TextRefused(f"{title} refused the text: {words}", **said)
    if code == 24 or (code == 100 and sub == 33) or answer.status == 404:
        raise errors.Gone(f"{title} has nothing there (any more): {words}", **said)
    if code in (1, 2) or error.get("is_transient") or answer.status >= 500:
        # Known to be answered though the post was published: never taken for a refusal.
        if answer.creating:
            raise errors.OutcomeUnknown(
                f"{title} failed while it took the post. Whether it took it is not known.", **said
            )
        raise errors.Unavailable(f"{title} is out of order: {words}", **said)
    raise errors.Refused(f"{title} refused it: {words}", **said)


def _read_usage(answer: Answer) -> timedelta:
    """Return when to ask again: minutes in X-Business-Use-Case-Usage; else an hour. There is no Retry-After as a rule."""
    try:
        usage = json.loads(answer.headers.get("x-business-use-case-usage", ""))
        minutes = [
            int(entry.get("estimated_time_to_regain_access") or 0) for entries in usage.values() for entry in entries
        ]
    except (ValueError, AttributeError, TypeError):
        minutes = []
    return timedelta(minutes=max(minutes)) if any(minutes) else retry_after(answer.headers, default=WAIT)


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0
