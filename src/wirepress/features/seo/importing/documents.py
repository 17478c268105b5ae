"""What REST documents of a site with an SEO plugin say of a story: the plugin's own row, its meta, or only what its head said.

A head says texts that templates have made already. Only what differs from what this site would say by itself is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, cast

from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.features.seo.head import texts
from wirepress.features.seo.importing import rank_math, yoast
from wirepress.features.seo.importing.aioseo_posts import overrides_of_row
from wirepress.features.seo.importing.stored import as_map, at, digest, text
from wirepress.features.seo.overrides import store as overrides
from wirepress.features.seo.overrides.values import EMPTY, Overrides, from_json


def read_document(document: Mapping[str, Any], post: Any) -> Sequence[str]:
    """Take over what a document says of its story. Return what was not understood, in sentences."""
    lost: Counter[str] = Counter()
    sources = {
        name: document[name]
        for name in ("aioseo_meta_data", "yoast_head_json", "aioseo_head_json")
        if document.get(name)
    }
    meta = document.get("meta")
    prefixed = {
        key: value
        for key, value in (meta.items() if isinstance(meta, Mapping) else ())
        if key.startswith((yoast.PREFIX, rank_math.PREFIX)) and value not in ("", None, [], {})
    }
    if not sources and not prefixed:
        return ()
    found = _read(document, sources, prefixed, lost)
    name = digest([sources, prefixed])
    row = cast(Post, post)
    if overrides.sources_of_posts([row.pk]).get(row.pk) != name and found != EMPTY:
        overrides.put_of_posts({row.pk: found}, {row.pk: name})
    return [f"{what}." for what in sorted(lost)]


def _read(
    document: Mapping[str, Any], sources: Mapping[str, Any], meta: Mapping[str, Any], lost: Counter[str]
) -> Overrides:
    if row := as_map(sources.get("aioseo_meta_data")):
        return overrides_of_row(row, lost)
    of_yoast = {key.removeprefix(yoast.PREFIX): value for key, value in meta.items() if key.startswith(yoast.PREFIX)}
    if of_yoast:
        return yoast.overrides_of_meta(of_yoast, lost)
    of_rank_math = {
        key.removeprefix(rank_math.PREFIX): value for key, value in meta.items() if key.startswith(rank_math.PREFIX)
    }
    if of_rank_math:
        return rank_math.overrides_of_meta(of_rank_math, lost)
    if head := as_map(sources.get("yoast_head_json")):
        return of_head(head, document)
    return of_head(_flat(as_map(sources.get("aioseo_head_json"))), document)


def _flat(head: Mapping[str, Any]) -> dict[str, Any]:
    """The names of AIOSEO's head as Yoast has them."""
    found = {key.replace(":", "_"): value for key, value in head.items()}
    found["canonical"] = head.get("canonical_url")
    words = [word.strip() for word in text(head.get("robots")).split(",")]
    found["robots"] = {
        "index": "noindex" if "noindex" in words else "index",
        "follow": "nofollow" if "nofollow" in words else "follow",
    }
    return found


def of_head(head: Mapping[str, Any], document: Mapping[str, Any]) -> Overrides:
    """Return what a head says that this site's templates would not."""
    title = texts.plain(text(at(document, "title", "rendered")))
    summary = texts.plain(text(at(document, "excerpt", "rendered")))
    own_title, description = text(head.get("title")), text(head.get("description"))
    link, canonical = text(document.get("link")), text(head.get("canonical"))
    robots = {}
    if text(at(head, "robots", "index")) == "noindex":
        robots["noindex"] = True
    if text(at(head, "robots", "follow")) == "nofollow":
        robots["nofollow"] = True
    og_title, og_description = text(head.get("og_title")), text(head.get("og_description"))
    found: dict[str, Any] = {
        "title": "" if _is_by_template(own_title, title) else own_title,
        "description": "" if _begins_alike(description, summary) else description,
        "canonical": "" if canonical.rstrip("/") == link.rstrip("/") else canonical,
        "robots": robots,
        "og_title": "" if og_title == own_title or _is_by_template(og_title, title) else og_title,
        "og_description": ""
        if og_description == description or _begins_alike(og_description, summary)
        else og_description,
    }
    return from_json({name: value for name, value in found.items() if value not in ("", {})})


def _is_by_template(text: str, title: str) -> bool:
    """Whether a title is the story's, with nothing or the name of a site behind it."""
    name = texts.decoded(str(store.get("blogname")))
    rest = text.removeprefix(title).removesuffix(name).strip(" -–—|·•»:")
    return not text or (bool(title) and text.startswith(title) and len(rest) < 40)


def _begins_alike(text: str, summary: str) -> bool:
    shown, begins = text.rstrip(" .…"), summary.rstrip(" […]")
    return not text or (bool(begins) and (begins.startswith(shown[:100]) or shown.startswith(begins[:100])))
