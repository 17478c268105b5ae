"""Every table of the feature, for Django."""

from __future__ import annotations

from wirepress.features.seo.redirects.models import MissingAddress, PatternsVersion, RedirectRule

__all__ = ["MissingAddress", "PatternsVersion", "RedirectRule"]
