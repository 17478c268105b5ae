"""ninjs 1.3, 2.x and 3.0 (IPTC), one item or several. Names are compared without case, underscores and hyphens, which is all that 3.0
changed in most of them; lists and the older objects are read alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from wirepress.features.wire.decode.decoded_builder import Head
from wirepress.features.wire.decode.entry_draft import Draft, is_empty
from wirepress.features.wire.decode.field_values import SHORT_MAX, absolute, number, paragraphs, plain
from wirepress.features.wire.decode.json.json_values import mapping, mappings, text, texts
from wirepress.features.wire.decode.xml.media_rss import kind_of
from wirepress.features.wire.entry.records import Decoded, EntryStatus, Media

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


def fits(found: Any) -> bool:
    """Whether it is an item, or holds items."""
    return any("uri" in one and any(mark in one for mark in _MARKS) for one in list(_items(found))[:5])


def read(found: Any, url: str) -> Decoded:
    """The items."""
    head = Head("ninjs", url)
    for item in _items(found):
        if not head.take(partial(_item, _normal(item), url)):
            break
    links = mapping(mapping(found).get("_links"))
    head.more = absolute(mapping(links.get("next")).get("href"), url)
    return head.finish()


def _items(found: Any) -> Iterator[dict[str, Any]]:
    if isinstance(found, dict) and "uri" not in found:
        found = next((found[name] for name in _LISTS if isinstance(found.get(name), list)), None)
    yield from mappings(found)


def _normal(value: dict[str, Any]) -> dict[str, Any]:
    return {key.replace("_", "").replace("-", "").lower(): one for key, one in value.items()}


def _either(item: dict[str, Any], *names: str) -> Any:
    return next((item[name] for name in names if item.get(name)), None)


def _item(item: dict[str, Any], url: str) -> Draft | None:
    uri = text(item.get("uri"))
    draft = Draft(
        url,
        guid=uri,
        url=absolute(_either(item, "url", "link", "weburl"), url) or (absolute(uri, url) if "://" in uri else ""),
    )
    draft.title = plain(text(item.get("headline")) or _texts_of(item, "headlines")[0] or text(item.get("title")))
    draft.content = _body(item)
    draft.summary = (
        text(item.get("descriptionhtml"))
        or paragraphs(text(item.get("descriptiontext")))
        or _texts_of(item, "descriptions")[1]
    )
    byline = plain(text(_either(item, "byline", "by")), SHORT_MAX)
    others = [_name(one) for one in mappings(_either(item, "authors", "creators"))]
    draft.authors = [byline.removeprefix("By ").removeprefix("by ")] if byline else others
    draft.published = draft.date(
        text(_either(item, "contentcreated", "firstcreated", "versioncreated")), "date of publication"
    )
    draft.updated = draft.date(text(item.get("versioncreated")), "date of the last change")
    draft.embargoed = draft.date(text(item.get("embargoed")), "embargo")
    for name in ("subject", "subjects", "genre", "genres"):
        draft.categories.extend(_name(one) for one in mappings(item.get(name)))
    for name in ("keyword", "keywords"):
        draft.categories.extend(plain(one, SHORT_MAX) for one in texts(item.get(name)))
    draft.language = text(item.get("language"))
    sources = (_name(one) for one in mappings(_either(item, "infosource", "infosources")))
    draft.credit = plain(
        text(item.get("creditline"))
        or text(item.get("copyrightnotice"))
        or text(item.get("copyrightholder"))
        or next(sources, "")
    )
    draft.usage = plain(text(item.get("usageterms")))
    rights = [
        _normal(one) for one in mappings(_either(mapping(item.get("rightsinfo")), "linkedrights", "linkedRights"))
    ]
    draft.licence = next((link for one in rights if (link := absolute(one.get("href"), url))), "")
    told = text(item.get("pubstatus")).lower().rpartition(":")[2]
    draft.status = _STATUS.get(told, "usable")
    if told and told not in _STATUS:
        draft.problems.append(f"Its status ({told[:40]}) is not known; it was read as usable.")
    draft.version, draft.note = text(item.get("version")), plain(text(item.get("ednote")))
    kind = text(item.get("type")).lower()
    if kind in ("picture", "graphic", "video", "audio"):
        _renditions(item, draft, _media_words(item))
    _associations(item, draft)
    return None if is_empty(draft) else draft


def _name(one: dict[str, Any]) -> str:
    return plain(text(one.get("name")) or text(one.get("literal")), SHORT_MAX)


def _texts_of(item: dict[str, Any], name: str) -> tuple[str, str]:
    """The main one of a list of texts with roles (ninjs 2 and 3): as it is, and as HTML."""
    found = [_normal(one) for one in mappings(item.get(name)) if text(one.get("value"))]
    found.sort(key=lambda one: text(one.get("role")).lower() not in ("main", ""))
    if not found:
        return "", ""
    value = text(found[0].get("value"))
    return value, value if "html" in text(found[0].get("contenttype")).lower() else paragraphs(value)


def _body(item: dict[str, Any]) -> str:
    if html := text(item.get("bodyhtml")) or text(item.get("bodyxhtml")):
        return html
    found = [_normal(one) for one in mappings(item.get("bodies")) if text(one.get("value"))]
    found.sort(
        key=lambda one: (
            "html" not in text(one.get("contenttype")).lower(),
            text(one.get("role")).lower() not in ("main", ""),
        )
    )
    if found:
        value = text(found[0].get("value"))
        return value if "html" in text(found[0].get("contenttype")).lower() else paragraphs(value)
    return paragraphs(text(item.get("bodytext")))


def _associations(item: dict[str, Any], draft: Draft) -> None:
    """Pictures and films that go with the item: an object of them by name (1.x), or a list (2 and 3)."""
    found = _either(item, "associations", "association")
    for one in mappings(list(found.values()) if isinstance(found, dict) else found):
        other = _normal(one)
        status = _STATUS.get(text(other.get("pubstatus")).lower(), "usable")
        if status == "usable" and text(other.get("type")).lower() in (*_PICTURES, "video", "audio"):
            _renditions(other, draft, _media_words(other))


def _media_words(item: dict[str, Any]) -> dict[str, str]:
    credit = (
        text(item.get("creditline"))
        or text(item.get("byline"))
        or text(item.get("copyrightholder"))
        or text(item.get("copyrightnotice"))
    )
    caption = text(item.get("descriptiontext")) or _texts_of(item, "descriptions")[0]
    alt = text(item.get("headline")) or _texts_of(item, "headlines")[0]
    return {"credit": plain(credit, SHORT_MAX), "caption": plain(caption), "alt": plain(alt, SHORT_MAX)}


def _renditions(item: dict[str, Any], draft: Draft, words: dict[str, str]) -> None:
    """The item's renditions, the largest first."""
    found = item.get("renditions")
    made = []
    for one in list(mappings(list(found.values()) if isinstance(found, dict) else found))[:_RENDITIONS_MAX]:
        rendition = _normal(one)
        if url := absolute(rendition.get("href"), draft.base):
            kind = kind_of(
                text(_either(rendition, "mimetype", "contenttype")),
                url,
                "image" if text(item.get("type")) in _PICTURES else "",
            )
            made.append(Media(url, kind, number(rendition.get("width")), number(rendition.get("height")), **words))  # type: ignore[arg-type]
    draft.media.extend(sorted(made, key=lambda media: -media.width * media.height))
