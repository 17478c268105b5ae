"""Social: what this feature adds to Wirepress, hook by hook."""

from __future__ import annotations

from typing import Final

NAME: Final = "social"
TITLE: Final = "Social"
DESCRIPTION: Final = "Shares stories to social accounts."
ORDER: Final = 20
WORDPRESS_PLUGINS: Final = ("tweet-old-post", "tweet-old-post-pro")
