"""When an image or frame is loaded: lazily, or first of all. WordPress 7.1 behaviour (wp_get_loading_optimization_attributes).

Only a page of the site knows what is in view; in REST answers everything waits until it is scrolled to.
"""

from __future__ import annotations

from collections.abc import Mapping

from wirepress.core.markup.context import RenderContext

IN_VIEW = 3
"""So many images and frames at the start of the page's story are not lazy."""
PRIORITY_AREA = 50_000
"""Pixels from which the first image in view is fetched before others."""


def loading_attributes(
    tag: str, width: int | None, height: int | None, present: Mapping[str, str], ctx: RenderContext
) -> dict[str, str]:
    """Attributes to add (decoding, loading, fetchpriority). Without both dimensions only `decoding` makes sense."""
    found: dict[str, str] = {}
    if tag == "img":
        found["decoding"] = present.get("decoding") or "async"
    if not width or not height:
        return found
    loading = present.get("loading")
    priority = present.get("fetchpriority")
    in_view = loading == "eager" or priority == "high"
    if loading == "lazy":
        found["loading"] = "lazy"
        return found
    if ctx.main_loop:
        ctx.state.media_in_view += 1
        in_view = in_view or ctx.state.media_in_view <= IN_VIEW
    if in_view:
        if tag == "img" and _deserves_priority(width, height, priority, ctx):
            found["fetchpriority"] = "high"
    elif loading is None:
        found["loading"] = "lazy"
    return found


def _deserves_priority(width: int, height: int, priority: str | None, ctx: RenderContext) -> bool:
    undecided = priority is None or (priority == "auto" and ctx.modern)
    if not undecided:
        if priority == "high":
            ctx.state.high_priority_given = True
        return priority == "high"
    if ctx.state.high_priority_given or width * height < PRIORITY_AREA:
        return False
    ctx.state.high_priority_given = True  # an image that leaves it to the browser takes the place all the same
    return priority is None
