"""Names in the query of an address that pages of the public site read. Every other one (utm_source, fbclid, ...) changes no page.

REST reads names of its own, and says each of them again in its links: its queries are left whole.
"""

from __future__ import annotations

import functools
import re
from typing import Final
from urllib.parse import unquote_to_bytes

# What is shown, and which part of it; how; what sitemaps read; what readers who wrote a comment carry.
_READ: Final = set(
    b"p page_id attachment_id name pagename attachment post_type cat category_name tag tag_id post_format taxonomy term author author_name "
    b"m year monthnum day paged page feed withcomments withoutcomments s embed tb robots favicon preview preview_nonce "
    b"preview_id _thumbnail_id orderby comments "
    b"rest_route sitemap sitemap-subtype sitemap-stylesheet replytocom unapproved moderation-hash".split()
)
_READ_ALIKE: Final = re.compile(rb"query-(?:-?[0-9]+-)?page")  # the page of a list inside a story
_REST: Final = (b"/wp-json", b"/index.php/wp-json")


def declare_query_names(*names: str) -> None:
    """Told by plugins when they are imported: their parts of public pages read these names."""
    _READ.update(name.encode() for name in names)
    drop_unread_names.cache_clear()


def is_name_read(name: bytes) -> bool:
    """Return whether a page reads the name (not percent-encoded)."""
    return name in _READ or _READ_ALIKE.fullmatch(name) is not None


@functools.lru_cache(maxsize=4096)
def drop_unread_names(target: bytes) -> bytes:
    """Return a path with its query, without the parts of the query that no page reads, and of parts with equal names only the last."""
    path, mark, query = target.partition(b"?")
    if not mark or path.startswith(_REST):
        return target
    parts: dict[bytes, bytes] = {}
    for part in query.split(b"&"):
        name = part.partition(b"=")[0]
        if b"%" in name or b"+" in name:
            name = unquote_to_bytes(name.replace(b"+", b" "))
        if name == b"rest_route":
            return target
        if is_name_read(name):
            parts.pop(name, None)
            parts[name] = part
    left = b"&".join(parts.values())
    return target if left == query else path + b"?" + left if left else path
