"""Directives for robots: of the site, of a kind of page, of a page itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wirepress.content.options import store
from wirepress.core.contract.json_value import JSON
from wirepress.core.hooks import PageFacts
from wirepress.features.seo.overrides.values import Overrides
from wirepress.features.seo.page_kind import kind_of
from wirepress.features.seo.settings.head import HeadSettings

FLAGS: Final = ("noindex", "nofollow", "noarchive", "nosnippet", "noimageindex", "noodp", "notranslate")


def directives(page: PageFacts, settings: HeadSettings, own: Overrides) -> list[str]:
    """Return the directives of a page in their order."""
    if not store.get("blog_public"):
        return ["noindex", "nofollow"]
    if page.subject in ("missing", "refused"):
        return ["noindex"] if settings.like_aioseo else ["noindex", "follow", *_previews(settings, {}, hidden=False)]
    chosen: dict[str, JSON] = {**_of_kind(page, settings), **own.robots}
    flags = {name: chosen.get(name) is True for name in FLAGS}
    if page.noindex or chosen.get("show") is False:
        flags["noindex"] = True
    if page.number > 1:
        flags["noindex"] = flags["noindex"] or settings.noindex_paged
        flags["nofollow"] = flags["nofollow"] or settings.nofollow_paged
    if settings.noindex_empty and page.subject in ("term", "author", "date") and not page.total:
        flags["noindex"] = True
    found = [name for name in FLAGS if flags[name]]
    if flags["noindex"] and not flags["nofollow"] and not settings.like_aioseo:
        found.insert(1, "follow")  # as WordPress says it
    return found + _previews(settings, chosen, hidden=flags["nosnippet"])


def _of_kind(page: PageFacts, settings: HeadSettings) -> Mapping[str, JSON]:
    return settings.robots.get(kind_of(page)) or settings.robots.get("all") or {}


def _previews(settings: HeadSettings, chosen: Mapping[str, JSON], *, hidden: bool) -> list[str]:
    """How much of the page results may show; a number that the site does not limit is not named."""
    found = []
    snippet = chosen.get("max_snippet", settings.max_snippet)
    image = chosen.get("max_image_preview", settings.max_image_preview)
    video = chosen.get("max_video_preview", settings.max_video_preview)
    if not hidden and ("max_snippet" in chosen or snippet != -1):
        found.append(f"max-snippet:{snippet}")
    if chosen.get("noimageindex") is not True:
        found.append(f"max-image-preview:{image}")
    if "max_video_preview" in chosen or video != -1:
        found.append(f"max-video-preview:{video}")
    return found
