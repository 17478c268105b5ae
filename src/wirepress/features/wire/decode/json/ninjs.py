"""ninjs 1.3, 2.x and 3.0 (IPTC), one item or several. Names are compared without case, underscores and hyphens, which is all that 3.0
changed in most of them; lists and the older objects are read alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from wirepress.features.wire.decode.decoded_builder import DecodedBuilder
from wirepress.features.wire.decode.entry_draft import EntryDraft, is_empty
from wirepress.features.wire.decode.field_values import (
    SHORT_MAX,
    absolute_url,
    markup_to_line,
    parse_number,
    text_to_html,
)
from wirepress.features.wire.decode.json.json_values import as_object, as_objects, as_text, as_texts
from wirepress.features.wire.decode.xml.media_rss import content_type
from wirepress.features.wire.entry.records import DecodedDocument, EntryStatus, Media

_LISTS: Final = ("items", "newsItems", "_items", "results", "stories")
_MARKS: Final = (
    "headline",
    "headlines",
    "pubstatus",
    "pubStatus",
    "body_html",
    "body_text",
    "body_xhtml",
    "bodies",
    "versioncreated",
    "versionCreated",
)
_STATUS: Final[dict[str, EntryStatus]] = {
    "usable": "usable",
    "withheld": "withheld",
    "withhold": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
}
_PICTURES: Final = ("picture", "graphic", "image", "")
_RENDITIONS_MAX: Final = 20


def is_ninjs(value: Any) -> bool:
    """Return whether the value is a ninjs item, or holds such items."""
    return any("uri" in one and any(mark in one for mark in _MARKS) for one in list(_items(value))[:5])


def read_ninjs(value: Any, url: str) -> DecodedDocument:
    """Return the document of one or several ninjs items."""
    head = DecodedBuilder("ninjs", url)
    for item in _items(value):
        if not head.read_entry(partial(_item, _normalize_names(item), url)):
            break
    links = as_object(as_object(value).get("_links"))
    head.more = absolute_url(as_object(links.get("next")).get("href"), url)
    return head.build_document()


def _items(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict) and "uri" not in value:
        value = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
    yield from as_objects(value)


def _normalize_names(value: dict[str, Any]) -> dict[str, Any]:
    return {key.replace("_", "").replace("-", "").lower(): one for key, one in value.items()}


def _first_present(item: dict[str, Any], *names: str) -> Any:
    return next((item[name] for name in names if item.get(name)), None)


def _item(item: dict[str, Any], url: str) -> EntryDraft | None:
    uri = as_text(item.get("uri"))
    draft = EntryDraft(
        url,
        guid=uri,
        url=absolute_url(_first_present(item, "url", "link", "weburl"), url)
        or (absolute_url(uri, url) if "://" in uri else ""),
    )
    draft.title = markup_to_line(
        as_text(item.get("headline")) or _texts_of(item, "headlines")[0] or as_text(item.get("title"))
    )
    draft.content = _body(item)
    draft.summary = (
        as_text(item.get("descriptionhtml"))
        or text_to_html(as_text(item.get("descriptiontext")))
        or _texts_of(item, "descriptions")[1]
    )
    byline = markup_to_line(as_text(_first_present(item, "byline", "by")), SHORT_MAX)
    others = [_name(one) for one in as_objects(_first_present(item, "authors", "creators"))]
    draft.authors = [byline.removeprefix("By ").removeprefix("by ")] if byline else others
    draft.published = draft.parse_date(
        as_text(_first_present(item, "contentcreated", "firstcreated", "versioncreated")), "date of publication"
    )
    draft.updated = draft.parse_date(as_text(item.get("versioncreated")), "date of the last change")
    draft.embargoed = draft.parse_date(as_text(item.get("embargoed")), "embargo")
    for name in ("subject", "subjects", "genre", "genres"):
        draft.categories.extend(_name(one) for one in as_objects(item.get(name)))
    for name in ("keyword", "keywords"):
        draft.categories.extend(markup_to_line(one, SHORT_MAX) for one in as_texts(item.get(name)))
    draft.language = as_text(item.get("language"))
    sources = (_name(one) for one in as_objects(_first_present(item, "infosource", "infosources")))
    draft.credit = markup_to_line(
        as_text(item.get("creditline"))
        or as_text(item.get("copyrightnotice"))
        or as_text(item.get("copyrightholder"))
        or next(sources, "")
    )
    draft.usage = markup_to_line(as_text(item.get("usageterms")))
    rights = [
        _normalize_names(one)
        for one in as_objects(_first_present(as_object(item.get("rightsinfo")), "linkedrights", "linkedRights"))
    ]
    draft.licence = next((link for one in rights if (link := absolute_url(one.get("href"), url))), "")
    told = as_text(item.get("pubstatus")).lower().rpartition(":")[2]
    draft.status = _STATUS.get(told, "usable")
    if told and told not in _STATUS:
        draft.problems.append(f"Its status ({told[:40]}) is not known; it was read as usable.")
    draft.version, draft.note = as_text(item.get("version")), markup_to_line(as_text(item.get("ednote")))
    kind = as_text(item.get("type")).lower()
    if kind in ("picture", "graphic", "video", "audio"):
        _renditions(item, draft, _media_words(item))
    _associations(item, draft)
    return None if is_empty(draft) else draft


def _name(one: dict[str, Any]) -> str:
    return markup_to_line(as_text(one.get("name")) or as_text(one.get("literal")), SHORT_MAX)


def _texts_of(item: dict[str, Any], name: str) -> tuple[str, str]:
    """Return the main one of a list of texts with roles (ninjs 2 and 3): as it is, and as HTML."""
    found = [_normalize_names(one) for one in as_objects(item.get(name)) if as_text(one.get("value"))]
    found.sort(key=lambda one: as_text(one.get("role")).lower() not in ("main", ""))
    if not found:
        return "", ""
    value = as_text(found[0].get("value"))
    return value, value if "html" in as_text(found[0].get("contenttype")).lower() else text_to_html(value)


def _body(item: dict[str, Any]) -> str:
    if html := as_text(item.get("bodyhtml")) or as_text(item.get("bodyxhtml")):
        return html
    found = [_normalize_names(one) for one in as_objects(item.get("bodies")) if as_text(one.get("value"))]
    found.sort(
        key=lambda one: (
            "html" not in as_text(one.get("contenttype")).lower(),
            as_text(one.get("role")).lower() not in ("main", ""),
        )
    )
    if found:
        value = as_text(found[0].get("value"))
        return value if "html" in as_text(found[0].get("contenttype")).lower() else text_to_html(value)
    return text_to_html(as_text(item.get("bodytext")))


def _associations(item: dict[str, Any], draft: EntryDraft) -> None:
    """Add the pictures and films that go with the item: an object of them by name (1.x), or a list (2 and 3)."""
    found = _first_present(item, "associations", "association")
    for one in as_objects(list(found.values()) if isinstance(found, dict) else found):
        other = _normalize_names(one)
        status = _STATUS.get(as_text(other.get("pubstatus")).lower(), "usable")
        if status == "usable" and as_text(other.get("type")).lower() in (*_PICTURES, "video", "audio"):
            _renditions(other, draft, _media_words(other))


def _media_words(item: dict[str, Any]) -> dict[str, str]:
    credit = (
        as_text(item.get("creditline"))
        or as_text(item.get("byline"))
        or as_text(item.get("copyrightholder"))
        or as_text(item.get("copyrightnotice"))
    )
    caption = as_text(item.get("descriptiontext")) or _texts_of(item, "descriptions")[0]
    alt = as_text(item.get("headline")) or _texts_of(item, "headlines")[0]
    return {
        "credit": markup_to_line(credit, SHORT_MAX),
        "caption": markup_to_line(caption),
        "alt": markup_to_line(alt, SHORT_MAX),
    }


def _renditions(item: dict[str, Any], draft: EntryDraft, words: dict[str, str]) -> None:
    """Add the item's renditions, the largest first."""
    found = item.get("renditions")
    made = []
    for one in list(as_objects(list(found.values()) if isinstance(found, dict) else found))[:_RENDITIONS_MAX]:
        rendition = _normalize_names(one)
        if url := absolute_url(rendition.get("href"), draft.base):
            kind = content_type(
                as_text(_first_present(rendition, "mimetype", "contenttype")),
                url,
                "image" if as_text(item.get("type")) in _PICTURES else "",
            )
            width, height = parse_number(rendition.get("width")), parse_number(rendition.get("height"))
            made.append(Media(url, kind, width, height, **words))  # type: ignore[arg-type]
    draft.media.extend(sorted(made, key=lambda media: -media.width * media.height))
