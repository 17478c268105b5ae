"""URLs from people, made safe to print or to store."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wirepress.core.markup.kses.ascii import lower
from wirepress.core.markup.kses.entities import normalize
from wirepress.core.markup.kses.protocols import ALLOWED_PROTOCOLS, bad_protocol
from wirepress.core.markup.links.parse_url import parse_url

__all__ = ["esc_url", "sanitize_url"]

_FOREIGN = re.compile(r"""[^a-zA-Z0-9\-~+_.?#=!&;,/:%@$|*'()\[\]\x80-\U0010ffff]""")
_SCRIPT_NAME = re.compile(r"[a-zA-Z0-9\-]+\.php")


def _without_line_ends(url: str) -> str:
    """`url` without encoded line ends, those included that appear when an inner one is taken out."""
    kept: list[str] = []
    for letter in url:
        if letter in "aAdD" and kept[-2:] == ["%", "0"]:
            del kept[-2:]
        else:
            kept.append(letter)
    return "".join(kept)


def _front(url: str) -> str:
    """Return what names the place in `url`, where brackets may stand: scheme, user, host and port."""
    parts = parse_url(url) or {}
    front = f"{parts['scheme']}://" if "scheme" in parts else "//" * url.startswith("/")
    if "user" in parts or "pass" in parts:
        password = f":{parts['pass']}" if "pass" in parts else ""
        front += f"{parts.get('user', '')}{password}@"
    return front + str(parts.get("host", "")) + (f":{parts['port']}" if "port" in parts else "")


def _encode_brackets(url: str) -> str:
    front = _front(url)
    dirty = url.replace(front, "") if front else url
    if not dirty:
        return url
    return url.replace(dirty, dirty.replace("[", "%5B").replace("]", "%5D"))


def _clean(url: str, protocols: Sequence[str] | None) -> str:
    url = _FOREIGN.sub("", url.lstrip(" \t\n\r\0\x0b").replace(" ", "%20"))
    if not lower(url).startswith("mailto:") and "%0" in url:
        url = _without_line_ends(url)
    url = url.replace(";//", "://")
    if url and ":" not in url and url[0] not in "/#?" and not _SCRIPT_NAME.match(url):
        url = ("https://" if protocols and protocols[0] == "https" else "http://") + url
    return url


def _judged(url: str, protocols: Sequence[str] | None) -> str:
    if "[" in url or "]" in url:
        url = _encode_brackets(url)
    if url.startswith("/"):
        return url
    good = bad_protocol(url, ALLOWED_PROTOCOLS if protocols is None else protocols)
    return good if lower(good) == lower(url) else ""


def sanitize_url(url: str, protocols: Sequence[str] | None = None) -> str:
    """`url` for storing and for redirects: odd characters out, a scheme put in front; empty when its scheme is bad.

    `protocols` defaults to `ALLOWED_PROTOCOLS`. WordPress 7.1 behaviour.
    """
    url = _clean(url, protocols)
    return _judged(url, protocols) if url else ""


def esc_url(url: str, protocols: Sequence[str] | None = None) -> str:
    """`sanitize_url` for a page: ampersands and single quotes come out as numeric references (WordPress 7.1)."""
    url = _clean(url, protocols)
    if not url:
        return ""
    url = normalize(url).replace("&amp;", "&#038;").replace("'", "&#039;")
    return _judged(url, protocols)
