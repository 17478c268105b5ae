"""Whole addresses of the wire's pages, for mail."""

from __future__ import annotations

from wirepress.content.options import site
from wirepress.features.wire.pages.page_helpers import page_url


def link_to(page: str, **query: object) -> str:
    """Return the address of one of the wire's pages, such as health or sources/source."""
    return site.home(page_url(page, **query))
