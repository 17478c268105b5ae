"""The order in which a story's text, title and excerpt are filtered. WordPress 7.1 behaviour.

Features put their own steps in by `ContentFilter`: a step of an order runs behind WordPress's own steps of that order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from wirepress.core.markup.blocks.find import has_blocks
from wirepress.core.markup.blocks.render import do_blocks
from wirepress.core.markup.context import ContentFilter, RenderContext
from wirepress.core.markup.html.escape import esc_html
from wirepress.core.markup.images.content_tags import filter_content_tags
from wirepress.core.markup.images.tag import attachment_image
from wirepress.core.markup.kses.ascii import trim
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.markup.shortcodes.builtin.embed import autoembed, run_embed_shortcodes
from wirepress.core.markup.shortcodes.run import do_shortcode, registered_names
from wirepress.core.markup.text import autop as paragraphs
from wirepress.core.markup.text.ampersands import convert_chars
from wirepress.core.markup.text.capital_p import capital_p_dangit
from wirepress.core.markup.text.smilies import convert_smilies
from wirepress.core.markup.text.texturize import CORE_SHORTCODES, texturize

Step = Callable[[str, RenderContext], str]


def _smilies(text: str, ctx: RenderContext) -> str:
    return convert_smilies(text, ctx.site.base_url) if ctx.site.use_smilies else text


def _blocks(text: str, ctx: RenderContext) -> str:
    return do_blocks(text, ctx if ctx.in_content else replace(ctx, in_content=True))


def _texturize(text: str, ctx: RenderContext) -> str:
    return texturize(text, (*CORE_SHORTCODES, *ctx.shortcodes)) if ctx.shortcodes else texturize(text)


def _unautop(text: str, ctx: RenderContext) -> str:
    return paragraphs.shortcode_unautop(text, registered_names(ctx))


def _run(steps: Iterable[ContentFilter], text: str, ctx: RenderContext) -> str:
    for step in sorted(steps, key=lambda item: item.order):
        text = step.apply(text, ctx)
    return text


def _plain(order: int, name: str, change: Callable[[str], str]) -> ContentFilter:
    return ContentFilter(order, name, lambda text, ctx: change(text))


_TEXTURIZE = ContentFilter(10, "texturize", _texturize)
_AUTOP = _plain(10, "autop", paragraphs.autop)
_UNAUTOP = ContentFilter(10, "shortcode_unautop", _unautop)
_CAPITAL = _plain(11, "capital_p", capital_p_dangit)
_TITLE_CAPITAL = _plain(11, "capital_p", lambda text: capital_p_dangit(text, title=True))
_IMAGES = ContentFilter(12, "image_tags", filter_content_tags)


def the_content(raw: str, ctx: RenderContext, *, blocks: bool = True, images: bool = True) -> str:
    """Return a story's HTML. `blocks` and `images` off: as an excerpt is made from it."""
    made_of_blocks = blocks and has_blocks(raw)
    moved = ctx.state.autop_moved
    autop = [] if made_of_blocks else [_AUTOP]
    steps: list[ContentFilter] = [
        ContentFilter(8, "embed_shortcodes", run_embed_shortcodes),
        ContentFilter(8, "autoembed", autoembed),
        *([ContentFilter(9, "blocks", _blocks)] if blocks else []),
        _TEXTURIZE,
        *([] if moved else autop),
        _UNAUTOP,
        ContentFilter(10, "prepend_attachment", prepend_attachment),
        *(step for step in ctx.content_filters if step.order <= 10),
        *(autop if moved else []),
        _CAPITAL,
        ContentFilter(11, "shortcodes", lambda text, context: do_shortcode(text, context)),
        *([_IMAGES] if images else []),
        ContentFilter(20, "smilies", _smilies),
        *(step for step in ctx.content_filters if step.order > 10),
    ]
    if made_of_blocks:  # WordPress puts autop back behind all steps of its order, for the rest of the response
        ctx.state.autop_moved = True
    return _run(steps, raw, ctx).replace("]]>", "]]&gt;") if not images else _run(steps, raw, ctx)


def rendered_content(html: str, ctx: RenderContext) -> str:
    """Return a story that is only known rendered: served as it is. What the features' steps put around it gets its image attributes."""
    text = _run(ctx.content_filters, html, ctx)
    if text == html:
        return html
    start = text.find(html) if html else -1
    if start < 0:
        return text
    before, behind = text[:start], text[start + len(html) :]
    return filter_content_tags(before, ctx) + html + filter_content_tags(behind, ctx)


def the_title(raw: str, ctx: RenderContext) -> str:
    """Return the HTML of a title."""
    steps: Sequence[ContentFilter] = (
        _TEXTURIZE,
        _plain(10, "convert_chars", convert_chars),
        _plain(10, "trim", trim),
        _TITLE_CAPITAL,
        *ctx.title_filters,
    )
    return _run(steps, raw, ctx)


def the_excerpt(text: str, ctx: RenderContext) -> str:
    """Return an excerpt's HTML, written by hand or made from the content."""
    steps: Sequence[ContentFilter] = (
        _TEXTURIZE,
        ContentFilter(10, "smilies", _smilies),
        _plain(10, "convert_chars", convert_chars),
        _AUTOP,
        _UNAUTOP,
        *(step for step in ctx.excerpt_filters if step.order <= 10),
        _IMAGES,
        *(step for step in ctx.excerpt_filters if step.order > 10),
    )
    return _run(steps, text, ctx)


def prepend_attachment(text: str, ctx: RenderContext) -> str:
    """The page of an attachment shows its file before its description."""
    if ctx.post is None or ctx.post.type != "attachment":
        return text
    item = ctx.lookup.attachment(ctx.post.id)
    if item is None:
        return text
    family = item.mime.partition("/")[0]
    if family in ("audio", "video"):
        shown = do_shortcode(f'[{family} src="{item.url}"]', ctx)
        return f"{shown}\n{text}"
    inner = attachment_image(item, "medium", ctx) or esc_html(item.title or item.url.rpartition("/")[2])
    return f"<p class=\"attachment\"><a href='{esc_url(item.url)}'>{inner}</a></p>\n{text}"
