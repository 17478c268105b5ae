"""Analytics: what this feature adds to Wirepress, hook by hook."""

from __future__ import annotations

from typing import Final

NAME: Final = "analytics"
TITLE: Final = "Analytics"
DESCRIPTION: Final = "Counts what was read; site notes."
ORDER: Final = 30
WORDPRESS_PLUGINS: Final = ("google-analytics-for-wordpress", "google-analytics-premium")
