"""Rank Math: the same meta keys on posts, terms and people, and the options of the site."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from wirepress.content.options import store
from wirepress.features.seo.importing.stored import (
    as_list,
    as_map,
    changed_options,
    flag,
    remember_options,
    text,
    whole,
)
from wirepress.features.seo.importing.variables import from_rank_math
from wirepress.features.seo.overrides.values import Overrides, from_json
from wirepress.features.seo.settings import store as settings
from wirepress.features.seo.settings.head import HeadSettings
from wirepress.features.seo.settings.schema import ARTICLE_TYPES, SchemaSettings

PREFIX: Final = "rank_math_"
NAME: Final = "Rank Math"
OPTIONS: Final = ("rank-math-options-titles", "rank-math-options-general")
_DERIVED: Final = frozenset(
    (
        "seo_score",
        "internal_links_processed",
        "analytic_object_id",
        "lock_modified_date",
        "contentai_score",
        "pillar_content",
        "facebook_enable_image_overlay",
        "facebook_image_overlay",
        "twitter_enable_image_overlay",
        "twitter_image_overlay",
        "exclude_sitemap",
        "news_sitemap_exclude",
        "news_sitemap_robots",
        "shortcode_schema",
        "facebook_image_id",
        "twitter_image_id",
        "og_content_image",
    )
)
_KNOWN: Final = frozenset(
    (
        "title description focus_keyword canonical_url robots advanced_robots breadcrumb_title facebook_title facebook_description"
        " facebook_image twitter_use_facebook twitter_title twitter_description twitter_image twitter_card_type rich_snippet"
        " snippet_article_type"
    ).split()
)


def overrides_of_meta(meta: Mapping[str, Any], lost: Counter[str]) -> Overrides:
    """Return what meta of a post, term or person says; keys are without their prefix."""
    article, nodes = _schema(meta, lost)
    og, x = text(meta.get("facebook_image")), text(meta.get("twitter_image"))
    card = text(meta.get("twitter_card_type"))
    own_x = text(meta.get("twitter_use_facebook")) == "off"
    for key in meta:
        if (
            key not in _KNOWN
            and key not in _DERIVED
            and not key.startswith(("primary_", "schema_", "shortcode_schema_"))
        ):
            lost[f"{NAME}: the field {key}"] += 1
    found: dict[str, Any] = {
        "title": from_rank_math(text(meta.get("title")), lost),
        "description": from_rank_math(text(meta.get("description")), lost),
        "canonical": text(meta.get("canonical_url")),
        "breadcrumb": html.unescape(text(meta.get("breadcrumb_title"))),
        "robots": robots(meta.get("robots"), meta.get("advanced_robots")),
        "og_title": from_rank_math(text(meta.get("facebook_title")), lost),
        "og_description": from_rank_math(text(meta.get("facebook_description")), lost),
        "og_image_source": "custom" if og else "",
        "og_image": text(meta.get("facebook_image_id")) or og,
        "twitter_card": card if card in ("summary", "summary_large_image", "player", "app") else "",
        "article_type": article,
        "nodes": nodes,
        "primary": {
            key.removeprefix("primary_"): number
            for key, value in meta.items()
            if key.startswith("primary_") and (number := whole(value))
        },
        "keyphrases": [one.strip() for one in text(meta.get("focus_keyword")).split(",") if one.strip()],
    }
    if own_x:
        found |= {
            "twitter_title": from_rank_math(text(meta.get("twitter_title")), lost),
            "twitter_description": from_rank_math(text(meta.get("twitter_description")), lost),
            "twitter_image_source": "custom" if x else "",
            "twitter_image": text(meta.get("twitter_image_id")) or x,
        }
    return from_json({name: value for name, value in found.items() if value not in ("", [], {})})


def robots(listed: Any, advanced: Any = None) -> dict[str, Any]:
    """Return directives; a list that is not empty replaces all of the site's."""
    words = [text(one) for one in as_list(listed)]
    if not words:
        return {}
    names = ("noindex", "nofollow", "noarchive", "nosnippet", "noimageindex")
    found: dict[str, Any] = {name: name in words for name in names}
    more = as_map(advanced)
    for name, key in (("max_snippet", "max-snippet"), ("max_video_preview", "max-video-preview")):
        number = whole(more.get(key))
        if number is not None:
            found[name] = max(number, -1)
    if text(more.get("max-image-preview")) in ("none", "standard", "large"):
        found["max_image_preview"] = text(more["max-image-preview"])
    return found


