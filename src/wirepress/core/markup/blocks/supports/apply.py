"""What block supports add to a rendered block, in WordPress's order."""

from __future__ import annotations

from wirepress.core.markup.blocks.registry import BlockCall
from wirepress.core.markup.blocks.supports.background import add_background
from wirepress.core.markup.blocks.supports.elements import add_elements_class
from wirepress.core.markup.blocks.supports.layout import add_layout_classes
from wirepress.core.markup.blocks.supports.priority import lower_hidden_images
from wirepress.core.markup.blocks.supports.typography import make_fluid


def apply_supports(call: BlockCall) -> str:
    """Return the block's HTML with classes and styles of its supports."""
    if not call.content:
        return call.content
    call.content = add_elements_class(call.content, call.attrs.raw)
    fluid = call.ctx.theme.fluid
    if fluid:
        call.content = make_fluid(call.content, call.attrs.path("style", "typography", "fontSize"), fluid)
    call.content = add_layout_classes(call)
    call.content = add_background(call.content, call.name, call.attrs)
    return lower_hidden_images(call)
