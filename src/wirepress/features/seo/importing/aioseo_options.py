"""All in One SEO's options become the site's settings. From then on the site answers as the plugin did."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any, Final

from wirepress.content.options import store
from wirepress.features.seo.importing.stored import (
    as_map,
    at,
    changed_options,
    flag,
    remember_options,
    text,
    whole,
)
from wirepress.features.seo.settings import store as settings
from wirepress.features.seo.settings.head import IMAGE_SOURCES, HeadSettings
from wirepress.features.seo.settings.schema import ARTICLE_TYPES, WEB_PAGE_TYPES, SchemaSettings

OPTIONS: Final = ("aioseo_options", "aioseo_options_dynamic")
_FLAGS: Final = ("noindex", "nofollow", "noarchive", "nosnippet", "noimageindex", "noodp", "notranslate")
_SOURCES: Final = frozenset(name for name, _ in IMAGE_SOURCES)
_OLD_TYPE: Final = "_aioseo_"  # before the name of a type that is a word of PHP


def read_options() -> dict[str, Any]:
    """Return `aioseo_options` with what translations say instead; {} where the site never had the plugin."""
    return _localized("aioseo_options")


def read_dynamic_options() -> dict[str, Any]:
    """Return `aioseo_options_dynamic`: what the plugin keeps by post type and taxonomy."""
    found = _localized("aioseo_options_dynamic")
    return found or as_map(at(read_options(), "dynamic"))


def _localized(name: str) -> dict[str, Any]:
    values = as_map(store.get(name, None))
    for path, told in as_map(store.get(f"{name}_localized", None)).items():
        if text(told):
            _put(values, path.split("_"), told)
    return values


def _put(values: dict[str, Any], path: list[str], told: Any) -> None:
    """Put a text at a path whose steps were joined by `_`, which names may hold as well. What is not there already is left."""
    for length in range(len(path), 0, -1):
        step = "_".join(path[:length])
        if step not in values:
            continue
        if length == len(path):
            values[step] = told
        elif isinstance(values[step], dict):
            _put(values[step], path[length:], told)
        return


def adopt_options() -> list[str]:
    """Take the plugin's options over, unless that was done before and they have not changed. Return what was not understood."""
    if not changed_options(*OPTIONS):
        return []
    options, dynamic = read_options(), read_dynamic_options()
    if not options:
        return []
    lost: list[str] = []
    settings.change(HeadSettings, head_values(options, dynamic, lost))
    settings.change(SchemaSettings, schema_values(options, dynamic, lost))
    remember_options(*OPTIONS)
    return lost


def head_values(options: Mapping[str, Any], dynamic: Mapping[str, Any], lost: list[str]) -> dict[str, Any]:
    """Return the settings of heads."""
    look = at(options, "searchAppearance") or {}
    robots_all = at(look, "advanced", "globalRobotsMeta") or {}
    kinds = _kinds(look, dynamic)
    titles = {"front": text(at(look, "global", "siteTitle")), "missing": ""}
    descriptions = {"front": text(at(look, "global", "metaDescription")), "missing": ""}
    robots: dict[str, Any] = {}
    for kind, values in kinds.items():
        titles[kind], descriptions[kind] = text(values.get("title")), text(values.get("metaDescription"))
        if values.get("show") is False:
            robots[kind] = {"show": False}
        elif found := _robots(at(values, "advanced", "robotsMeta")):
            robots[kind] = found
    if found := _robots(robots_all):
        robots["all"] = found
    return {
        "like_aioseo": True,
        "separator": html.unescape(text(at(look, "global", "separator"))) or "-",
        "titles": titles,
        "descriptions": descriptions,
        "page_format": text(at(look, "advanced", "pagedFormat")),
        "robots": robots,
        "noindex_paged": flag(robots_all.get("noindexPaginated")),
        "nofollow_paged": flag(robots_all.get("nofollowPaginated")),
        "noindex_empty": False,  # the plugin has a switch for it that does nothing
        **_sharing(at(options, "social") or {}, dynamic, lost),
        **_verification(at(options, "webmasterTools") or {}, lost),
    }


