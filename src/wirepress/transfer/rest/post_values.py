"""A checked REST document -> the columns of our post. Pure: nothing is read or written here."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from wirepress.transfer.clean_values import clean_number, clean_small_number, clean_text

Document = Mapping[str, Any]
_LIMITS: Final = {
    "slug": 200,
    "status": 20,
    "comment_status": 20,
    "ping_status": 20,
    "template": 200,
    "mime_type": 100,
    "password": 255,
}
# Where a document's text goes; an attachment keeps its description as content and its caption as excerpt.
_TEXTS: Final = (("title", "title"), ("content", "content"), ("excerpt", "excerpt"))
_MEDIA_TEXTS: Final = (("title", "title"), ("description", "content"), ("caption", "excerpt"))


@dataclass(slots=True)
class PostValues:
    """What a document says about a post. Fields it is silent about are absent."""

    columns: dict[str, Any] = field(default_factory=dict)
    rendered: set[str] = field(default_factory=set)  # columns whose text is known only rendered
    protected: bool = False  # a password hides the content from whoever asked


@dataclass(frozen=True, slots=True)
class SiteClock:
    """Turns local time into GMT and back, for documents that tell only one."""

    to_gmt: Callable[[datetime], datetime]
    to_local: Callable[[datetime], datetime]


def read_post_values(document: Document, clock: SiteClock, mend: Callable[[str], str]) -> PostValues:
    """Return the columns that a document fills; `mend` puts the site's own address in place of the source's."""
    found = PostValues()
    columns = found.columns
    columns["type"] = document["type"]
    for name, limit in _LIMITS.items():
        if isinstance(document.get(name), str):
            columns[name] = clean_text(document[name], limit)
    if not columns.get("slug") and document.get("link"):
        columns["slug"] = slug_of_link(str(document["link"]))
    if "author" in document:
        columns["author_id"] = max(clean_number(document["author"]), 0)
    for name, column in (("featured_media", "featured_media"), ("parent", "parent_id")):
        if name in document:
            columns[column] = max(clean_number(document[name]), 0)
    if "menu_order" in document:
        columns["menu_order"] = clean_small_number(document["menu_order"])
    if "sticky" in document:
        columns["sticky"] = bool(document["sticky"])
    _dates(document, columns, clock)
    guid = _one_text(document.get("guid"))
    if guid is not None:
        columns["guid"] = clean_text(guid[0], 255)
    attachment = document["type"] == "attachment"
    for name, column in _MEDIA_TEXTS if attachment else _TEXTS:
        _read_text(document.get(name), column, found, mend)
    if attachment and "post" in document:
        columns["parent_id"] = clean_number(document["post"])
    return found


def _read_text(value: Any, column: str, values: PostValues, mend: Callable[[str], str]) -> None:
    content = _one_text(value)
    if content is None:
        return
    known, only_rendered = content
    if isinstance(value, Mapping) and value.get("protected") and "raw" not in value:
        values.protected = True
        if not known:
            return  # hidden, not empty
    values.columns[column] = clean_text(mend(known) if column != "title" else known)
    if only_rendered:
        values.rendered.add(column)


def _one_text(value: Any) -> tuple[str, bool] | None:
    """Return a text and whether it is known only rendered; None when the document is silent."""
    if isinstance(value, str):
        return value, True
    if not isinstance(value, Mapping):
        return None
    if isinstance(value.get("raw"), str):
        return value["raw"], False
    return (value["rendered"], True) if isinstance(value.get("rendered"), str) else None


def _dates(document: Document, columns: dict[str, Any], clock: SiteClock) -> None:
    for local_name, gmt_name in (("date", "date_gmt"), ("modified", "modified_gmt")):
        local, gmt = parse_date(document.get(local_name)), parse_date(document.get(gmt_name))
        if local_name not in document and gmt_name not in document:
            continue
        if gmt is None and local is not None and gmt_name not in document:
            gmt = clock.to_gmt(local)
        if local is None and gmt is not None:
            local = clock.to_local(gmt)
        columns[local_name], columns[gmt_name] = local, gmt
    if "modified" not in columns and columns.get("date"):
        columns["modified"], columns["modified_gmt"] = columns["date"], columns["date_gmt"]


def parse_date(value: Any) -> datetime | None:
    """Return a date of a document, naive, in whole seconds; one with an offset is taken as GMT."""
    if not isinstance(value, str):
        return None
    try:
        parsed = datetime.fromisoformat(value)
        if parsed.tzinfo is not None:
            parsed = parsed.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return parsed.replace(microsecond=0)


def slug_of_link(link: str) -> str:
    """Return the last word of a pretty address; nothing for a plain one (?p=ID)."""
    parts = urlsplit(link)
    word = parts.path.rstrip("/").rpartition("/")[2]
    return "" if parts.query or re.search(r"\.php$", word) else clean_text(word.lower(), 200)


def hidden_password(secret: str, post_id: int) -> str:
    """Stands for a password that a document hides: nobody can guess it, and a second import finds the same."""
    return "unknown-" + hmac.new(secret.encode(), b"hidden post %d" % post_id, hashlib.sha256).hexdigest()[:20]
