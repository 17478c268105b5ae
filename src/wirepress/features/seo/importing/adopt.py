"""Told after a WordPress database was imported: which SEO plugin's data is there, and taking it over."""

from __future__ import annotations

from wirepress.features.seo.importing import aioseo_options


def adopt() -> list[str]:
    """Take over what SEO plugins left. Return what was not understood, in sentences."""
    return [*aioseo_options.adopt_options()]
