"""Tokens of Meta's networks: an hour's token is exchanged for one of sixty days, which is extended before its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from wirepress.features.social.networks import errors
from wirepress.features.social.networks.protocol import Grant, now_gmt
from wirepress.features.social.networks.shared.asking import Api
from wirepress.features.social.networks.shared.oauth import judge_token, read_grant

RENEW_BEFORE: Final = timedelta(days=20)


def guess_end() -> datetime:
    """Return an end for a token that does not say its own: so near that it is extended in a day, when it is old enough for that."""
    return now_gmt().replace(microsecond=0) + RENEW_BEFORE + timedelta(days=1)


def ask_token(api: Api, method: str, path: str, fields: Mapping[str, Any], **kept: str) -> Grant:
    """Return the grant of a token endpoint. Raises NetworkError."""
    asked = Api(api.title, api.base, judge_token, hidden=api.hidden, allow_private=api.allow_private)
    answer = asked.get(path, fields) if method == "GET" else asked.post(path, form=fields)
    grant = read_grant(answer.fields, **kept)
    if not grant.secrets.get("access"):
        raise errors.Unavailable(f"{api.title} gave no token.")
    return grant
