"""Every table of the feature, for Django."""

from __future__ import annotations

from wirepress.features.seo.analysis.models import AnalysisProgress, StoryAnalysis, StoryFinding
from wirepress.features.seo.links.models import StoryLink
from wirepress.features.seo.redirects.models import MissingAddress, PatternsVersion, RedirectRule

__all__ = [
    "AnalysisProgress",
    "MissingAddress",
    "PatternsVersion",
    "RedirectRule",
    "StoryAnalysis",
    "StoryFinding",
    "StoryLink",
]
