"""Colours, type, borders and spacing of a dynamic block as classes and inline styles. WordPress 7.1 behaviour (style engine)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wirepress.core.markup.blocks.registry import Attrs
from wirepress.core.markup.blocks.supports.typography import fluid_size
from wirepress.core.markup.context import FluidType
from wirepress.core.markup.kses.css import filter_css

_KEBAB = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[a-zA-Z])(?=[0-9])|(?<=[0-9])(?=[a-zA-Z])|[\s_]+")
_SIDES = ("top", "right", "bottom", "left")
_CORNERS = {"topLeft": "top-left", "topRight": "top-right", "bottomLeft": "bottom-left", "bottomRight": "bottom-right"}
_TYPE = {
    "fontStyle": "font-style",
    "fontWeight": "font-weight",
    "lineHeight": "line-height",
    "textColumns": "column-count",
    "textDecoration": "text-decoration",
    "textTransform": "text-transform",
    "letterSpacing": "letter-spacing",
    "writingMode": "writing-mode",
}


@dataclass(slots=True)
class Styles:
    """Class names and declarations in the order in which they are printed."""

    classes: list[str] = field(default_factory=list)
    declarations: list[str] = field(default_factory=list)

    def declare(self, name: str, value: Any) -> None:
        """Add a declaration when it is safe; preset references become custom properties."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value and (kept := filter_css(f"{name}:{resolve_preset(value)}")):
            self.declarations.append(f"{kept};")

    @property
    def css(self) -> str:
        return "".join(self.declarations)


def resolve_preset(value: str) -> str:
    """`var:preset|spacing|50` as a CSS variable; other values as they are."""
    if not value.startswith("var:"):
        return value
    return "var(--wp--" + "--".join(kebab_case(part) for part in value[4:].split("|")) + ")"


def kebab_case(text: str) -> str:
    """Return a slug as it stands in class names and custom properties."""
    return _KEBAB.sub("-", text.strip()).lower()


def styles_of(attrs: Attrs, fluid: FluidType | None, *, skip: Iterable[str] = ()) -> Styles:
    """Return all styles of a block, except the families named in `skip` (color, typography, border, spacing, dimensions, shadow)."""
    styles = Styles()
    left_out = set(skip)
    for family, add in (
        ("color", _colors),
        ("border", _borders),
        ("spacing", _spacing),
        ("dimensions", _dimensions),
        ("shadow", _shadow),
    ):
        if family not in left_out:
            add(attrs, styles)
        if family == "color" and "typography" not in left_out:
            _typography(attrs, styles, fluid)
    return styles


def _named(attrs: Attrs, name: str) -> str:
    return kebab_case(attrs.text(name))


def _colors(attrs: Attrs, styles: Styles) -> None:
    for attribute, key, flag, suffix, css in (
        ("textColor", "text", "has-text-color", "color", "color"),
        ("backgroundColor", "background", "has-background", "background-color", "background-color"),
        ("gradient", "gradient", "has-background", "gradient-background", "background"),
    ):
        slug = _named(attrs, attribute)
        custom = attrs.path_text("style", "color", key)
        if slug:
            styles.classes += [flag, f"has-{slug}-{suffix}"]
        elif custom:
            styles.classes.append(flag)
            reference = custom.rpartition("|")[2] if custom.startswith("var:preset|") else ""
            if reference:
                styles.classes.append(f"has-{kebab_case(reference)}-{suffix}")
            else:
                styles.declare(css, custom)


def _typography(attrs: Attrs, styles: Styles, fluid: FluidType | None) -> None:
    custom = attrs.path("style", "typography") or {}
    values: Mapping[str, Any] = custom if isinstance(custom, dict) else {}
    if size := _named(attrs, "fontSize"):
        styles.classes.append(f"has-{size}-font-size")
    elif values.get("fontSize"):
        size_value = values["fontSize"]
        styles.declare("font-size", fluid_size(size_value, fluid) if fluid else size_value)
    if family := _named(attrs, "fontFamily"):
        styles.classes.append(f"has-{family}-font-family")
    elif values.get("fontFamily"):
        styles.declare("font-family", values["fontFamily"])
    for key, name in _TYPE.items():
        styles.declare(name, values.get(key))
    align = values.get("textAlign")
    if isinstance(align, str) and align:
        styles.classes.append(f"has-text-align-{align}")


def _borders(attrs: Attrs, styles: Styles) -> None:
    border = attrs.path("style", "border")
    values: Mapping[str, Any] = border if isinstance(border, dict) else {}
    color = _named(attrs, "borderColor")
    radius = values.get("radius")
    if isinstance(radius, dict):
        for corner, name in _CORNERS.items():
            styles.declare(f"border-{name}-radius", radius.get(corner))
    else:
        styles.declare("border-radius", _with_unit(radius))
    if color or values.get("color"):
        styles.classes.append("has-border-color")
    if color:
        styles.classes.append(f"has-{color}-border-color")
    else:
        styles.declare("border-color", values.get("color"))
    styles.declare("border-style", values.get("style"))
    styles.declare("border-width", _with_unit(values.get("width")))
    for side in _SIDES:
        part = values.get(side)
        if isinstance(part, dict):
            for key in ("width", "color", "style"):
                styles.declare(f"border-{side}-{key}", part.get(key))


def _with_unit(value: Any) -> Any:
    return f"{value}px" if isinstance(value, int | float) and not isinstance(value, bool) else value


def _spacing(attrs: Attrs, styles: Styles) -> None:
    for kind in ("padding", "margin"):
        value = attrs.path("style", "spacing", kind)
        if isinstance(value, dict):
            for side in _SIDES:
                styles.declare(f"{kind}-{side}", value.get(side))
        else:
            styles.declare(kind, value)


def _dimensions(attrs: Attrs, styles: Styles) -> None:
    styles.declare("min-height", attrs.path("style", "dimensions", "minHeight"))


def _shadow(attrs: Attrs, styles: Styles) -> None:
    styles.declare("box-shadow", attrs.path("style", "shadow"))
