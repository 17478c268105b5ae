"""Layout classes of container blocks. WordPress 7.1 behaviour (block support "layout").

The styles themselves are no part of a REST answer; only whether there would be any decides about the container class.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wirepress.core.markup.blocks.registry import BlockCall
from wirepress.core.markup.blocks.supports.hashing import unique_id
from wirepress.core.markup.html.tags import TagEditor
from wirepress.core.markup.text.slugs import sanitize_title

_TYPES = {
    "default": "is-layout-flow",
    "constrained": "is-layout-constrained",
    "flex": "is-layout-flex",
    "grid": "is-layout-grid",
}
_UNSAFE_GAP = re.compile(r"[\\(&=}]|/\*")
_FLEX = {"type": "flex"}


@dataclass(frozen=True, slots=True)
class LayoutSupport:
    """A block's layout by default, the gap it falls back to, and whether only WordPress after 6.8 supports it."""

    default: Mapping[str, Any] | None = None
    gap: str = "0.5em"
    modern_only: bool = False


LAYOUTS: dict[str, LayoutSupport] = {
    "core/accordion": LayoutSupport(modern_only=True),
    "core/accordion-panel": LayoutSupport(modern_only=True),
    "core/buttons": LayoutSupport(_FLEX),
    "core/column": LayoutSupport(),
    "core/columns": LayoutSupport({"type": "flex", "flexWrap": "nowrap"}, "2em"),
    "core/comments-pagination": LayoutSupport(_FLEX),
    "core/cover": LayoutSupport(),
    "core/details": LayoutSupport(),
    "core/gallery": LayoutSupport(_FLEX),
    "core/group": LayoutSupport(),
    "core/latest-posts": LayoutSupport(modern_only=True),
    "core/navigation": LayoutSupport(_FLEX),
    "core/post-content": LayoutSupport(),
    "core/post-template": LayoutSupport(gap="1.25em"),
    "core/query": LayoutSupport(),
    "core/query-pagination": LayoutSupport(_FLEX),
    "core/quote": LayoutSupport(),
    "core/social-links": LayoutSupport(_FLEX),
    "core/term-template": LayoutSupport(modern_only=True, gap="1.25em"),
    "core/terms-query": LayoutSupport(modern_only=True),
}


def add_layout_classes(call: BlockCall) -> str:
    """Return the block's content with the classes that its layout and its place in the parent's layout ask for."""
    support = LAYOUTS.get(call.name)
    if support and support.modern_only and not call.ctx.modern:
        support = None
    outer = _child_class(call)
    if not support and not outer:
        return call.content
    tags = TagEditor(call.content)
    if not tags.next_tag():
        return call.content
    if outer:
        tags.add_class(outer)
    if support:
        names = _class_names(call, support)
        if _seek_inner_wrapper(tags, call):
            tags.add_class(*names)
    return tags.result()


def _class_names(call: BlockCall, support: LayoutSupport) -> list[str]:
    own = call.attrs.raw.get("layout")
    used: dict[str, Any] = dict(own) if isinstance(own, dict) else dict(support.default or {}) if own is None else {}
    if used.get("inherit") or used.get("contentSize"):
        used["type"] = "constrained"
    kind = used.get("type", "default")
    names = []
    if call.ctx.theme.root_padding and kind == "constrained":
        names.append("has-global-padding")
    given = own if isinstance(own, dict) else {}
    if given.get("orientation"):
        names.append(f"is-{_slug(given['orientation'])}")
    if given.get("justifyContent"):
        names.append(f"is-content-justification-{_slug(given['justifyContent'])}")
    if given.get("flexWrap") == "nowrap":
        names.append("is-nowrap")
    type_class = _TYPES.get(kind, "") if isinstance(kind, str) else ""
    names.append(type_class)
    names.append(_container_class(call, support, used, kind))
    block = call.name.removeprefix("core/").replace("/", "-")
    names.append(f"wp-block-{block}-{type_class}")
    return names


def _container_class(call: BlockCall, support: LayoutSupport, used: dict[str, Any], kind: Any) -> str:
    """Return the class for styles of this very block, empty when its layout needs none."""
    theme = call.ctx.theme
    spacing = call.attrs.path("style", "spacing")
    gap = _safe_gap(spacing.get("blockGap")) if isinstance(spacing, dict) else None
    fallback = theme.block_gaps.get(call.name, theme.block_gap) if call.ctx.modern else support.gap
    has_gap = theme.has_block_gap and gap is not None
    if not _has_styles(used, kind, spacing, has_gap):
        return ""
    values = [used, theme.has_block_gap, gap, False, fallback, spacing]
    return unique_id(values, f"wp-container-{_slug(call.name)}-is-layout-")


def _has_styles(used: Mapping[str, Any], kind: Any, spacing: Any, has_gap: bool) -> bool:
    if kind == "constrained":
        padding = spacing.get("padding") if isinstance(spacing, dict) else None
        sides = isinstance(padding, dict) and bool(padding.get("left") or padding.get("right"))
        sized = bool(used.get("contentSize") or used.get("wideSize"))
        return sized or sides or used.get("justifyContent") in ("left", "right") or has_gap
    if kind == "flex":
        if used.get("orientation") == "vertical" or used.get("flexWrap") == "nowrap" or has_gap:
            return True
        justified = used.get("justifyContent") in ("left", "right", "center", "space-between")
        return justified or used.get("verticalAlignment") in ("top", "center", "bottom", "stretch")
    if kind == "grid":
        return True
    return kind == "default" and has_gap


def _safe_gap(gap: Any) -> Any:
    """Return a gap without characters that could break out of its declaration; broken ones count as not given."""
    if isinstance(gap, dict):
        return {side: _safe_gap(value) for side, value in gap.items()}
    return None if isinstance(gap, str) and _UNSAFE_GAP.search(gap) else gap


def _child_class(call: BlockCall) -> str:
    """Return the class of a block with its own size or place inside a flex or grid parent."""
    layout = call.attrs.path("style", "layout")
    if not isinstance(layout, dict):
        return ""
    stretch = layout.get("selfStretch")
    placed = any(layout.get(name) for name in ("columnStart", "columnSpan", "rowStart", "rowSpan"))
    if not ((stretch in ("fixed", "fixedNoShrink") and layout.get("flexSize")) or stretch == "fill" or placed):
        return ""
    parent = call.parent.values.get("layout") if call.parent else None
    keys = ("selfStretch", "flexSize", "columnStart", "columnSpan", "rowStart", "rowSpan")
    values = {
        "layout": {key: value for key, value in layout.items() if key in keys},
        "parentLayout": {
            key: value
            for key, value in (parent if isinstance(parent, dict) else {}).items()
            if key in ("minimumColumnWidth", "columnCount")
        },
    }
    return unique_id(values, "wp-container-content-")


def _seek_inner_wrapper(tags: TagEditor, call: BlockCall) -> bool:
    """Move to the tag around the inner blocks: the last one with a class in the text before the first inner block."""
    content = call.block.content
    first = content[0] if content else None
    wrapper = ""
    if isinstance(first, str) and len(content) > 1:
        before = TagEditor(first)
        while before.next_tag():
            wrapper = before.text("class") or wrapper
    if not wrapper:
        return True
    while wrapper not in tags.text("class"):
        if not tags.next_tag():
            return False
    return True


def _slug(value: Any) -> str:
    return sanitize_title(str(value))
