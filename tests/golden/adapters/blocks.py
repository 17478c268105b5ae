"""Adapters of the recorded functions, area: blocks, shortcodes, pipelines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.golden.adapters.example_site import HOME, NOW, FreshSite
from wirepress.core.markup import pipeline
from wirepress.core.markup.blocks.find import has_block, has_blocks
from wirepress.core.markup.blocks.model import Block
from wirepress.core.markup.blocks.parse import parse_blocks
from wirepress.core.markup.blocks.render import do_blocks
from wirepress.core.markup.blocks.serialize import delimited, serialize_attrs, serialize_blocks, short_name
from wirepress.core.markup.context import RenderContext, SiteFacts
from wirepress.core.markup.excerpts import from_content
from wirepress.core.markup.images.content_tags import filter_content_tags, with_auto_sizes, with_loading
from wirepress.core.markup.shortcodes.parse import combine_attributes, parse_attributes
from wirepress.core.markup.shortcodes.run import do_shortcode, registered_names, strip_shortcodes


def context() -> RenderContext:
    """The recorded site: classic theme, as WordPress is installed."""
    return RenderContext(site=SiteFacts(home_url=HOME), lookup=FreshSite(), now=NOW)


def _as_php(block: Any) -> dict[str, Any]:
    return {
        "blockName": block.name,
        "attrs": block.attrs,
        "innerBlocks": [_as_php(inner) for inner in block.inner],
        "innerHTML": block.html,
        "innerContent": list(block.content),
    }


def _block(array: Any) -> Block:
    """A parsed block from the PHP array of one; an empty PHP array stands for an empty object too."""
    inner = [_block(item) for item in array["innerBlocks"]]
    attrs = None if array["attrs"] is None else array["attrs"] or {}
    return Block(array["blockName"], attrs, inner, array["innerHTML"], array["innerContent"])


def _map(array: Any) -> dict[str, Any]:
    """A PHP array with text keys, whatever it was recorded as."""
    return array if isinstance(array, dict) else {str(key): value for key, value in enumerate(array or [])}


def _with_defaults(pairs: Any, attrs: Any, name: str = "") -> dict[str, Any]:
    return combine_attributes(_map(pairs), _map(attrs))


ADAPTERS: dict[str, Callable[..., Any]] = {
    "parse_blocks": lambda text: [_as_php(block) for block in parse_blocks(text)],
    "do_blocks": lambda text: do_blocks(text, context()),
    "get_comment_delimited_block_content": delimited,
    "serialize_block_attributes": serialize_attrs,
    "serialize_blocks": lambda blocks: serialize_blocks([_block(item) for item in blocks]),
    "strip_core_block_namespace": lambda name: name and short_name(name),
    "has_block": lambda name, text=None: has_block(name, text),
    "shortcode_atts": _with_defaults,
    "shortcode_parse_atts": parse_attributes,
    "has_blocks": has_blocks,
    "do_shortcode": lambda text, ignore_html=False: do_shortcode(text, context(), ignore_html=ignore_html),
    "strip_shortcodes": lambda text: strip_shortcodes(text, registered_names(context())),
    "wp_filter_content_tags": lambda text, *_: filter_content_tags(text, context()),
    "wp_img_tag_add_auto_sizes": with_auto_sizes,
    "wp_img_tag_add_loading_optimization_attrs": lambda tag, place="": with_loading(
        tag, context(), whole_template=place == "template"
    ),
    "filter_the_excerpt": lambda text: pipeline.the_excerpt(text, context()),
    "filter_the_content": lambda text: pipeline.the_content(text, context()),
    "filter_the_title": lambda text, *_: pipeline.the_title(text, context()),
    "excerpt_remove_blocks": lambda text: from_content.remove_blocks(text, context()),
    "wp_trim_excerpt": lambda text: from_content.trim_excerpt(text, context()),
}
