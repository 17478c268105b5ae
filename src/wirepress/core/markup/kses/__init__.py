"""The one sanitiser: markup from people, cut down to what their rights allow.

It equals WordPress 7.1's kses where documents must be equal. Markup from strangers (feeds) goes through `outer` first.
"""

from __future__ import annotations

from collections.abc import Collection

from wirepress.core.markup.kses.clean import filter_markup
from wirepress.core.markup.kses.css import filter_css
from wirepress.core.markup.kses.policy import COMMENT, POST, Elements, Policy, elements_of
from wirepress.core.markup.kses.protocols import ALLOWED_PROTOCOLS

__all__ = ["ALLOWED_PROTOCOLS", "data", "filter", "filter_css", "post"]


def filter(
    html: str, allowed: str | Elements, protocols: Collection[str] = ALLOWED_PROTOCOLS, *, host: str = ""
) -> str:
    """`html` with what `allowed` (a context's name or a table of elements) lets through.

    `host`: the site's host (with its port when it has one), from which PDF objects may come; none when it is empty.
    """
    return filter_markup(html, Policy(elements_of(allowed), protocols, host))


def post(html: str, *, host: str = "") -> str:
    """`html` as a writer without the right to unfiltered HTML may store it (``wp_kses_post``)."""
    return filter_markup(html, Policy(POST, host=host))


def data(html: str) -> str:
    """`html` as a reader may write it in a comment (``wp_kses_data``)."""
    return filter_markup(html, Policy(COMMENT))