def _schema(meta: Mapping[str, Any], lost: Counter[str]) -> tuple[str, list[dict[str, Any]]]:
    """The kind of article, and other nodes with their variables as smart tags."""
    article = "none" if text(meta.get("rich_snippet")) == "off" else text(meta.get("snippet_article_type"))
    nodes: list[dict[str, Any]] = []
    for key, value in meta.items():
        if not key.startswith("schema_"):
            continue
        written = as_map(value)
        kind = text(written.get("@type"))
        if kind in ARTICLE_TYPES:
            article = kind
        elif kind:
            nodes.append(
                {name: _filled(one, lost) for name, one in written.items() if name not in ("metadata", "@context")}
            )
        else:
            lost[f"{NAME}: structured data that is not readable ({key})"] += 1
    return (article if article in (*ARTICLE_TYPES, "none") else ""), nodes


def _filled(value: Any, lost: Counter[str]) -> Any:
    if isinstance(value, str):
        return from_rank_math(value, lost) if "%" in value else value
    if isinstance(value, dict):
        return {key: _filled(one, lost) for key, one in value.items() if key != "metadata"}
    return [_filled(one, lost) for one in value] if isinstance(value, list) else value


def adopt_options(lost: Counter[str]) -> None:
    """Take the plugin's options over, unless that was done before and they have not changed."""
    if not changed_options(*OPTIONS):
        return
    titles, general = (as_map(store.get(name, None)) for name in OPTIONS)
    settings.change(HeadSettings, head_values(titles, general, lost))
    settings.change(SchemaSettings, schema_values(titles))
    remember_options(*OPTIONS)


def head_values(titles: Mapping[str, Any], general: Mapping[str, Any], lost: Counter[str]) -> dict[str, Any]:
    """Return the settings of heads."""
    names: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    rules: dict[str, Any] = {}
    special = {
        "homepage": "front",
        "author_archive": "author",
        "date_archive": "date",
        "search": "search",
        "404": "missing",
    }
    kinds = {ours: theirs for theirs, ours in special.items()}
    for key in titles:
        for prefix in ("pt_", "tax_"):
            if key.startswith(prefix) and key.endswith("_title") and "facebook" not in key and "archive" not in key:
                kinds[key.removeprefix(prefix).removesuffix("_title")] = key.removesuffix("_title")
    for kind, start in kinds.items():
        if title := from_rank_math(text(titles.get(f"{start}_title")), lost):
            names[kind] = title
        if text(titles.get(f"{start}_description")):
            descriptions[kind] = from_rank_math(text(titles.get(f"{start}_description")), lost)
        if flag(titles.get(f"{start}_custom_robots")) and (found := robots(titles.get(f"{start}_robots"))):
            rules[kind] = found
    if flag(titles.get("author_custom_robots")) and (found := robots(titles.get("author_robots"))):
        rules["author"] = found
    if found := robots(titles.get("robots_global"), titles.get("advanced_robots_global")):
        rules["all"] = found
    if flag(titles.get("noindex_search")):
        rules["search"] = {"noindex": True}
    return {
        "like_aioseo": False,
        "separator": html.unescape(text(titles.get("title_separator"))) or "-",
        "titles": names,
        "descriptions": descriptions,
        "robots": rules,
        "noindex_empty": flag(titles.get("noindex_empty_taxonomies")),
        "default_image": text(titles.get("open_graph_image_id")) or text(titles.get("open_graph_image")),
        "twitter_card": "summary" if text(titles.get("twitter_card_type")) == "summary_card" else "summary_large_image",
        "twitter_site": text(titles.get("twitter_author_names")).removeprefix("@"),
        "facebook_author": text(titles.get("social_url_facebook")),
        "facebook_app": text(titles.get("facebook_app_id")),
        "google": text(general.get("google_verify")),
        "bing": text(general.get("bing_verify")),
        "baidu": text(general.get("baidu_verify")),
        "yandex": text(general.get("yandex_verify")),
        "pinterest": text(general.get("pinterest_verify")),
    }


def schema_values(titles: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of the structured data."""
    articles: dict[str, str] = {}
    for key, value in titles.items():
        if key.startswith("pt_") and key.endswith("_default_article_type"):
            kind = key.removeprefix("pt_").removesuffix("_default_article_type")
            on = text(titles.get(f"pt_{kind}_default_rich_snippet")) == "article"
            articles[kind] = text(value) if on and text(value) in ARTICLE_TYPES else "none"
    same = [text(titles.get("social_url_facebook")), *text(titles.get("social_additional_profiles")).split()]
    return {
        "represents": "person" if text(titles.get("knowledgegraph_type")) == "person" else "organization",
        "name": text(titles.get("knowledgegraph_name")),
        "logo": text(titles.get("knowledgegraph_logo_id")) or text(titles.get("knowledgegraph_logo")),
        "same_as": [one for one in dict.fromkeys(same) if one.startswith("http")],
        "article_types": articles,
    }
