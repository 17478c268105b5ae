"""SEO: what this feature adds to Wirepress, hook by hook."""

from __future__ import annotations

from typing import Final

NAME: Final = "seo"
TITLE: Final = "SEO"
DESCRIPTION: Final = "Notices and hints for search engines."
ORDER: Final = 40
WORDPRESS_PLUGINS: Final = ("all-in-one-seo-pack", "all-in-one-seo-pack-pro")
