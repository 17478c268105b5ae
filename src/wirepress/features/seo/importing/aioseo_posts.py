"""Rows of All in One SEO's tables `aioseo_posts` and `aioseo_terms` as overrides."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from wirepress.features.seo.importing.stored import as_list, as_map, at, decoded, flag, text, whole
from wirepress.features.seo.overrides.values import Overrides, from_json
from wirepress.features.seo.settings.schema import ARTICLE_TYPES, WEB_PAGE_TYPES

_FLAGS: Final = ("noindex", "nofollow", "noarchive", "nosnippet", "noimageindex", "noodp", "notranslate")
_IMAGES: Final = {
    "featured": "featured",
    "attach": "attach",
    "content": "content",
    "author": "author",
    "auto": "auto",
    "custom": "custom_field",
    "custom_image": "custom",
}
_TYPES: Final = ("article", "website", "profile", "video.other", "book", "music.song", "product")
NAME: Final = "All in One SEO"


def overrides_of_row(row: Mapping[str, Any], lost: Counter[str]) -> Overrides:
    """Return what a row says otherwise than the site's templates. `lost` counts what has no counterpart here."""
    found: dict[str, Any] = {
        "title": _text(row, "title"),
        "description": _text(row, "description"),
        "canonical": _text(row, "canonical_url"),
        "robots": _robots(row),
        "og_title": _text(row, "og_title"),
        "og_description": _text(row, "og_description"),
        "og_type": text(row.get("og_object_type")) if text(row.get("og_object_type")) in _TYPES else "",
        "og_video": _video(row.get("og_video")),
        "og_section": _text(row, "og_article_section"),
        "og_tags": _labels(row.get("og_article_tags")),
        "twitter_as_og": True if flag(row.get("twitter_use_og")) else None,
        "twitter_card": _card(row.get("twitter_card")),
        "twitter_title": _text(row, "twitter_title"),
        "twitter_description": _text(row, "twitter_description"),
        "primary": {
            name: number for name, value in as_map(row.get("primary_term")).items() if (number := whole(value))
        },
        "keyphrases": _keyphrases(row.get("keyphrases")),
        "sitemap_priority": text(row.get("priority")) if text(row.get("priority")) != "default" else "",
        "sitemap_frequency": text(row.get("frequency")) if text(row.get("frequency")) != "default" else "",
    }
    for prefix in ("og", "twitter"):
        found.update(_image(row, prefix))
    found.update(_schema(row, lost))
    if as_list(row.get("keywords")):
        lost[f"{NAME}: keywords for a tag that no search engine reads"] += 1
    if at(as_map(row.get("breadcrumb_settings")), "default") is False:
        lost[f"{NAME}: breadcrumbs of a single story"] += 1
    return from_json({name: value for name, value in found.items() if value not in ("", None, [], {})})


def _text(row: Mapping[str, Any], name: str) -> str:
    return html.unescape(text(row.get(name)))


def _robots(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row's directives count only where it does not follow the site."""
    if flag(row.get("robots_default", 1)):
        return {}
    found: dict[str, Any] = {name: flag(row.get(f"robots_{name}")) for name in _FLAGS}
    for name, column in (("max_snippet", "robots_max_snippet"), ("max_video_preview", "robots_max_videopreview")):
        number = whole(row.get(column))
        if number is not None:
            found[name] = max(number, -1)
    preview = text(row.get("robots_max_imagepreview"))
    found["max_image_preview"] = preview if preview in ("none", "standard", "large") else "large"
    return found


def _image(row: Mapping[str, Any], prefix: str) -> dict[str, str]:
    source = _IMAGES.get(text(row.get(f"{prefix}_image_type")), "")
    column = {"custom": "image_custom_url", "custom_field": "image_custom_fields"}.get(source)
    value = text(row.get(f"{prefix}_{column}")) if column else ""
    if column and not value:
        return {}
    return {f"{prefix}_image_source": source, f"{prefix}_image": value}


def _video(value: Any) -> str:
    found = decoded(value)
    return text(found.get("url")) if isinstance(found, dict) else text(value)


def _labels(value: Any) -> list[str]:
    found = decoded(value)
    if found is None and isinstance(value, str):
        return [one.strip() for one in value.split(",") if one.strip()]
    return [
        label for one in as_list(found) if (label := text(at(one, "label")) if isinstance(one, dict) else text(one))
    ]


def _card(value: Any) -> str:
    return text(value) if text(value) in ("summary", "summary_large_image", "player", "app") else ""


def _keyphrases(value: Any) -> list[str]:
    found = as_map(value)
    phrases = [
        text(at(found, "focus", "keyphrase")),
        *(text(at(one, "keyphrase")) for one in as_list(found.get("additional"))),
    ]
    return [phrase for phrase in phrases if phrase]


def _schema(row: Mapping[str, Any], lost: Counter[str]) -> dict[str, Any]:
    """Kinds of article and page, and nodes that somebody wrote. The plugin's own generators have no counterpart."""
    found: dict[str, Any] = {}
    schema = as_map(row.get("schema"))
    default = as_map(schema.get("default"))
    name, data = text(default.get("graphName")), as_map(default.get("data"))
    if default and default.get("isEnabled") is False:
        found["article_type"] = "none"
    elif name == "Article" and text(at(data, "Article", "articleType")) in ARTICLE_TYPES:
        found["article_type"] = text(at(data, "Article", "articleType"))
    elif name == "WebPage" and text(at(data, "WebPage", "webPageType")) in WEB_PAGE_TYPES:
        found["page_type"] = text(at(data, "WebPage", "webPageType"))
    if not schema:
        found.update(_old_schema(row))
    nodes = []
    for graph in as_list(schema.get("customGraphs")):
        written = decoded(at(graph, "schema"))
        nodes += [one for one in (written if isinstance(written, list) else [written]) if isinstance(one, dict)]
        if written is None:
            lost[f"{NAME}: a graph that somebody wrote and that is no JSON"] += 1
    found["nodes"] = [{key: value for key, value in one.items() if key != "@context"} for one in nodes]
    for graph in as_list(schema.get("graphs")):
        lost[f"{NAME}: a graph of the kind {text(at(graph, 'graphName')) or 'unknown'}"] += 1
    return found


def _old_schema(row: Mapping[str, Any]) -> dict[str, Any]:
    """Before release 4.2.5."""
    kind = text(row.get("schema_type"))
    if kind == "none":
        return {"article_type": "none"}
    article = text(at(as_map(row.get("schema_type_options")), "article", "articleType"))
    return {"article_type": article} if kind == "Article" and article in ARTICLE_TYPES else {}
