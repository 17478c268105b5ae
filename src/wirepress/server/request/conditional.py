"""Conditional requests: whether the client has the answer already (RFC 9110, section 13)."""

from __future__ import annotations

from django.utils.http import parse_http_date_safe

from wirepress.server.cache.entry import Entry, Variant
from wirepress.server.request.summary import RequestSummary


def is_not_modified(request: RequestSummary, entry: Entry, variant: Variant) -> bool:
    """Return whether 304 is the answer. If-None-Match alone decides where it is sent; a date counts only when it is the very one we gave."""
    if entry.status != 200:
        return False
    tags = request.headers.get(b"if-none-match")
    if tags is not None:
        return tags.strip() == b"*" or any(
            _strip_weak_mark(tag) in (_strip_weak_mark(variant.etag), _strip_weak_mark(entry.tag))
            for tag in tags.split(b",")
        )
    since = request.headers.get(b"if-modified-since")
    return since is not None and since == entry.last_modified()


def has_precondition(request: RequestSummary) -> bool:
    """Return whether the request is to be answered only while a condition holds."""
    return b"if-match" in request.headers or b"if-unmodified-since" in request.headers


def precondition_holds(request: RequestSummary, entry: Entry, variant: Variant) -> bool:
    """Return False where 412 is the answer. A date that cannot be read is no condition."""
    tags = request.headers.get(b"if-match")
    if tags is not None:
        return tags.strip() == b"*" or any(tag.strip() == variant.etag for tag in tags.split(b","))
    since, changed = (
        _parse_date(date) for date in (request.headers.get(b"if-unmodified-since", b""), entry.last_modified())
    )
    return since is None or changed is None or changed <= since


def _parse_date(date: bytes) -> int | None:
    return parse_http_date_safe(date.decode("latin-1"))


def _strip_weak_mark(tag: bytes) -> bytes:
    """Return an entity tag without the mark of a weak one: for 304 they compare alike."""
    return tag.strip().removeprefix(b"W/")
