"""Every table of the feature, for Django."""

from __future__ import annotations

from wirepress.features.seo.redirects.models import MissingAddress, PatternsVersion, RedirectRule
from wirepress.features.seo.sitemaps.models import SitemapChunk, SitemapState

__all__ = ["MissingAddress", "PatternsVersion", "RedirectRule", "SitemapChunk", "SitemapState"]
