"""Every part of the SEO settings, in the order in which people see them."""

from __future__ import annotations

from typing import Final

from wirepress.features.seo.settings.feeds import FeedSettings
from wirepress.features.seo.settings.head import HeadSettings
from wirepress.features.seo.settings.notify import NotifySettings
from wirepress.features.seo.settings.part import Part
from wirepress.features.seo.settings.redirects import RedirectSettings
from wirepress.features.seo.settings.robots import RobotsSettings
from wirepress.features.seo.settings.schema import SchemaSettings
from wirepress.features.seo.settings.sitemaps import SitemapSettings

PARTS: Final[tuple[type[Part], ...]] = (
    HeadSettings,
    SchemaSettings,
    SitemapSettings,
    FeedSettings,
    RobotsSettings,
    NotifySettings,
    RedirectSettings,
)
BY_NAME: Final = {part.NAME: part for part in PARTS}
