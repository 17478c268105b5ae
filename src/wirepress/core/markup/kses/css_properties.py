"""The CSS properties that an inline style may set, and those whose value may name a URL or draw a gradient."""

from __future__ import annotations

from typing import Final

_SIDES: Final = ("top", "right", "bottom", "left")
_LOGICAL: Final = ("block-start", "block-end", "inline-start", "inline-end")


def _family(stem: str, ends: str) -> frozenset[str]:
    return frozenset(f"{stem}-{end}" for end in ends.split())


_BOXES: Final = frozenset(
    (f"{box}-{side}" for box in ("margin", "padding") for side in (*_SIDES, *_LOGICAL)),
) | {"margin", "padding"}
_BORDERS: Final = (
    _family("border", "radius width color style spacing collapse")
    | _family("border", " ".join(_SIDES))
    | frozenset(f"border-{side}-{part}" for side in _SIDES for part in ("color", "style", "width"))
    | frozenset(f"border-{side}-{end}-radius" for side in ("top", "bottom") for end in ("left", "right"))
    | {"border"}
)
_BACKGROUND: Final = _family("background", "color image position repeat size attachment blend-mode") | {"background"}
_TEXT: Final = (
    _family("font", "family size style variant weight")
    | _family("text", "align decoration indent transform")
    | {"color", "font", "letter-spacing", "line-height", "white-space", "direction", "vertical-align", "writing-mode"}
)
_SIZES: Final = frozenset(f"{limit}{size}" for limit in ("", "min-", "max-") for size in ("width", "height"))
_LAYOUT: Final = (
    _family("column", "count fill gap rule span width")
    | _family("flex", "basis direction flow grow shrink wrap")
    | _family("grid", "template-columns auto-columns column-start column-end column column-gap")
    | _family("grid", "template-rows auto-rows row-start row-end row row-gap gap")
    | _family("justify", "content items self")
    | _family("align", "content items self")
    | {"columns", "flex", "gap", "row-gap", "container-type"}
)
_PLACE: Final = frozenset({"position", *_SIDES, "z-index", "display", "float", "clear", "overflow"})
_LOOK: Final = frozenset(
    {"aspect-ratio", "box-shadow", "caption-side", "cursor", "filter", "list-style-type"}
    | {"object-fit", "object-position", "opacity"}
)
_DRAWING: Final = (
    _family("fill", "opacity rule")
    | _family("stroke", "dasharray dashoffset linecap linejoin miterlimit opacity width")
    | _family("marker", "start mid end")
    | _family("color", "interpolation interpolation-filters")
    | _family("stop", "color opacity")
    | _family("flood", "color opacity")
    | {"fill", "stroke", "marker", "mask", "mask-type", "clip-path", "clip-rule", "lighting-color", "paint-order"}
    | {"alignment-baseline", "baseline-shift", "dominant-baseline", "text-anchor"}
    | {"shape-rendering", "transform", "transform-origin", "vector-effect"}
)

PROPERTIES: Final = _DRAWING | _BOXES | _BORDERS | _BACKGROUND | _TEXT | _SIZES | _LAYOUT | _PLACE | _LOOK
# Only those of them that PROPERTIES has can be reached; the others are here for a policy that adds to it.
WITH_URL: Final = (
    frozenset({"background", "background-image", "cursor", "filter", "list-style", "list-style-image"})
    | _family("marker", "start mid end")
    | {"clip-path", "fill", "marker", "mask", "stroke"}
)
WITH_GRADIENT: Final = frozenset({"background", "background-image"})
