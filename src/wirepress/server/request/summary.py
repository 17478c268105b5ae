"""What the server needs to know of a request, and whether its answer may be shared among readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from wirepress.core.http.query_names import drop_unread_names

HEAD_MAX: Final = 16 * 1024  # bytes of a head that is read here; longer ones are left to the parser
_REQUEST: Final = re.compile(rb"(GET|HEAD) (/[!\"$-~]*) HTTP/1\.1\Z")
_NAME: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
_VALUE: Final = re.compile(rb"[\t -~\x80-\xff]*\Z")
_REPEATABLE: Final = frozenset((b"accept", b"accept-encoding", b"accept-language", b"cache-control"))
# With one of these the answer is somebody's own, or no plain reading.
_OWN: Final = (b"authorization", b"x-wp-nonce", b"x-http-method-override", b"transfer-encoding", b"upgrade", b"expect")
_OWN_COOKIES: Final = re.compile(
    rb"(?:\A|;)\s*(?:wirepress|wp-|wordpress|comment_author|messages|csrf|session)", re.IGNORECASE
)
_ODD_COOKIES: Final = re.compile(
    rb"[^\t -~]"
)  # the framework takes more than the blank for space, and what is odd is read in many ways
_PASSED_ON: Final = (b"host", b"x-forwarded-for", b"user-agent")
_DOUBLED: Final = re.compile(rb"\A//+")
_DOUBLED_INSIDE: Final = re.compile(rb"(?<=/)/+")
# Where a web server looks for a file of WordPress's, and so reads several slashes as one.
_FILES: Final = re.compile(
    rb"\A/(?:wp-admin|wp-content|wp-includes)/[^?]*//|\A/(?:wp-admin|wp-content|wp-includes|index\.php)//"
)
_OWN_QUERY: Final = re.compile(
    rb"(?:\A|[?&])(?:_wpnonce|_method|_jsonp|password|preview[^=&]*|context(?:=|%3d)edit|replytocom|orderby(?:=|%3d)rand)(?:[=&]|%3d|\Z)",
    re.IGNORECASE,
)
_OWN_PLACES: Final = (
    b"/wp-admin",
    b"/wp-login.php",
    b"/xmlrpc.php",
    b"/wp-content/uploads/",
    b"/-/",
    b"/index.php/wp-admin",
)


class RequestSummary:
    """A request without its body. Names of headers are in lower case. `shared`: the target without what changes no shared answer,
    known once the key is."""

    __slots__ = ("headers", "method", "peer", "shared", "target")

    def __init__(self, method: bytes, target: bytes, headers: Mapping[bytes, bytes], peer: str) -> None:
        self.method, self.target, self.headers, self.peer = method, target, headers, peer
        self.shared = target

    def key(self) -> tuple[bytes, ...] | None:
        """Return the cache key: everything in the request that changes the shared answer (HEAD takes the head of GET's answer).
        None: the answer is private. Of a request with a key, Django sees `shared` and `forwarded_headers`, and nothing else."""
        headers = self.headers
        if self.method not in (b"GET", b"HEAD") or headers.get(b"content-length", b"0") != b"0":
            return None
        if b"origin" in headers or not is_anonymous(self):
            return None
        target = self.target
        plain = unquote_to_bytes(target) if b"%" in target else target
        if plain.startswith(_OWN_PLACES) or _OWN_QUERY.search(plain):
            return None
        self.shared = drop_unread_names(target) if b"?" in target else target
        return (b"GET", headers.get(b"host", b""), self.shared)

    @property
    def drops_query(self) -> bool:
        """Return whether the shared answer is made without some of the request's query."""
        return self.shared != self.target

    def forwarded_headers(self) -> dict[bytes, bytes]:
        """Return the headers with which a shared answer is made: those in its key, and those by which a reader is known."""
        return {name: self.headers[name] for name in _PASSED_ON if name in self.headers}

    @property
    def wants_plain_body(self) -> bool:
        """Return whether the client wants the whole answer: every byte, not encoded, whatever it has already."""
        return self.method == b"GET" and b"accept-encoding" not in self.headers and not self.is_conditional

    @property
    def is_conditional(self) -> bool:
        """Return whether the client says that it has an answer already."""
        return b"if-none-match" in self.headers or b"if-modified-since" in self.headers


def is_anonymous(request: RequestSummary) -> bool:
    """Return whether nothing in the request says who sent it."""
    headers = request.headers
    for name in _OWN:
        if name in headers:
            return False
    cookies = headers.get(b"cookie")
    return cookies is None or not (_OWN_COOKIES.search(cookies) or _ODD_COOKIES.search(cookies))


def collapse_slashes(target: bytes) -> bytes:
    """Return the target with one slash where WordPress and web servers in front of it read several as one. Slashes alone stay: WordPress
    leads them to the root."""
    if target.startswith(b"//") and target.strip(b"/"):
        target = _DOUBLED.sub(b"/", target)
    if b"//" in target and _FILES.match(target):
        path, mark, query = target.partition(b"?")
        if path.startswith(b"/index.php"):
            return _DOUBLED_INSIDE.sub(b"", path, count=1) + mark + query
        return _DOUBLED_INSIDE.sub(b"", path) + mark + query
    return target


def read_request(data: bytes, peer: str) -> RequestSummary | None:
    """Return the request, when `data` is exactly one plain GET or HEAD of HTTP/1.1 that keeps its connection; None for all else.

    Strict on purpose: whatever two parsers might read differently (line ends, folded lines, repeated headers, odd bytes) is
    left to the one parser that reads everything.
    """
    if len(data) > HEAD_MAX or data[-4:] != b"\r\n\r\n":
        return None
    lines = data[:-4].split(b"\r\n")
    if data.count(b"\n") != len(lines) + 1 or data.count(b"\r") != len(lines) + 1:
        return None
    first = _REQUEST.match(lines[0])
    if first is None:
        return None
    headers: dict[bytes, bytes] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(b":")
        if not colon or not _NAME.match(name) or not _VALUE.match(value):
            return None
        if b"_" in name:
            continue  # behind the door it could not be told from a name with hyphens; the parser drops it too
        name, value = name.lower(), value.strip(b" \t")
        if name in headers:
            if name not in _REPEATABLE:
                return None
            value = headers[name] + b"," + value
        headers[name] = value
    if (
        b"host" not in headers
        or b"content-length" in headers
        or headers.get(b"connection", b"keep-alive").lower() != b"keep-alive"
    ):
        return None
    target = first[2][:-1] if first[2].find(b"?") == len(first[2]) - 1 else first[2]  # an empty query is none
    return RequestSummary(first[1], collapse_slashes(target) if b"//" in target else target, headers, peer)


def summarize_scope(scope: Mapping[str, Any]) -> RequestSummary:
    """Return the request of an ASGI scope."""
    headers = _join_headers(scope["headers"])
    target = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
    client = scope.get("client")
    return RequestSummary(scope["method"].encode(), collapse_slashes(target), headers, client[0] if client else "")


def _join_headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for name, value in pairs:
        between = b"; " if name == b"cookie" else b","  # HTTP/2 lets proxies split cookies
        found[name] = found[name] + between + value if name in found else value
    return found
