"""Takes over All in One SEO's sitemap options after an import, so that its addresses answer as they did."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from wirepress.content.options import store
from wirepress.content.posts.models import PostMeta
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.sitemaps import SitemapSettings

OPTION: Final = "aioseo_options"
_ROW: Final = "_wirepress_aioseo_post"  # meta: a row of the plugin's table aioseo_posts
# The release that first left protected stories out.
_LEAVES_PROTECTED_OUT: Final = (4, 9, 9)


def adopt(active: Sequence[str] = ()) -> list[str]:
    """Store the settings that the options stand for, unless this site has its own, or another plugin's counts. Return what was not
    understood, in words. `active`: folders of the plugins that were on."""
    if active and not any(name.startswith("all-in-one-seo-pack") for name in active):
        return []
    options = read_map(store.get(OPTION, None))
    sitemap = options.get("sitemap")
    if not isinstance(sitemap, dict) or seo.is_stored(SitemapSettings):
        return []
    seo.change(SitemapSettings, values_of(sitemap, _release(), images=_has_images()))
    general = _part(sitemap, "general")
    lost = []
    if str(general.get("filename") or "sitemap") != "sitemap":
        lost.append(
            f"The sitemap was called {general['filename']}.xml; here it is /sitemap.xml. Redirect the old name."
        )
    return lost


def values_of(sitemap: Mapping[str, Any], release: tuple[int, ...], *, images: bool) -> dict[str, Any]:
    """Return our settings for the plugin's. Pure."""
    general, rss, page = _part(sitemap, "general"), _part(sitemap, "rss"), _part(sitemap, "html")
    advanced = _part(general, "advancedSettings")
    further = _part(general, "additionalPages")
    excluded = advanced if advanced.get("enable") else {}
    return {
        "on": bool(general.get("enable", True)),
        "wordpress_addresses": "lead",
        "size": _between(general.get("linksPerIndex"), 10, 50_000, 1000),
        "authors": bool(general.get("author")),
        "dates": bool(general.get("date")),
        "types_off": _left_out(_part(general, "postTypes"), ("post", "page")),
        "taxonomies_off": _left_out(_part(general, "taxonomies"), ("category", "post_tag")),
        "exclude_posts": _ids(excluded.get("excludePosts")),
        "exclude_terms": _ids(excluded.get("excludeTerms")),
        "protected": release < _LEAVES_PROTECTED_OUT,
        "more": [url for one in further.get("pages") or [] if (url := str(read_map(one).get("url") or ""))]
        if further.get("enable")
        else [],
        # The plugin tells of pictures once it has looked through the stories.
        "images": images and not excluded.get("excludeImages"),
        "hints": True,
        "news": False,
        "video": False,
        "rss": bool(rss.get("enable", True)),
        "rss_size": _between(rss.get("linksPerIndex"), 1, 1000, 50),
        "html": bool(page.get("enable", True)),
    }


def _release() -> tuple[int, ...]:
    """Return the plugin's release as numbers; a very old one where it is not known."""
    internal = _part(read_map(store.get("aioseo_options_internal", None)), "internal")
    words = str(internal.get("lastActiveVersion") or "4.0").split(".")
    return tuple(int(word) for word in words if word.isdecimal())


def _has_images() -> bool:
    return any(
        isinstance(row, dict) and row.get("images") not in (None, "", "[]", [])
        for row in PostMeta.objects.filter(key=_ROW).values_list("value", flat=True)[:5000]
    )


def read_map(value: Any) -> dict[str, Any]:
    """Return a map that may be written as JSON, as the plugin writes its options."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return {}
    return value if isinstance(value, dict) else {}


def _part(options: Mapping[str, Any], name: str) -> dict[str, Any]:
    return read_map(options.get(name))


def _left_out(chosen: Mapping[str, Any], known: tuple[str, ...]) -> list[str]:
    included = chosen.get("included")
    if chosen.get("all", True) or not isinstance(included, list):
        return []
    return [name for name in known if name not in included]


def _ids(listed: Any) -> list[str]:
    """Return the ids of a list whose entries are JSON texts with a `value`."""
    found = [str(read_map(one).get("value") or "") for one in listed] if isinstance(listed, list) else []
    return [one for one in found if one.isdecimal()]


def _between(value: Any, low: int, high: int, otherwise: int) -> int:
    try:
        return min(max(int(value), low), high)
    except (TypeError, ValueError):
        return otherwise
