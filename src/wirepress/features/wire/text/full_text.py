"""Fetches the page of a story and extracts the text on it."""

from __future__ import annotations

import re
from typing import Final

from wirepress.features.wire.entry.records import Entry
from wirepress.features.wire.models import Source

PAGE_MAX: Final = 2 * 1024 * 1024  # characters of a page that are read
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset=["']?([\w-]{2,30})""", re.IGNORECASE)
TEXT_MIN: Final = 120  # characters; less is a notice about cookies, no story


def fetch_story_page(entry: Entry, source: Source) -> str:
    """Return the HTML of the entry's page, asked for politely; "" when there is none. Raises fetch.FetchFailed with the reason in words."""
    from wirepress.features.wire.fetch.fetch_document import fetch_page

    if not entry.url:
        return ""
    fetched = fetch_page(source, entry.url)
    if fetched.kind and fetched.kind not in ("text/html", "application/xhtml+xml"):
        return ""
    return decode_page(fetched.body, fetched.charset)


def decode_page(body: bytes, charset: str = "") -> str:
    """Return a page's bytes as text: by the header's charset, else by the page's own word, else UTF-8, else Western."""
    named = _CHARSET.search(body[:4096])
    for name in (charset, named[1].decode("ascii") if named else "", "utf-8"):
        try:
            return body.decode(name)[:PAGE_MAX] if name else body.decode("utf-8")[:PAGE_MAX]
        except (LookupError, ValueError):
            continue
    return body.decode("cp1252", "replace")[:PAGE_MAX]


def extract_story(page_html: str, url: str) -> str:
    """Return the story on a page as simple HTML, not yet cleaned; "" when none is found."""
    import trafilatura

    from wirepress.features.wire.text.html_tree import is_too_deep

    page_html = page_html[:PAGE_MAX]
    if not page_html.strip() or is_too_deep(page_html):
        return ""
    try:
        found = trafilatura.extract(
            page_html,
            url=url or None,
            output_format="html",
            include_comments=False,
            include_tables=True,
            include_images=True,
            include_links=True,
            include_formatting=True,
            deduplicate=False,
            favor_precision=True,
        )
    except Exception:  # lxml raises many kinds for broken pages; the feed's own text is used then
        return ""
    return found if found and len(found) >= TEXT_MIN else ""
