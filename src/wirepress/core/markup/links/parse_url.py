"""A URL in its parts, as PHP 8.2's parse_url takes it apart. WordPress 7.1 behaviour (wp_parse_url, wp_is_internal_link)."""

import re
from collections.abc import Collection, Iterable

UrlParts = dict[str, str | int]

_ORDER = ("scheme", "host", "port", "user", "pass", "path", "query", "fragment")
_SCHEME = re.compile(r"[a-zA-Z0-9+.\-]+")
_SHORT_PORT = re.compile(r":(\d{0,5}+)(?=\Z|/)", re.ASCII)
_HOST_END = re.compile(r"[/?#]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_PORT_NUMBER = re.compile(r"[ \t\n\r\v\f]*+([+-]?\d+)", re.ASCII)
_MAX_PORT = 65535
_MAX_PORT_DIGITS = 5


class _BadUrl(Exception):
    """The text is a URL for which PHP's parse_url answers false."""


def parse_url(url: str) -> UrlParts | None:
    """Return the parts that are there, in PHP's order; ``port`` is an int. None when the URL is broken beyond reading.

    A URL without a scheme or host (``//host/…``, ``/path``) is fine.
    """
    parts: UrlParts = {}
    try:
        rest = _read_front(url, parts)
    except _BadUrl:
        return None
    if rest is not None:
        _read_path(rest, parts)
    return {
        name: _CONTROLS.sub("_", value) if isinstance(value, str) else value
        for name in _ORDER
        if (value := parts.get(name)) is not None
    }


def host_name(place: str) -> str:
    """Return the host of `place` (a host, perhaps with its port) in lower case; empty when there is none."""
    return str((parse_url(f"//{place}") or {}).get("host", "")).lower()


def is_internal_link(url: str, hosts: Iterable[str], protocols: Collection[str]) -> bool:
    """Return whether a URL with an allowed scheme leads to one of the site's own `hosts` (lower case)."""
    parts = parse_url(url.lower()) or {}
    return parts.get("scheme") in protocols and parts.get("host") in set(hosts)


def _read_front(url: str, parts: UrlParts) -> str | None:
    """Read scheme, user, host and port; return what is left for path, query and fragment (None: nothing)."""
    if url.startswith("//"):
        # WordPress lets it begin with a scheme of its own, so that a colon further on is no scheme's.
        return _read_host(url[2:], parts)
    if url.startswith("/"):
        return url
    colon = url.find(":")
    if colon < 0:
        return url
    if colon == 0 or not _SCHEME.fullmatch(url, 0, colon):
        before_query = colon < min(i if i >= 0 else len(url) for i in (url.find("?"), url.find("#")))
        if colon == 0 or (colon + 1 < len(url) and before_query):
            return _read_bare_host(url, colon, parts)
        return url
    if colon + 1 == len(url):
        parts["scheme"] = url[:colon]
        return None
    if url[colon + 1] != "/":
        if _SHORT_PORT.match(url, colon):
            return _read_bare_host(url, colon, parts)
        parts["scheme"] = url[:colon]
        return url[colon + 1 :]
    parts["scheme"] = url[:colon]
    if url[colon + 2 : colon + 3] != "/":
        return url[colon + 1 :]
    rest = url[colon + 3 :]
    if url[:colon].lower() == "file" and rest.startswith("/"):
        return rest[1:] if rest[2:3] == ":" else rest  # a drive letter
    return _read_host(rest, parts)


def _read_bare_host(url: str, colon: int, parts: UrlParts) -> str | None:
    """``host:80`` or ``host:80/path`` without a scheme; a colon that no port follows is part of a path."""
    port = _SHORT_PORT.match(url, colon)
    if port and port[1]:
        parts["port"] = _port(port[1])
        return _read_host(url, parts)
    if colon + 1 == len(url):
        raise _BadUrl
    return url


def _read_host(text: str, parts: UrlParts) -> str | None:
    end = _HOST_END.search(text)
    place, rest = (text[: end.start()], text[end.start() :]) if end else (text, None)
    login, at, place = place.rpartition("@")
    if at:
        user, colon, password = login.partition(":")
        parts["user"] = user
        if colon:
            parts["pass"] = password
    host = place
    if not (place.startswith("[") and place.endswith("]")):
        before, colon, port = place.rpartition(":")
        if colon:
            host = before
            if port and "port" not in parts:
                if len(port) > _MAX_PORT_DIGITS:
                    raise _BadUrl
                parts["port"] = _port(port)
    if not host:
        raise _BadUrl
    parts["host"] = host
    return rest


def _port(text: str) -> int:
    number = _PORT_NUMBER.match(text)
    if number is None or not 0 <= int(number[1]) <= _MAX_PORT:
        raise _BadUrl
    return int(number[1])


def _read_path(text: str, parts: UrlParts) -> None:
    text, hash_sign, fragment = text.partition("#")
    if hash_sign:
        parts["fragment"] = fragment
    path, question_mark, query = text.partition("?")
    if question_mark:
        parts["query"] = query
    if path or not (hash_sign or question_mark):
        parts["path"] = path
