"""Whether a browser sends a request on behalf of another site."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit


def is_foreign(headers: Mapping[str, str], site_url: str) -> bool:
    """True when Origin names another site or Sec-Fetch-Site says cross-site (Fetch Metadata, W3C).

    `headers` are the request's, names in lower case. Our own is the site's configured address, and the host that the
    request itself was sent to. Programs that are no browsers send neither header and are nobody's tool.
    """
    if headers.get("sec-fetch-site", "").strip().lower() == "cross-site":
        return True
    origin = headers.get("origin", "").strip()
    if not origin:
        return False
    try:
        parts, own = urlsplit(origin.lower()), urlsplit(site_url.lower())
    except ValueError:
        return True
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return True
    return (parts.scheme, parts.netloc) != (own.scheme, own.netloc) and parts.netloc != headers.get(
        "host", ""
    ).strip().lower()
