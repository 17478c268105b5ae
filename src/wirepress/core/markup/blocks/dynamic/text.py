"""Blocks of text whose saved markup gets a class: paragraph, heading, list, shortcode, HTML."""

from __future__ import annotations

from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.html.tags import TagEditor
from wirepress.core.markup.text.autop import autop


def _class_on(content: str, names: tuple[str, ...], class_name: str) -> str:
    """Add a class to the first tag of these names."""
    tags = TagEditor(content)
    while tags.next_tag():
        if tags.name in names:
            tags.add_class(class_name)
            break
    return tags.result()


@renders("core/paragraph")
def paragraph(call: BlockCall) -> str:
    """WordPress 7.1 marks paragraphs, 6.8 does not."""
    return _class_on(call.content, ("p",), "wp-block-paragraph") if call.ctx.modern else call.content


@renders("core/heading")
def heading(call: BlockCall) -> str:
    return _class_on(call.content, ("h1", "h2", "h3", "h4", "h5", "h6"), "wp-block-heading")


@renders("core/list")
def list_block(call: BlockCall) -> str:
    return _class_on(call.content, ("ol", "ul"), "wp-block-list")


@renders("core/shortcode")
def shortcode(call: BlockCall) -> str:
    """The shortcode itself is expanded later, with those of the whole text."""
    return autop(call.content)
