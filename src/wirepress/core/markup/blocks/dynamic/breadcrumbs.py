"""The way from the front page to a post (core/breadcrumbs, WordPress 7.1 behaviour)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from wirepress.core.markup.blocks.parts import current_post, post_title
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.html.escape import esc_html
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.markup.records import PostRecord, TermRecord

DEPTH_MAX: Final = 20
SEPARATOR_MAX: Final = 8  # characters: it is a sign, not a text
# What could end the text in the rule, or be taken for a call or an address.
_NO_SEPARATOR: Final = re.compile(r"[\\\"'()<>=:{};&\x00-\x1f]")


@renders("core/breadcrumbs")
def breadcrumbs(call: BlockCall) -> str:
    """A list of links: the front page, pages above or the first category with those above it, the post itself."""
    post, attrs = current_post(call), call.attrs
    if post is None:
        return ""
    links = [_link(call.ctx.site.home_url, "Home")] if attrs.flag("showHomeItem", True) else []
    if post.type == "post" or attrs.flag("prefersTaxonomy"):
        links += [_link(term.url, esc_html(term.name)) for term in _terms(call, post)]
    else:
        links += [_link(page.url, post_title(page, call.ctx)) for page in _pages(call, post)]
    if attrs.flag("showCurrentItem", True):
        links.append(f'<span aria-current="page">{post_title(post, call.ctx)}</span>')
    if not links:
        return ""
    separator = _NO_SEPARATOR.sub("", attrs.text("separator", "/"))[:SEPARATOR_MAX]
    attributes = wrapper(call, {"style": f'--separator: "{separator}";', "aria-label": "Breadcrumbs"})
    return f"<nav {attributes}><ol>{''.join(f'<li>{link}</li>' for link in links)}</ol></nav>"


def _link(address: str, html: str) -> str:
    return f'<a href="{esc_url(address)}">{html}</a>'


def _pages(call: BlockCall, post: PostRecord) -> list[PostRecord]:
    """Return the pages above, the highest first."""
    found: list[PostRecord] = []
    above = post.parent
    while above and len(found) < DEPTH_MAX and above not in {page.id for page in found}:
        page = call.ctx.lookup.post(above)
        if page is None:
            break
        found.insert(0, page)
        above = page.parent
    return found


def _terms(call: BlockCall, post: PostRecord) -> Sequence[TermRecord]:
    """Return the post's first category behind those above it that the post has, too."""
    terms = {term.id: term for term in call.ctx.lookup.post_terms(post.id, "category")}
    first = next(iter(terms.values()), None)
    found: list[TermRecord] = []
    while first is not None and first not in found and len(found) < DEPTH_MAX:
        found.insert(0, first)
        first = terms.get(first.parent)
    return found
