"""The scheme in front of a URL: taken off unless it is one that may stand there."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from wirepress.core.markup.kses.ascii import drop_controls, lower, trim
from wirepress.core.markup.kses.entities import decode_numbers

ALLOWED_PROTOCOLS: Final = (
    *("http", "https", "ftp", "ftps", "mailto", "news", "irc", "irc6", "ircs", "gopher", "nntp", "feed"),
    *("telnet", "mms", "rtsp", "sms", "svn", "tel", "fax", "xmpp", "webcal", "urn"),
)

_UNCLOSED_COLON = re.compile(r"(&#0*58(?![;0-9])|&#[xX]0*3[aA](?![;a-fA-F0-9]))")
_COLON = re.compile(r":|&#0*58;|&#[xX]0*3[aA];|&colon;", re.IGNORECASE)
_BLANKS = re.compile(r"\s+", re.ASCII)
_ROUNDS: Final = 6
_FEEDS: Final = 2
_COMMON: Final = ("https://", "http://")


def _checked(scheme: str, allowed: Collection[str]) -> str:
    """`scheme` as it may be written before a URL, with its colon; empty when it is not `allowed`."""
    scheme = lower(drop_controls(_BLANKS.sub("", decode_numbers(scheme))))
    return f"{scheme}:" if scheme in allowed else ""


def _once(url: str, allowed: Collection[str], feeds: int = 1) -> str:
    url = _UNCLOSED_COLON.sub(r"\1;", url)
    colon = _COLON.search(url)
    # A colon behind "/?" belongs to a path and its query, not to a scheme.
    if colon is None or "/?" in url[: colon.start()]:
        return url
    rest, scheme = trim(url[colon.end() :]), _checked(url[: colon.start()], allowed)
    if scheme == "feed:":
        if feeds > _FEEDS:
            return ""
        rest = _once(rest, allowed, feeds + 1)
        if rest in ("", "0"):
            return rest
    return scheme + rest


def bad_protocol(url: str, allowed: Collection[str] = ALLOWED_PROTOCOLS) -> str:
    """`url` without schemes that are not in `allowed`, however they are disguised.

    Empty when it does not settle within six rounds. WordPress 7.1 behaviour.
    """
    url = drop_controls(url)
    if url.startswith(_COMMON) and url.partition(":")[0] in allowed:
        return url
    for _ in range(_ROUNDS):
        cleaned = _once(url, allowed)
        if cleaned == url:
            return cleaned
        url = cleaned
    return ""
