"""The attributes of a dynamic block's outermost tag. WordPress 7.1 behaviour (get_block_wrapper_attributes)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from wirepress.core.markup.blocks.registry import BlockCall
from wirepress.core.markup.blocks.supports.styles import styles_of
from wirepress.core.markup.html.escape import esc_attr

NO_STYLES = ("color", "typography", "border", "spacing", "dimensions", "shadow")
_ALIGNMENTS = ("left", "center", "right", "wide", "full")
_MERGED = ("style", "class", "id", "aria-label")


def wrapper(
    call: BlockCall,
    extra: Mapping[str, str] | None = None,
    *,
    skip: Collection[str] = (),
    align: bool = True,
) -> str:
    """`name="value"` pairs: `extra` first, then what the block's settings ask for. `skip`: families of styles left out."""
    own = _own_attributes(call, skip, align)
    given = dict(extra or {})
    pairs: dict[str, str] = {}
    for name in _MERGED:
        values = [value for value in (given.pop(name, ""), own.get(name, "")) if value]
        if not values:
            continue
        pairs[name] = values[0] if name in ("id", "aria-label") else " ".join(values)
    pairs.update(given)
    return " ".join(f'{name}="{esc_attr(value)}"' for name, value in pairs.items())


def generated_class(name: str) -> str:
    """Return the class that a block's name gives."""
    return "wp-block-" + name.removeprefix("core/").replace("/", "-")


def _own_attributes(call: BlockCall, skip: Collection[str], align: bool) -> dict[str, str]:
    attrs = call.attrs
    styles = styles_of(attrs, call.ctx.theme.fluid, skip=skip)
    alignment = attrs.text("align")
    names = [
        f"align{alignment}" if align and alignment in _ALIGNMENTS else "",
        attrs.text("className"),
        generated_class(call.name),
        *styles.classes,
    ]
    own = {"style": styles.css, "class": " ".join(name for name in names if name)}
    if call.ctx.modern and attrs.text("anchor"):
        own["id"] = attrs.text("anchor")
    return own
