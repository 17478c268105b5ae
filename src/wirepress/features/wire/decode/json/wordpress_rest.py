"""A WordPress site's posts as its REST API gives them (wp/v2/posts, with _embed), raw when they came with context=edit."""

from __future__ import annotations

from functools import partial
from typing import Any

from wirepress.features.wire.decode.decoded_builder import Head
from wirepress.features.wire.decode.entry_draft import Draft, is_empty
from wirepress.features.wire.decode.field_values import SHORT_MAX, absolute, number, plain
from wirepress.features.wire.decode.json.json_values import mapping, mappings, text
from wirepress.features.wire.decode.xml.media_rss import kind_of
from wirepress.features.wire.entry.records import Decoded, Media
from wirepress.features.wire.fetch.wordpress_pages import next_page

_HIDDEN = ("private", "draft", "pending", "future", "trash", "auto-draft")


def fits(found: Any) -> bool:
    """Whether it is a post, or a list of posts."""
    first = found[0] if isinstance(found, list) and found else found
    return (
        isinstance(first, dict)
        and isinstance(first.get("title"), dict)
        and ("content" in first or "excerpt" in first)
        and "link" in first
    )


def read(found: Any, url: str) -> Decoded:
    """The posts; `more` is the next page when this one was full."""
    head = Head("wordpress", url)
    posts = list(mappings(found))
    for post in posts:
        if not head.take(partial(_post, post, url)):
            break
    if isinstance(found, list):
        head.more = next_page(url, len(posts))
    return head.finish()


def _text(post: dict[str, Any], key: str) -> str:
    value = mapping(post.get(key))
    return text(value.get("raw")) or text(value.get("rendered"))


def _post(post: dict[str, Any], url: str) -> Draft | None:
    draft = Draft(url, url=absolute(post.get("link"), url), guid=_text(post, "guid"))
    draft.title = plain(_text(post, "title"))
    if mapping(post.get("content")).get("protected") and not mapping(post["content"]).get("raw"):
        draft.problems.append("It is protected with a password; its text was not given.")
    else:
        draft.content, draft.summary = _text(post, "content"), _text(post, "excerpt")
    draft.published, draft.updated = (_date(post, key, draft) for key in ("date", "modified"))
    if text(post.get("status")) in _HIDDEN:
        draft.status = "withheld"
        draft.note = f"Its status there is {text(post.get('status'))}."
    embedded = mapping(post.get("_embedded"))
    draft.authors = [plain(text(one.get("name")), SHORT_MAX) for one in mappings(embedded.get("author"))]
    groups = embedded.get("wp:term")
    for group in groups if isinstance(groups, list) else []:
        for term in mappings(group):
            if text(term.get("taxonomy")) in ("category", "post_tag"):
                draft.categories.append(plain(text(term.get("name")), SHORT_MAX))
    for picture in mappings(embedded.get("wp:featuredmedia")):
        _picture(picture, draft)
    return None if is_empty(draft) else draft


def _date(post: dict[str, Any], key: str, draft: Draft) -> Any:
    """GMT where the site gives it; its own time is taken as GMT else."""
    return draft.date(text(post.get(f"{key}_gmt")) or text(post.get(key)), f"date ({key})")


def _picture(picture: dict[str, Any], draft: Draft) -> None:
    if url := absolute(picture.get("source_url"), draft.base):
        details = mapping(picture.get("media_details"))
        kind, width, height = (
            kind_of(text(picture.get("mime_type")), url, "image"),
            number(details.get("width")),
            number(details.get("height")),
        )
        caption, alt = plain(_text(picture, "caption")), plain(text(picture.get("alt_text")), SHORT_MAX)
        draft.media.append(Media(url, kind, width, height, caption=caption, alt=alt))
