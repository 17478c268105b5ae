"""Yoast SEO: meta of posts and people, the option of terms, the options of the site."""

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
from wirepress.features.seo.importing.variables import from_yoast
from wirepress.features.seo.overrides.values import Overrides, from_json
from wirepress.features.seo.settings import store as settings
from wirepress.features.seo.settings.head import HeadSettings
from wirepress.features.seo.settings.schema import ARTICLE_TYPES, WEB_PAGE_TYPES, SchemaSettings

PREFIX: Final = "_yoast_wpseo_"
NAME: Final = "Yoast SEO"
OPTIONS: Final = ("wpseo_titles", "wpseo_social", "wpseo")
TERMS: Final = "wpseo_taxonomy_meta"
_SEPARATORS: Final = {
    "sc-dash": "-",
    "sc-ndash": "–",
    "sc-mdash": "—",
    "sc-colon": ":",
    "sc-middot": "·",
    "sc-bull": "•",
    "sc-star": "*",
    "sc-smstar": "⋆",
    "sc-pipe": "|",
    "sc-tilde": "~",
    "sc-laquo": "«",
    "sc-raquo": "»",
    "sc-lt": ">",  # the plugin shows these two the other way round
    "sc-gt": "<",
}
_POLICIES: Final = {
    "publishing_principles_id": "publishing_principles",
    "corrections_policy_id": "corrections_policy",
    "ethics_policy_id": "ethics_policy",
    "diversity_policy_id": "diversity_policy",
    "diversity_staffing_report_id": "diversity_staffing_report",
    "ownership_funding_info_id": "ownership",
    "actionable_feedback_policy_id": "feedback_policy",
}
# Of a post: worked out anew here, or another part's.
_DERIVED: Final = frozenset(
    (
        "linkdex",
        "content_score",
        "inclusive_language_score",
        "estimated-reading-time-minutes",
        "wordproof_timestamp",
        "is_cornerstone",
        "redirect",
        "focuskeywords",
        "keywordsynonyms",
        "newssitemap-exclude",
        "newssitemap-robots-index",
        "opengraph-image-id",
        "twitter-image-id",
    )
)
_KNOWN: Final = frozenset(
    (
        "title metadesc canonical bctitle focuskw meta-robots-noindex meta-robots-nofollow meta-robots-adv opengraph-title"
        " opengraph-description opengraph-image twitter-title twitter-description twitter-image schema_page_type schema_article_type"
    ).split()
)


def overrides_of_meta(meta: Mapping[str, Any], lost: Counter[str]) -> Overrides:
    """Return what a post's meta says; keys are without their prefix."""
    index = text(meta.get("meta-robots-noindex"))
    robots: dict[str, Any] = {}
    if index in ("1", "2"):
        robots["noindex"] = index == "1"
    if flag(meta.get("meta-robots-nofollow")):
        robots["nofollow"] = True
    for word in text(meta.get("meta-robots-adv")).split(","):
        if word.strip() in ("noimageindex", "noarchive", "nosnippet"):
            robots[word.strip()] = True
    article, page = text(meta.get("schema_article_type")), text(meta.get("schema_page_type"))
    if article and article not in ARTICLE_TYPES and article.lower() != "none":
        lost[f"{NAME}: an article of the kind {article}"] += 1
    for key in meta:
        if key not in _KNOWN and key not in _DERIVED and not key.startswith("primary_"):
            lost[f"{NAME}: the field {key}"] += 1
    og, x = text(meta.get("opengraph-image")), text(meta.get("twitter-image"))
    found: dict[str, Any] = {
        "title": from_yoast(text(meta.get("title")), lost),
        "description": from_yoast(text(meta.get("metadesc")), lost),
        "canonical": text(meta.get("canonical")),
        "breadcrumb": html.unescape(text(meta.get("bctitle"))),
        "robots": robots,
        "og_title": from_yoast(text(meta.get("opengraph-title")), lost),
        "og_description": from_yoast(text(meta.get("opengraph-description")), lost),
        "og_image_source": "custom" if og else "",
        "og_image": text(meta.get("opengraph-image-id")) or og,
        "twitter_title": from_yoast(text(meta.get("twitter-title")), lost),
        "twitter_description": from_yoast(text(meta.get("twitter-description")), lost),
        "twitter_image_source": "custom" if x else "",
        "twitter_image": text(meta.get("twitter-image-id")) or x,
        "article_type": "none" if article.lower() == "none" else article if article in ARTICLE_TYPES else "",
        "page_type": page if page in WEB_PAGE_TYPES else "",
        "primary": {
            key.removeprefix("primary_"): number
            for key, value in meta.items()
            if key.startswith("primary_") and (number := whole(value))
        },
        "keyphrases": _keyphrases(meta),
    }
    return from_json({name: value for name, value in found.items() if value not in ("", [], {})})


def _keyphrases(meta: Mapping[str, Any]) -> list[str]:
    further = [text(one.get("keyword")) for one in as_list(meta.get("focuskeywords")) if isinstance(one, dict)]
    return [phrase for phrase in (text(meta.get("focuskw")), *further) if phrase]


