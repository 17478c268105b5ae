"""Tokens of Meta's networks: an hour's token is exchanged for one of sixty days, which is extended before its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.features.social.networks import errors
from wirepress.features.social.networks.asking import Api
from wirepress.features.social.networks.oauth import judge_token, read_grant
from wirepress.features.social.networks.protocol import Grant


def ask_token(api: Api, method: str, path: str, fields: Mapping[str, Any], **kept: str) -> Grant:
    """Return the grant of a token endpoint. Raises NetworkError."""
    asked = Api(api.title, api.base, judge_token, hidden=api.hidden, allow_private=api.allow_private)
    answer = asked.get(path, fields) if method == "GET" else asked.post(path, form=fields)
    grant = read_grant(answer.fields, **kept)
    if not grant.secrets.get("access"):
        raise errors.Unavailable(f"{api.title} gave no token.")
    return grant
