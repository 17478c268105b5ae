"""Content from elsewhere: reusable blocks, patterns, template parts, footnotes. WordPress 7.1 behaviour."""

from __future__ import annotations

import json
from typing import Any

from wirepress.core.markup.blocks.parts import current_post
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.html.escape import esc_attr
from wirepress.core.markup.kses import post as clean
from wirepress.core.markup.shortcodes.builtin.embed import autoembed, run_embed_shortcodes
from wirepress.core.markup.shortcodes.run import do_shortcode

_TAGS = ("header", "footer", "main", "section", "article", "aside", "div")


@renders("core/block")
def synced_pattern(call: BlockCall) -> str:
    """A reusable block: whatever it holds now."""
    ref = call.attrs.number("ref")
    text = call.ctx.lookup.synced(ref) if ref else None
    if not text:
        return ""
    ctx = call.ctx
    embedded = autoembed(run_embed_shortcodes(text, ctx), ctx)
    scope = {**call.scope, "pattern/overrides": call.attrs.mapping("content")}
    return call.engine.guarded(f"block:{ref}", lambda: call.engine.render_text(embedded, scope))


@renders("core/pattern")
def pattern(call: BlockCall) -> str:
    """Return the registered pattern that the block names, rendered."""
    slug = call.attrs.text("slug")
    text = call.ctx.lookup.pattern(slug) if slug else None
    if not text:
        return ""
    return call.engine.guarded(f"pattern:{slug}", lambda: call.engine.render_text(text, call.scope))


@renders("core/template-part")
def template_part(call: BlockCall) -> str:
    """A part that templates share, in the element of its place on the page."""
    attrs, ctx = call.attrs, call.ctx
    slug, theme = attrs.text("slug"), attrs.text("theme") or ctx.theme.slug
    text = ctx.lookup.template_part(slug, theme) if slug else None
    if text is None:
        return ""
    body = call.engine.guarded(f"part:{theme}/{slug}", lambda: call.engine.render_text(text, call.scope))
    tag = attrs.text("tagName")
    if tag not in _TAGS:
        area = attrs.text("area")
        tag = area if area in ("header", "footer") else "div"
    return f"<{tag} {wrapper(call)}>{do_shortcode(body, ctx)}</{tag}>"


@renders("core/footnotes")
def footnotes(call: BlockCall) -> str:
    """The notes of the post, each with the way back to its mark."""
    post = current_post(call)
    if post is None or post.password:
        return ""
    notes = _notes(call.ctx.lookup.meta(post.id, "footnotes"))
    if not notes:
        return ""
    items = "".join(
        f'<li id="{esc_attr(identity)}">{clean(text)} <a href="#{esc_attr(identity)}-link" aria-label="Jump to footnote reference {number}">'
        "\u21a9\ufe0e</a></li>"
        for number, (identity, text) in enumerate(notes, 1)
    )
    return f"<ol {wrapper(call)}>{items}</ol>"


def _notes(stored: Any) -> list[tuple[str, str]]:
    """Id and text of each note; broken notes count as none."""
    if isinstance(stored, str):
        try:
            stored = json.loads(stored) if stored else []
        except (ValueError, RecursionError):
            return []
    rows = stored if isinstance(stored, list) else []
    return [(str(row["id"]), str(row.get("content", ""))) for row in rows if isinstance(row, dict) and row.get("id")]
