"""Sitemaps with Google's news and image extensions. Addresses without a news title are no stories."""

from __future__ import annotations

from functools import partial
from typing import Any

from wirepress.features.wire.decode.dates import parse_moment
from wirepress.features.wire.decode.decoded_builder import DecodedBuilder
from wirepress.features.wire.decode.entry_draft import EntryDraft
from wirepress.features.wire.decode.field_values import SHORT_MAX, absolute_url, markup_to_line
from wirepress.features.wire.decode.xml.element_names import short_name
from wirepress.features.wire.decode.xml.media_rss import content_type
from wirepress.features.wire.decode.xml.safe_xml import ElementStream, PreparedXml
from wirepress.features.wire.entry.records import DecodedDocument, Media


def read_sitemap(prepared: PreparedXml, data: bytes, url: str, *, recover: bool) -> DecodedDocument:
    """Return the stories of a sitemap; of an index, the newest sitemap as `more`. Raises safe_xml.SyntaxFault unless `recover`."""
    head = DecodedBuilder("newssitemap", url, list(prepared.problems), end=prepared.end)
    untitled = 0
    newest: tuple[str, str] = ("", "")
    for element in ElementStream(data, ("url", "sitemap"), recover=recover):
        if short_name(element.tag) == "sitemap":
            newest = max(newest, _sitemap(element, url))
            continue
        drafts: list[EntryDraft | None] = []
        if not head.read_entry(partial(_url, element, url, head, drafts)):
            break
        if drafts and drafts[0] is not None and not drafts[0].title:
            head.entries.pop()
            untitled += 1
    if untitled:
        head.problems.append(f"{untitled} addresses have no news title; they were left out.")
    head.more = newest[1]
    return head.build_document()


def _sitemap(element: Any, url: str) -> tuple[str, str]:
    """Return the date of the sitemap's last change in ISO form, and its address."""
    found = {short_name(child.tag): (child.text or "").strip() for child in element}
    changed = parse_moment(found.get("lastmod", ""))
    return (changed.isoformat() if changed else ""), absolute_url(found.get("loc"), url)


def _url(element: Any, url: str, head: DecodedBuilder, drafts: list[EntryDraft | None]) -> EntryDraft | None:
    draft = EntryDraft(url)
    drafts.append(draft)
    for child in element:
        match short_name(child.tag):
            case "loc":
                draft.url = draft.guid = absolute_url(child.text, url)
            case "lastmod":
                draft.updated = draft.parse_date(child.text, "date of the last change")
            case "news:news":
                _news(child, draft, head)
            case "image:image":
                _image(child, draft)
    return draft


def _news(element: Any, draft: EntryDraft, head: DecodedBuilder) -> None:
    for child in element:
        match short_name(child.tag):
            case "news:title":
                draft.title = markup_to_line(child.text or "")
            case "news:publication_date":
                draft.published = draft.parse_date(child.text, "date of publication")
            case "news:keywords" | "news:genres":
                draft.categories.extend(
                    markup_to_line(word, SHORT_MAX) for word in (child.text or "")[:5000].split(",")
                )
            case "news:publication":
                for one in child:
                    if short_name(one.tag) == "news:name":
                        head.title = head.title or markup_to_line(one.text or "")
                    elif short_name(one.tag) == "news:language":
                        draft.language = markup_to_line(one.text or "", 35)


def _image(element: Any, draft: EntryDraft) -> None:
    found = {short_name(child.tag): child.text or "" for child in element}
    if url := absolute_url(found.get("image:loc"), draft.base):
        caption, alt = (
            markup_to_line(found.get("image:caption", "")),
            markup_to_line(found.get("image:title", ""), SHORT_MAX),
        )
        draft.media.append(Media(url, content_type("", url, "image"), caption=caption, alt=alt))
