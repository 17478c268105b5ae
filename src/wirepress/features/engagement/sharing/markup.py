"""The share buttons of a page: plain links, the device's own sharing, and copying the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from wirepress.features.engagement.settings import Settings
from wirepress.features.engagement.sharing.networks import COPY, links


def buttons(
    settings: Settings,
    url: str,
    title: str,
    *,
    post_id: int = 0,
    counts: Mapping[str, int] | None = None,
    picture: str = "",
    small: bool = False,
) -> str:
    """Return the block for the page at `url` (absolute). `counts`: shares by network, None where they are not shown; `small`: signs
    without words, the plugin's second layout."""
    shown = [(link, (counts or {}).get(link.network, 0)) for link in links(settings, url, title, picture)]
    context: dict[str, Any] = {
        "links": shown,
        "url": url,
        "title": title,
        "heading": settings.share_title,
        "post": post_id,
        "small": small,
        "new_tab": settings.share_opens == "new-tab",
        "window": settings.share_opens == "new-window",
        "copied": (counts or {}).get(COPY, 0),
    }
    return render_to_string("engagement/share.html", context)
