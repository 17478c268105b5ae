"""Whether the client has the answer already (RFC 9110, section 13)."""

from __future__ import annotations

from wirepress.web.delivery.cache.entry import Entry, Variant
from wirepress.web.delivery.http.ask import Ask


def is_known(ask: Ask, entry: Entry, variant: Variant) -> bool:
    """True: 304 is the answer. If-None-Match decides alone where it is sent; a date counts only when it is the very one we gave."""
    if entry.status != 200:
        return False
    tags = ask.headers.get(b"if-none-match")
    if tags is not None:
        return tags.strip() == b"*" or any(_opaque(tag) in (_opaque(variant.etag), _opaque(entry.tag)) for tag in tags.split(b","))
    since = ask.headers.get(b"if-modified-since")
    return since is not None and since == entry.dated()


def _opaque(tag: bytes) -> bytes:
    """An entity tag without the mark of a weak one: for 304 they compare alike."""
    return tag.strip().removeprefix(b"W/")
