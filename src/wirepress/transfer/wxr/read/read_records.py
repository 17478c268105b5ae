"""Text of one record -> what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from wirepress.transfer.clean_values import clean_id
from wirepress.transfer.wxr.read.names import ElementNames
from wirepress.transfer.wxr.read.read_elements import (
    CONTAINERS,
    USUAL,
    Event,
    read_attributes,
    read_elements,
    unmask,
)
from wirepress.transfer.wxr.read.records import Author, Channel, Comment, ForeignTerm, Item


def read_item(text: str, names: ElementNames) -> Item:
    """Return an item. Its order of elements does not matter. Usual ones are read in one go; whatever is odd goes the long way."""
    return _read_usual(text, names) or _read_any(text, names)


def _read_usual(text: str, names: ElementNames) -> Item | None:
    """Return an item that holds single texts, meta and terms only, as nearly all do; None: it holds more."""
    item = Item()
    fields, metas, known = item.fields, item.meta, names.known
    in_meta = False
    key = value = ""
    resolve = names.resolve
    at = text.find(">") + 1
    for found in USUAL.finditer(text, at):
        if found.start() != at:
            return None
        at = found.end()
        tag, attributes, section, bare, slash, container = found.groups()
        if tag is None:
            name = known.get(container) or resolve(container)
            if name == "wp:postmeta" and in_meta == bool(slash):
                if in_meta and key:
                    metas.append((key, value))
                in_meta, key, value = not in_meta, "", ""
                continue
            return item if name == "item" and slash and not in_meta else None
        name = known.get(tag) or resolve(tag)
        if name in CONTAINERS or "xmlns" in attributes:
            return None
        if section is None:
            words = unmask(bare)
        else:
            words = section
            if "<![CDATA[" in section:
                return None
        if in_meta:
            if name == "wp:meta_key":
                key = words
            elif name == "wp:meta_value":
                value = words
        elif name == "category":
            given = read_attributes(attributes)
            item.categories.append((given.get("domain", ""), given.get("nicename", ""), words))
        elif not fields.get(name):
            fields[name] = words
    return None


def _read_any(text: str, names: ElementNames) -> Item:
    item = Item()
    mended: Counter[str] = Counter()
    events = read_elements(text, names, mended)
    for what, name, words, attributes in events:
        if what == "text":
            if name == "category":
                item.categories.append((attributes.get("domain", ""), attributes.get("nicename", ""), words))
            elif name not in item.fields or not item.fields[name]:
                item.fields[name] = words
        elif what == "begin":
            if name == "wp:postmeta":
                _read_meta(events, name, item.meta)
            elif name == "wp:comment":
                item.comments.append(_read_comment(events))
    item.mended = list(mended)
    return item


def _read_meta(events: Iterator[Event], container: str, into: list[tuple[str, str]]) -> None:
    key = value = ""
    for what, name, words, _ in events:
        if what == "text":
            if name == "wp:meta_key":
                key = words
            elif name == "wp:meta_value":
                value = words
        elif what == "end" and name == container:
            break
    if key:
        into.append((key, value))


def _read_comment(events: Iterator[Event]) -> Comment:
    comment = Comment()
    for what, name, words, _ in events:
        if what == "text":
            comment.fields.setdefault(name, words)
        elif what == "begin" and name == "wp:commentmeta":
            _read_meta(events, name, comment.meta)
        elif what == "end" and name == "wp:comment":
            break
    return comment


def _read_fields(text: str, names: ElementNames) -> tuple[dict[str, str], list[tuple[str, str]]]:
    fields: dict[str, str] = {}
    meta: list[tuple[str, str]] = []
    events = read_elements(text, names, Counter())
    for what, name, words, _ in events:
        if what == "text":
            fields.setdefault(name, words)
        elif what == "begin" and name == "wp:termmeta":
            _read_meta(events, name, meta)
    return fields, meta


def read_author(text: str, names: ElementNames) -> Author | None:
    """Return a person; None: nobody is named."""
    fields, _ = _read_fields(text, names)
    login = fields.get("wp:author_login", "").strip()
    email = fields.get("wp:author_email", "").strip()
    if not (login or email):
        return None
    return Author(
        login or email,
        clean_id(fields.get("wp:author_id")),
        email,
        fields.get("wp:author_display_name", "").strip(),
        fields.get("wp:author_first_name", "").strip(),
        fields.get("wp:author_last_name", "").strip(),
    )


_TERMS: Final = {
    "category": ("category", "wp:category_nicename", "wp:category_parent", "wp:cat_name", "wp:category_description"),
    "tag": ("post_tag", "wp:tag_slug", "wp:tag_parent", "wp:tag_name", "wp:tag_description"),
    "term": ("", "wp:term_slug", "wp:term_parent", "wp:term_name", "wp:term_description"),
}


def read_term(text: str, kind: str, names: ElementNames) -> ForeignTerm | None:
    """Return a term of the file's head; None: it has neither slug nor name. `kind`: category, tag or term."""
    fields, meta = _read_fields(text, names)
    taxonomy, slug, parent, name, description = _TERMS[kind]
    found = ForeignTerm(
        taxonomy or fields.get("wp:term_taxonomy", "").strip(),
        fields.get(slug, "").strip(),
        fields.get(name, ""),
        clean_id(fields.get("wp:term_id")),
        fields.get(parent, "").strip(),
        fields.get(description, ""),
        meta,
        True,
    )
    return found if found.taxonomy and (found.slug or found.name) else None


def read_channel(text: str, names: ElementNames, channel: Channel) -> None:
    """Take what a stretch between records says of the site; what was said first stays."""
    fields: dict[str, str] = {}
    for what, name, words, _ in read_elements(text, names, Counter()):
        if what == "text":
            fields.setdefault(name, words.strip())
    channel.title = channel.title or fields.get("title", "")
    channel.link = channel.link or fields.get("link", "")
    channel.version = channel.version or fields.get("wp:wxr_version", "")
    channel.site_url = channel.site_url or fields.get("wp:base_site_url", "")
    channel.blog_url = channel.blog_url or fields.get("wp:base_blog_url", "")
    channel.date = channel.date or fields.get("pubDate", "")
    channel.generator = channel.generator or fields.get("generator", "")
