"""Sitemaps with Google's news and image extensions. Addresses without a news title are no stories."""

from __future__ import annotations

from functools import partial
from typing import Any

from wirepress.features.wire.decode.dates import moment
from wirepress.features.wire.decode.decoded_builder import Head
from wirepress.features.wire.decode.entry_draft import Draft
from wirepress.features.wire.decode.field_values import SHORT_MAX, absolute, plain
from wirepress.features.wire.decode.xml.element_names import short
from wirepress.features.wire.decode.xml.media_rss import kind_of
from wirepress.features.wire.decode.xml.safe_xml import Prepared, Stream
from wirepress.features.wire.entry.records import Decoded, Media


def read(prepared: Prepared, data: bytes, url: str, *, recover: bool) -> Decoded:
    """The stories of a sitemap; of an index, the newest sitemap as `more`. Raises hardened.SyntaxFault unless `recover`."""
    head = Head("newssitemap", url, list(prepared.problems))
    untitled = 0
    newest: tuple[str, str] = ("", "")
    for element in Stream(data, ("url", "sitemap"), recover=recover):
        if short(element.tag) == "sitemap":
            newest = max(newest, _sitemap(element, url))
            continue
        drafts: list[Draft | None] = []
        if not head.take(partial(_url, element, url, head, drafts)):
            break
        if drafts and drafts[0] is not None and not drafts[0].title:
            head.entries.pop()
            untitled += 1
    if untitled:
        head.problems.append(f"{untitled} addresses have no news title; they were left out.")
    head.more = newest[1]
    return head.finish()


def _sitemap(element: Any, url: str) -> tuple[str, str]:
    """(date of its last change in ISO form, its address)"""
    found = {short(child.tag): (child.text or "").strip() for child in element}
    changed = moment(found.get("lastmod", ""))
    return (changed.isoformat() if changed else ""), absolute(found.get("loc"), url)


def _url(element: Any, url: str, head: Head, drafts: list[Draft | None]) -> Draft | None:
    draft = Draft(url)
    drafts.append(draft)
    for child in element:
        match short(child.tag):
            case "loc":
                draft.url = draft.guid = absolute(child.text, url)
            case "lastmod":
                draft.updated = draft.date(child.text, "date of the last change")
            case "news:news":
                _news(child, draft, head)
            case "image:image":
                _image(child, draft)
    return draft


def _news(element: Any, draft: Draft, head: Head) -> None:
    for child in element:
        match short(child.tag):
            case "news:title":
                draft.title = plain(child.text or "")
            case "news:publication_date":
                draft.published = draft.date(child.text, "date of publication")
            case "news:keywords" | "news:genres":
                draft.categories.extend(plain(word, SHORT_MAX) for word in (child.text or "")[:5000].split(","))
            case "news:publication":
                for one in child:
                    if short(one.tag) == "news:name":
                        head.title = head.title or plain(one.text or "")
                    elif short(one.tag) == "news:language":
                        draft.language = plain(one.text or "", 35)


def _image(element: Any, draft: Draft) -> None:
    found = {short(child.tag): child.text or "" for child in element}
    if url := absolute(found.get("image:loc"), draft.base):
        caption, alt = plain(found.get("image:caption", "")), plain(found.get("image:title", ""), SHORT_MAX)
        draft.media.append(Media(url, kind_of("", url, "image"), caption=caption, alt=alt))