def overrides_of_term(values: Mapping[str, Any], lost: Counter[str]) -> Overrides:
    """Return what the entry of a term in the plugin's option says."""
    given = {key.removeprefix("wpseo_"): value for key, value in values.items()}
    meta = {
        "title": given.get("title"),
        "metadesc": given.get("desc"),
        "canonical": given.get("canonical"),
        "bctitle": given.get("bctitle"),
        "focuskw": given.get("focuskw"),
        "meta-robots-noindex": {"noindex": "1", "index": "2"}.get(text(given.get("noindex")), ""),
    }
    meta.update({key: value for key, value in given.items() if key in _KNOWN and key not in meta})
    return overrides_of_meta(meta, lost)


def overrides_of_user(meta: Mapping[str, Any], lost: Counter[str]) -> Overrides:
    """Return what a person's meta says of their page."""
    values = {"title": meta.get("wpseo_title"), "metadesc": meta.get("wpseo_metadesc")}
    if flag(meta.get("wpseo_noindex_author")):
        values["meta-robots-noindex"] = "1"
    return overrides_of_meta({key: value for key, value in values.items() if value}, lost)


def adopt_options(lost: Counter[str]) -> None:
    """Take the plugin's options over, unless that was done before and they have not changed."""
    if not changed_options(*OPTIONS):
        return
    titles, social, general = (as_map(store.get(name, None)) for name in OPTIONS)
    settings.change(HeadSettings, head_values(titles, social, general, lost))
    settings.change(SchemaSettings, schema_values(titles, social))
    remember_options(*OPTIONS)


def head_values(
    titles: Mapping[str, Any], social: Mapping[str, Any], general: Mapping[str, Any], lost: Counter[str]
) -> dict[str, Any]:
    """Return the settings of heads."""
    names: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    robots: dict[str, Any] = {}
    for kind, ending in _kinds(titles).items():
        if title := from_yoast(text(titles.get(f"title-{ending}")), lost):
            names[kind] = title
        if f"metadesc-{ending}" in titles:
            descriptions[kind] = from_yoast(text(titles.get(f"metadesc-{ending}")), lost)
        if flag(titles.get(f"noindex-{ending}")):
            robots[kind] = {"noindex": True}
    return {
        "like_aioseo": False,
        "separator": _SEPARATORS.get(text(titles.get("separator")), "-"),
        "titles": names,
        "descriptions": descriptions,
        "robots": robots,
        "open_graph": flag(social.get("opengraph", True)),
        "twitter": flag(social.get("twitter", True)),
        "twitter_site": text(social.get("twitter_site")).removeprefix("@"),
        "twitter_card": "summary" if text(social.get("twitter_card_type")) == "summary" else "summary_large_image",
        "default_image": text(social.get("og_default_image_id")) or text(social.get("og_default_image")),
        "facebook_author": text(social.get("facebook_site")),
        "front_title": from_yoast(text(titles.get("open_graph_frontpage_title")), lost),
        "front_description": from_yoast(text(titles.get("open_graph_frontpage_desc")), lost),
        "front_image": text(titles.get("open_graph_frontpage_image_id"))
        or text(titles.get("open_graph_frontpage_image")),
        "google": text(general.get("googleverify")),
        "bing": text(general.get("msverify")),
        "yandex": text(general.get("yandexverify")),
        "baidu": text(general.get("baiduverify")),
    }


def _kinds(titles: Mapping[str, Any]) -> dict[str, str]:
    """Kind of page -> how the plugin's options end that speak of it."""
    special = {"home-wpseo": "front", "author-wpseo": "author", "archive-wpseo": "date", "search-wpseo": "search"}
    found: dict[str, str] = {}
    for key in titles:
        if not key.startswith("title-"):
            continue
        ending = key.removeprefix("title-")
        if ending == "404-wpseo":
            found["missing"] = ending
        elif ending.startswith("tax-"):
            found[ending.removeprefix("tax-")] = ending
        elif ending.startswith("ptarchive-"):
            found[f"archive:{ending.removeprefix('ptarchive-')}"] = ending
        else:
            found[special.get(ending, ending)] = ending
    return found


def schema_values(titles: Mapping[str, Any], social: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of the structured data."""
    person = titles.get("company_or_person") == "person"
    articles: dict[str, str] = {}
    pages: dict[str, str] = {}
    for key, value in titles.items():
        if key.startswith("schema-article-type-"):
            kind = text(value)
            articles[key.removeprefix("schema-article-type-")] = kind if kind in ARTICLE_TYPES else "none"
        elif key.startswith("schema-page-type-") and text(value) in WEB_PAGE_TYPES:
            pages[key.removeprefix("schema-page-type-")] = text(value)
    same = [
        text(social.get(name))
        for name in ("facebook_site", "mastodon_url", "instagram_url", "linkedin_url", "youtube_url")
    ]
    if handle := text(social.get("twitter_site")).removeprefix("@"):
        same.append(f"https://x.com/{handle}")
    same += [text(one) for one in as_list(social.get("other_social_urls"))]
    return {
        "represents": "person" if person else "organization",
        "name": text(titles.get("company_name")),
        "logo": text(titles.get("company_logo_id")) or text(titles.get("company_logo")),
        "person": text(titles.get("company_or_person_user_id")) if person else "",
        "same_as": [one for one in dict.fromkeys(same) if one.startswith("http")],
        "article_types": articles,
        "page_types": pages,
        **{ours: page for theirs, ours in _POLICIES.items() if (page := text(titles.get(theirs))) not in ("", "0")},
    }
