"""The block and the shortcode."""

from __future__ import annotations

from html import escape

from wirepress.core.hooks import BlockType, Shortcode
from wirepress.core.markup.blocks.registry import BlockCall
from wirepress.core.markup.shortcodes.registry import ShortcodeCall


def _show_stars(call: BlockCall) -> str:
    from wirepress_example.tastings import average_stars

    stars = average_stars(call.post_id)
    label = escape(call.attrs.text("label"))
    return f'<p class="example-stars">{label}: {"not tasted yet" if stars is None else f"{stars:.1f} of 5"}</p>'


def _show_servings(call: ShortcodeCall) -> str:
    return f'<span class="example-servings">For {call.number("for", 4)} people</span>'


STARS = BlockType(
    "example/stars",
    "Stars",
    _show_stars,
    attributes={"label": {"type": "string", "default": "The kitchen says"}},
    description="How the kitchen liked the recipe.",
    uses=("postId",),
)
SERVINGS = Shortcode("servings", _show_servings)
