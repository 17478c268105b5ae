"""Every table of the feature, for Django."""

from __future__ import annotations

from wirepress.features.seo.analysis.models import AnalysisProgress, StoryAnalysis, StoryFinding
from wirepress.features.seo.links.models import StoryLink
from wirepress.features.seo.notify.models import Notification
from wirepress.features.seo.redirects.models import MissingAddress, PatternsVersion, RedirectRule
from wirepress.features.seo.sitemaps.models import SitemapChunk, SitemapState

__all__ = [
    "AnalysisProgress",
    "MissingAddress",
    "Notification",
    "PatternsVersion",
    "RedirectRule",
    "SitemapChunk",
    "SitemapState",
    "StoryAnalysis",
    "StoryFinding",
    "StoryLink",
]
