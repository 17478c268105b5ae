"""One cached answer: its bytes in every encoding that was asked for, ready to be written to a socket."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import formatdate
from http import HTTPStatus
from typing import Final

from wirepress.core.cache import slots

JOINED_MAX: Final = 256 * 1024  # bytes: larger bodies are not copied behind their head
OVERHEAD: Final = 1024  # what an entry takes beside its bytes, roughly
EVERYTHING: Final = "*"  # the tag of answers that depend on all content

Headers = Sequence[tuple[bytes, bytes]]


class Variant:
    """An entry in one encoding: the whole response, except what changes every second. `shared`: seconds for which a CDN may keep it,
    at most until it `expires`; 0: no word about that."""

    __slots__ = (
        "body",
        "born",
        "etag",
        "expires",
        "full",
        "head",
        "joined",
        "kept",
        "modified",
        "pairs",
        "second",
        "shared",
        "spare",
        "unchanged",
    )

    def __init__(
        self,
        status: bytes,
        pairs: Headers,
        body: bytes,
        *,
        etag: bytes,
        born: int,
        modified: bytes,
        expires: float,
        shared: int,
    ) -> None:
        self.expires, self.shared = expires, shared
        self.body, self.etag, self.born, self.modified = body, etag, born, modified
        self.pairs = pairs
        self.kept = [(name, value) for name, value in pairs if name in NOT_MODIFIED_HEADERS]
        self.head = status + join_header_lines(pairs) + b"content-length: %d\r\n" % len(body)
        self.spare = b"HTTP/1.1 304 Not Modified\r\n" + join_header_lines(self.kept)
        self.second, self.joined, self.unchanged, self.full = -1, b"", b"", b""

    def refresh(self, second: int, date: bytes) -> None:
        """Write this second's date into the prepared responses. In the second in which an entry was made it bears no Last-Modified,
        because another one may be made in the same second."""
        self.second = second
        date = self.modified + date if second > self.born else date
        if self.shared:
            date = b"cache-control: %s\r\n" % self.cdn_cache_control(second) + date
        self.full = self.head + date
        self.joined = self.full + self.body if len(self.body) <= JOINED_MAX else b""
        self.unchanged = self.spare + date

    def cdn_cache_control(self, second: int) -> bytes:
        """Return the Cache-Control for a CDN: browsers ask each time, the CDN keeps the answer until its hour of expiry."""
        return b"public, max-age=0, s-maxage=%d" % max(min(self.shared, int(self.expires) - second), 0)

    def headers_at(self, second: int) -> list[tuple[bytes, bytes]]:
        """Return the headers as they are in this second, for an answer that goes through the application."""
        more = [(b"last-modified", self.modified[15:-2])] if self.modified and second > self.born else []
        return [*self.pairs, *([(b"cache-control", self.cdn_cache_control(second))] if self.shared else []), *more]


class Entry:
    """One cached answer. `tags`: what it depends on. `alive` until any of that changes. `born`: when it was made, in unix seconds."""

    __slots__ = (
        "alive",
        "body",
        "born",
        "expires",
        "guarded",
        "headers",
        "key",
        "kind",
        "pending",
        "personal",
        "shared",
        "size",
        "status",
        "tag",
        "tags",
        "variants",
    )

    def __init__(
        self,
        key: tuple[bytes, ...],
        status: int,
        headers: Headers,
        body: bytes,
        *,
        tags: frozenset[str],
        born: int,
        expires: float,
        personal: bool,
        shared: int = 0,
    ) -> None:
        self.key, self.status, self.body = key, status, body
        self.headers = [(name, value) for name, value in headers if name not in _MADE]
        self.tags, self.born, self.expires, self.personal = tags, born, expires, personal
        self.shared = 0 if any(name == b"cache-control" for name, _ in self.headers) else shared
        self.alive, self.guarded = True, False
        self.pending: set[str] = set()  # encodings that are being made
        self.kind = next((value for name, value in headers if name == b"content-type"), b"")
        self.variants: dict[str, Variant] = {}
        self.tag = self._etag()
        self.size = len(body) + sum(len(name) + len(value) + 4 for name, value in headers) + OVERHEAD

    def _etag(self) -> bytes:
        """Return the validator that the answer brought, else one computed from its bytes."""
        own = next((value for name, value in self.headers if name == b"etag"), b"")
        return own or b'"%s"' % slots.digest(self.body).encode()

    def add_variant(self, encoding: str, body: bytes) -> Variant:
        """Store the body in an encoding and return the variant. "" is for clients that say nothing of encodings: their answer does
        not vary by them, just as WordPress sends it. `identity` is for those that say they accept none."""
        coded = encoding not in ("", "identity")
        etag = self.tag
        if coded:
            etag = etag[:-1] + b"-" + encoding.encode() + b'"'
        common = [(name, value) for name, value in self.headers if name not in (b"etag", b"vary")]
        varies = [value for name, value in self.headers if name == b"vary"]
        if encoding:
            varies.append(b"Accept-Encoding")
        common += [(b"vary", b", ".join(varies))] if varies else []
        common += [(b"etag", etag)]
        if coded:
            common.append((b"content-encoding", encoding.encode()))
        own = any(name == b"last-modified" for name, _ in common) or self.status != 200
        variant = Variant(
            status_line(self.status),
            common,
            body,
            etag=etag,
            born=self.born,
            modified=b"" if own else b"last-modified: %s\r\n" % self.last_modified(),
            expires=self.expires,
            shared=self.shared,
        )
        self.variants[encoding] = variant
        self.size += len(body) if coded else 0
        return variant

    def last_modified(self) -> bytes:
        """Return the Last-Modified value: what the answer brought, else the time when it was made."""
        own = next((value for name, value in self.headers if name == b"last-modified"), b"")
        return own or formatdate(self.born, usegmt=True).encode()


_MADE: Final = (b"content-length", b"date", b"connection", b"transfer-encoding")
NOT_MODIFIED_HEADERS: Final = (
    b"etag",
    b"vary",
    b"cache-control",
    b"expires",
    b"last-modified",
    b"content-location",
    b"surrogate-key",
)


def join_header_lines(headers: Headers) -> bytes:
    """Return the headers as bytes, one line each, as they stand in the head of a response."""
    return b"".join(b"%s: %s\r\n" % (name, value) for name, value in headers)


def status_line(status: int) -> bytes:
    """Return the first line of a response with this status."""
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    return f"HTTP/1.1 {status} {phrase}\r\n".encode()
