"""Sends one request to another server, with our name, when its slot comes."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, Final

from wirepress import __version__
from wirepress.content.options import site
from wirepress.core.http.client import FetchedResponse, fetch
from wirepress.features.wire.fetch.rate_limit import wait_for_slot
from wirepress.settings.limits import WIRE_BODY_MAX, WIRE_SECONDS

USER_AGENT_NAME: Final = "Wirepress"  # in robots.txt


def user_agent() -> str:
    """Return our User-Agent, with the site's address, where people can be reached."""
    return f"{USER_AGENT_NAME}/{__version__} (+{site.home('/')})"


def send_request(
    url: str,
    *,
    allow_private: bool,
    headers: Mapping[str, str] | None = None,
    secrets: Mapping[str, str] | None = None,
    method: str = "GET",
    body: bytes = b"",
    size: int = WIRE_BODY_MAX,
    seconds: float = WIRE_SECONDS,
    cut: bool = False,
    gap: float = 0.0,
) -> FetchedResponse:
    """Return the server's answer. Raises core/http's FetchError, and rate_limit.HostBusy."""
    wait_for_slot(url, allow_private=allow_private, gap=gap)
    sent = {"User-Agent": user_agent(), **(headers or {})}
    return fetch(
        url,
        method=method,
        headers=sent,
        secrets=secrets,
        body=body,
        size=size,
        seconds=seconds,
        cut=cut,
        allow_private=allow_private,
    )


def credential_headers(auth: Mapping[str, Any]) -> dict[str, str]:
    """Return the headers of a source's `auth` (see models.Source)."""
    match auth.get("how"):
        case "basic":
            pair = f"{auth.get('user', '')}:{auth.get('password', '')}"
            return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode("ascii")}
        case "bearer":
            return {"Authorization": f"Bearer {auth.get('token', '')}"}
        case "header" if auth.get("name"):
            return {str(auth["name"]): str(auth.get("value", ""))}
    return {}
