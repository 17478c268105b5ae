"""What a single post, term or person says otherwise than the templates of the site.

Everything is optional: "" and None follow the site. Texts may hold smart tags.
"""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wirepress.core.contract.json_value import JSON
from wirepress.core.markup.fields.text_fields import sanitize_text_field, sanitize_textarea_field
from wirepress.core.rest import schema
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Schema
from wirepress.features.seo.settings.head import CARDS, IMAGE_SOURCES, ROBOTS
from wirepress.features.seo.settings.schema import ARTICLE_TYPES, WEB_PAGE_TYPES

_TEXT: Final[Schema] = {"type": "string", "maxLength": 5000}
_LISTS: Final = ("og_tags", "keyphrases")  # of texts that stand in a head
_OTHER_SCHEME: Final = re.compile(r"(?!https?:)[\s\x00-\x1f]*[a-z][a-z0-9+.\s-]*:", re.IGNORECASE)
_TAG_START: Final = re.compile(r"<(?=[a-zA-Z/!?])")
_DEPTH: Final = 5  # times that entities may have been written for one another
_ADDRESS: Final[Schema] = {"type": "string", "maxLength": 2000}
_SOURCES: Final = ["", *(name for name, _ in IMAGE_SOURCES), "custom", "custom_field"]
_OPEN_GRAPH_TYPES: Final = ["", "article", "website", "profile", "video.other", "book", "music.song", "product"]


CORRECTIONS: Final[Schema] = {
    "type": "array",
    "maxItems": 50,
    "items": {
        "type": "object",
        "properties": {"text": {"type": "string", "maxLength": 5000}, "date": {"type": "string", "maxLength": 40}},
        "additionalProperties": False,
    },
}


def _of(default: Any, rules: Schema, label: str) -> Any:
    made = {"schema": rules, "label": label}
    if isinstance(default, list | dict):
        return field(default_factory=lambda: default, metadata=made)
    return field(default=default, metadata=made)


def _text(label: str, rules: Schema = _TEXT) -> Any:
    return _of("", rules, label)


def _one_of(label: str, words: Sequence[str]) -> Any:
    return _of("", {"type": "string", "enum": list(words)}, label)


@dataclass(frozen=True, slots=True)
class Overrides:
    """What stands in the place of the site's own choice."""

    title: str = _text("Title for search engines")
    description: str = _text("Description for search engines")
    canonical: str = _text("Canonical address", _ADDRESS)
    robots: Mapping[str, JSON] = _of({}, ROBOTS, "Robots; empty: as the site has it")
    og_title: str = _text("Title when shared")
    og_description: str = _text("Description when shared")
    og_type: str = _one_of("Open Graph type", _OPEN_GRAPH_TYPES)
    og_image_source: str = _one_of("Where the picture comes from", _SOURCES)
    og_image: str = _text("Picture when shared: an address, or the ID of a file under Media", _ADDRESS)
    og_video: str = _text("Video when shared", _ADDRESS)
    og_section: str = _text("Section when shared")
    og_tags: Sequence[str] = _of([], {"type": "array", "items": _TEXT, "maxItems": 100}, "Tags when shared")
    twitter_as_og: bool | None = _of(None, {"type": ["boolean", "null"]}, "X shows what Open Graph says")
    twitter_card: str = _one_of("Card on X", ["", *(name for name, _ in CARDS), "player", "app"])
    twitter_title: str = _text("Title on X")
    twitter_description: str = _text("Description on X")
    twitter_image_source: str = _one_of("Where the picture on X comes from", _SOURCES)
    twitter_image: str = _text("Picture on X", _ADDRESS)
    primary: Mapping[str, int] = _of(
        {}, {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}, "Main term by taxonomy"
    )
    breadcrumb: str = _text("Breadcrumb")
    article_type: str = _one_of("Kind of article", ["", *ARTICLE_TYPES, "none"])
    page_type: str = _one_of("Kind of page", ["", *WEB_PAGE_TYPES])
    nodes: Sequence[Mapping[str, JSON]] = _of(
        [], {"type": "array", "items": {"type": "object"}, "maxItems": 50}, "Further nodes of schema.org"
    )
    corrections: Sequence[Mapping[str, JSON]] = _of(
        [], CORRECTIONS, "Corrections: what was wrong, and when it was put right"
    )
    paid: bool | None = _of(None, {"type": ["boolean", "null"]}, "Readers pay for it")
    keyphrases: Sequence[str] = _of([], {"type": "array", "items": _TEXT, "maxItems": 20}, "Keyphrases, the main first")
    sitemap_priority: str = _text("Priority in sitemaps")
    sitemap_frequency: str = _text("Frequency in sitemaps")

    @property
    def noindex(self) -> bool:
        """Whether it is to be kept out of search."""
        return self.robots.get("noindex") is True


FIELDS: Final[Mapping[str, dataclasses.Field[Any]]] = {one.name: one for one in dataclasses.fields(Overrides)}
EMPTY: Final = Overrides()


def from_json(stored: Any) -> Overrides:
    """Return overrides out of a stored map; what does not fit is left out."""
    if not isinstance(stored, dict) or not stored:
        return EMPTY
    found: dict[str, Any] = {}
    for name, value in stored.items():
        if name in FIELDS:
            try:
                found[name] = _checked(name, value)
            except RestError:
                continue
    return Overrides(**found)


def as_json(values: Overrides) -> dict[str, Any]:
    """Return what differs from nothing."""
    return {name: value for name in FIELDS if (value := getattr(values, name)) not in ("", None, [], {}, ())}


def with_changes(values: Overrides, changes: Mapping[str, Any]) -> Overrides:
    """Return the overrides with some of them changed. Raises RestError (400) for one that does not fit."""
    found: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in FIELDS:
            raise RestError("seo_unknown_field", f"There is no field {name}.", 400, {"param": name})
        try:
            found[name] = _checked(name, value)
        except RestError as error:
            raise RestError("seo_invalid_field", error.message, 400, {"param": name}) from None
    return dataclasses.replace(values, **found)


def schema_of_fields() -> dict[str, Schema]:
    """Return name -> JSON schema of every field."""
    return {name: {**one.metadata["schema"], "description": one.metadata["label"]} for name, one in FIELDS.items()}


def _checked(name: str, value: Any) -> Any:
    """The value in the type of its field: WordPress takes "1" for a number and "a,b" for a list. Raises RestError."""
    rules: Schema = FIELDS[name].metadata["schema"]
    schema.validate(value, rules, name)
    if rules["type"] != "string":
        return _plain(schema.sanitize(value, rules, name)) if name in _LISTS else schema.sanitize(value, rules, name)
    text = _without_markup(sanitize_textarea_field(value))
    if rules is _ADDRESS and _OTHER_SCHEME.match(text):
        raise RestError("seo_invalid_field", f"{name} is no address of a page or a file.", 400)
    return text


def _plain(texts: Sequence[str]) -> list[str]:
    """Texts without markup, the empty ones left out."""
    return [text for one in texts if (text := _without_markup(sanitize_text_field(one)))]


def _without_markup(text: str) -> str:
    """A text with its entities as characters, and nothing in it that begins a tag: it stands in attributes, titles and documents."""
    for _ in range(_DEPTH):
        decoded = html.unescape(text)
        if decoded == text:
            break
        text = decoded
    return _TAG_START.sub("", text)
