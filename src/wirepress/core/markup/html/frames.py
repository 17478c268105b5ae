"""Frames of other people's pages, locked in. WordPress 7.1 behaviour (wp_filter_oembed_result)."""

from __future__ import annotations

from collections.abc import Mapping

from wirepress.core.markup.html.escape import esc_attr

SIZES = ("width", "height", "frameborder", "marginwidth", "marginheight", "scrolling")


def sandboxed_frame(source: str, secret: str, attributes: Mapping[str, str | None], *, quote: str = "") -> str:
    """Return a frame of `source` (an escaped address) that may run scripts and nothing else.

    `secret` pairs the frame with its quote; `attributes` may hold a title and sizes. With a `quote` (HTML of a link) the
    frame is hidden until its page tells its height, and the quote stands before it.
    """
    title = f' title="{esc_attr(attributes["title"] or "")}"' if attributes.get("title") else ""
    sizes = "".join(f' {name}="{esc_attr(value)}"' for name in SIZES if (value := attributes.get(name)))
    before = f'<blockquote class="wp-embedded-content" data-secret="{secret}">{quote}</blockquote>' if quote else ""
    hidden = ' style="position: absolute; visibility: hidden;"' if quote else ""
    return (
        f'{before}<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted"{hidden}{title}'
        f' src="{source}#?secret={secret}" data-secret="{secret}"{sizes}></iframe>'
    )
