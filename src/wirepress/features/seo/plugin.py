"""SEO: what this feature adds to Wirepress, hook by hook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wirepress.core.hooks import RestField, hook

NAME: Final = "seo"
TITLE: Final = "SEO"
DESCRIPTION: Final = "Notices and hints for search engines."
ORDER: Final = 40
WORDPRESS_PLUGINS: Final = ("all-in-one-seo-pack", "all-in-one-seo-pack-pro")
WORDPRESS_OPTIONS: Final = r"_?aioseo_.*"


@hook
def namespaces() -> Sequence[str]:
    return ("aioseo/v1",)


@hook
def rest_fields() -> Sequence[RestField]:
    from wirepress.features.seo.notices import take_notices

    return (RestField(("*post",), "aioseo_notices", take_notices),)