def _kinds(look: Mapping[str, Any], dynamic: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Kind of page -> what the plugin says of it."""
    found: dict[str, Mapping[str, Any]] = {}
    groups = (
        ("", at(look, "archives")),
        ("", at(dynamic, "searchAppearance", "postTypes")),
        ("", at(dynamic, "searchAppearance", "taxonomies")),
        ("archive:", at(dynamic, "searchAppearance", "archives")),
    )
    for prefix, group in groups:
        for name, values in group.items() if isinstance(group, Mapping) else ():
            if isinstance(values, Mapping):
                found[prefix + name.removeprefix(_OLD_TYPE)] = values
    return found


def _robots(values: Any) -> dict[str, Any]:
    """The directives of a kind of page, {} where it follows the site."""
    if not isinstance(values, Mapping) or flag(values.get("default", True)):
        return {}
    found: dict[str, Any] = {name: flag(values.get(name)) for name in _FLAGS}
    found["max_snippet"] = whole(values.get("maxSnippet"), -1)
    found["max_video_preview"] = whole(values.get("maxVideoPreview"), -1)
    preview = text(values.get("maxImagePreview"))
    found["max_image_preview"] = preview if preview in ("none", "standard", "large") else "large"
    return found


def _sharing(social: Mapping[str, Any], dynamic: Mapping[str, Any], lost: list[str]) -> dict[str, Any]:
    general, home = at(social, "facebook", "general") or {}, at(social, "facebook", "homePage") or {}
    advanced = at(social, "facebook", "advanced") or {}
    x = at(social, "twitter", "general") or {}
    source = text(general.get("defaultImageSourcePosts")) or "default"
    if source not in _SOURCES:
        lost.append(f"All in One SEO: pictures for sharing came from '{source}'; now from the default picture.")
        source = "default"
    types = at(dynamic, "social", "facebook", "general", "postTypes")
    return {
        "open_graph": flag(general.get("enable", True)),
        "og_types": {
            name: text(at(values, "objectType")) for name, values in as_map(types).items() if at(values, "objectType")
        },
        "site_name": text(general.get("siteName")),
        "image_source": source,
        "default_image": text(general.get("defaultImagePosts")),
        "front_title": text(home.get("title")),
        "front_description": text(home.get("description")),
        "front_image": text(home.get("image")),
        "article_tags": flag(advanced.get("enable")) and flag(advanced.get("generateArticleTags")),
        "facebook_app": text(advanced.get("appId")) if flag(advanced.get("enable")) else "",
        "facebook_author": text(at(social, "profiles", "urls", "facebookPageUrl")),
        "twitter": flag(x.get("enable", True)),
        "twitter_card": _card(x.get("defaultCardType"), "summary_large_image"),
        "twitter_front_card": _card(at(social, "twitter", "homePage", "cardType"), "summary"),
        "twitter_site": text(at(social, "profiles", "urls", "twitterUrl")).rstrip("/").rpartition("/")[2],
    }


def _card(value: Any, default: str) -> str:
    return text(value) if text(value) in ("summary", "summary_large_image") else default


def _verification(tools: Mapping[str, Any], lost: list[str]) -> dict[str, Any]:
    names = ("google", "bing", "yandex", "baidu", "pinterest")
    if text(tools.get("miscellaneousVerification")):
        lost.append("All in One SEO: further verification tags were not taken over; put them into the settings.")
    return {name: text(tools.get(name)) for name in names}


def schema_values(options: Mapping[str, Any], dynamic: Mapping[str, Any], lost: list[str]) -> dict[str, Any]:
    """Return the settings of the structured data."""
    said = at(options, "searchAppearance", "global", "schema") or {}
    name = text(said.get("organizationName"))
    articles: dict[str, str] = {}
    pages: dict[str, str] = {}
    for kind, values in as_map(at(dynamic, "searchAppearance", "postTypes")).items():
        _kind_of_schema(kind.removeprefix(_OLD_TYPE), values, articles, pages, lost)
    return {
        "represents": "person" if said.get("siteRepresents") == "person" else "organization",
        "organization_type": "Organization",
        "name": "" if name == "#site_title" else name,
        "description": text(said.get("organizationDescription")),
        "logo": text(said.get("organizationLogo")),
        "person": text(said.get("person")) if text(said.get("person")) != "manual" else text(said.get("personName")),
        "founded": text(said.get("foundingDate")),
        "email": text(said.get("email")),
        "phone": text(said.get("phone")),
        "same_as": _profiles(at(options, "social", "profiles") or {}),
        "article_types": articles,
        "page_types": pages,
        "breadcrumb_home": text(at(options, "breadcrumbs", "homepageLabel")) or "Home",
    }


def _kind_of_schema(kind: str, values: Any, articles: dict[str, str], pages: dict[str, str], lost: list[str]) -> None:
    sort = text(at(values, "schemaType"))
    article, page = text(at(values, "articleType")), text(at(values, "webPageType"))
    articles[kind] = article if sort == "Article" and article in ARTICLE_TYPES else "none"
    if page in WEB_PAGE_TYPES:
        pages[kind] = page
    if sort and sort not in ("Article", "none", *WEB_PAGE_TYPES):
        lost.append(f"All in One SEO: items of type '{kind}' were of kind '{sort}', which has no counterpart.")


def _profiles(profiles: Mapping[str, Any]) -> list[str]:
    urls = [text(value) for value in as_map(profiles.get("urls")).values()]
    same = as_map(profiles.get("sameUsername"))
    if flag(same.get("enable")) and text(same.get("username")):
        urls += [
            _OF_ONE_NAME[name] + text(same["username"]) for name in same.get("included") or () if name in _OF_ONE_NAME
        ]
    urls += text(profiles.get("additionalUrls")).split()
    return list(dict.fromkeys(url for url in urls if url))


_OF_ONE_NAME: Final = {
    "facebookPageUrl": "https://www.facebook.com/",
    "twitterUrl": "https://x.com/",
    "tiktokUrl": "https://www.tiktok.com/@",
    "pinterestUrl": "https://www.pinterest.com/",
    "instagramUrl": "https://www.instagram.com/",
    "youtubeUrl": "https://www.youtube.com/@",
    "linkedinUrl": "https://www.linkedin.com/in/",
    "tumblrUrl": "https://www.tumblr.com/",
    "soundCloudUrl": "https://soundcloud.com/",
}
