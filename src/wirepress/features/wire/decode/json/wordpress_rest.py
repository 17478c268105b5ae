"""A WordPress site's posts as its REST API gives them (wp/v2/posts, with _embed), raw when they came with context=edit."""

from __future__ import annotations

from functools import partial
from typing import Any

from wirepress.features.wire.decode.decoded_builder import DecodedBuilder
from wirepress.features.wire.decode.entry_draft import EntryDraft, is_empty
from wirepress.features.wire.decode.field_values import (
    SHORT_MAX,
    absolute_url,
    html_to_line,
    markup_to_line,
    parse_number,
)
from wirepress.features.wire.decode.json.json_values import as_object, as_objects, as_text
from wirepress.features.wire.decode.xml.media_rss import content_type
from wirepress.features.wire.entry.records import DecodedDocument, Media
from wirepress.features.wire.fetch.wordpress_pages import next_page

_HIDDEN = ("private", "draft", "pending", "future", "trash", "auto-draft")


def is_wordpress_posts(value: Any) -> bool:
    """Return whether the value is a post of WordPress's REST API, or a list of posts."""
    first = value[0] if isinstance(value, list) and value else value
    return (
        isinstance(first, dict)
        and isinstance(first.get("title"), dict)
        and ("content" in first or "excerpt" in first)
        and "link" in first
    )


def read_wordpress_posts(value: Any, url: str) -> DecodedDocument:
    """Return the posts; `more` is the next page when this one was full."""
    head = DecodedBuilder("wordpress", url)
    posts = list(as_objects(value))
    for post in posts:
        if not head.read_entry(partial(_post, post, url)):
            break
    if isinstance(value, list):
        head.more = next_page(url, len(posts))
    return head.build_document()


def _text(post: dict[str, Any], key: str) -> str:
    value = as_object(post.get(key))
    return as_text(value.get("raw")) or as_text(value.get("rendered"))


def _post(post: dict[str, Any], url: str) -> EntryDraft | None:
    draft = EntryDraft(url, url=absolute_url(post.get("link"), url), guid=_text(post, "guid"))
    draft.title = html_to_line(_text(post, "title"))
    if as_object(post.get("content")).get("protected") and not as_object(post["content"]).get("raw"):
        draft.problems.append("It is protected with a password; its text was not given.")
    else:
        draft.content, draft.summary = _text(post, "content"), _text(post, "excerpt")
    draft.published, draft.updated = (_date(post, key, draft) for key in ("date", "modified"))
    if as_text(post.get("status")) in _HIDDEN:
        draft.status = "withheld"
        draft.note = f"Its status there is {as_text(post.get('status'))}."
    embedded = as_object(post.get("_embedded"))
    draft.authors = [markup_to_line(as_text(one.get("name")), SHORT_MAX) for one in as_objects(embedded.get("author"))]
    groups = embedded.get("wp:term")
    for group in groups if isinstance(groups, list) else []:
        for term in as_objects(group):
            if as_text(term.get("taxonomy")) in ("category", "post_tag"):
                draft.categories.append(markup_to_line(as_text(term.get("name")), SHORT_MAX))
    for picture in as_objects(embedded.get("wp:featuredmedia")):
        _picture(picture, draft)
    return None if is_empty(draft) else draft


def _date(post: dict[str, Any], key: str, draft: EntryDraft) -> Any:
    """Return the moment in GMT where the site gives it; else its local time is taken as GMT."""
    return draft.parse_date(as_text(post.get(f"{key}_gmt")) or as_text(post.get(key)), f"date ({key})")


def _picture(picture: dict[str, Any], draft: EntryDraft) -> None:
    if url := absolute_url(picture.get("source_url"), draft.base):
        details = as_object(picture.get("media_details"))
        kind, width, height = (
            content_type(as_text(picture.get("mime_type")), url, "image"),
            parse_number(details.get("width")),
            parse_number(details.get("height")),
        )
        caption, alt = (
            markup_to_line(_text(picture, "caption")),
            markup_to_line(as_text(picture.get("alt_text")), SHORT_MAX),
        )
        draft.media.append(Media(url, kind, width, height, caption=caption, alt=alt))
