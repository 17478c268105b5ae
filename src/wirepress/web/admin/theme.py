"""How the back office looks: the site's own colours in unfold's scales.

Read by project/django.py, so nothing of Django is touched here.
"""

from __future__ import annotations

from typing import Any, Final

_BASE: Final = {
    "50": "#f6f4ef",
    "100": "#ebe8e0",
    "200": "#dedad1",
    "300": "#b9b4a8",
    "400": "#a0a5ae",
    "500": "#5d626c",
    "600": "#43474f",
    "700": "#3a404a",
    "800": "#22262d",
    "900": "#111317",
    "950": "#0b0d10",
}
_PRIMARY: Final = {
    "50": "#eef5fc",
    "100": "#d9e9f8",
    "200": "#b3d2f0",
    "300": "#8fc1f2",
    "400": "#7bb5ec",
    "500": "#8fc1f2",
    "600": "#0b4f8a",
    "700": "#09416f",
    "800": "#073457",
    "900": "#062a47",
    "950": "#041b2e",
}

UNFOLD: Final[dict[str, Any]] = {
    "SITE_TITLE": "wirepress.web.admin.menu.site_name",
    "SITE_HEADER": "wirepress.web.admin.menu.site_name",
    "SITE_URL": "/",
    "SITE_FAVICONS": "wirepress.web.admin.menu.favicons",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "BORDER_RADIUS": "3px",
    "COLORS": {
        "base": _BASE,
        "primary": _PRIMARY,
        "font": {
            "subtle-light": "#5d626c",
            "subtle-dark": "#a0a5ae",
            "default-light": "#43474f",
            "default-dark": "#c2c5cb",
            "important-light": "#14161a",
            "important-dark": "#efece5",
        },
    },
    "SIDEBAR": {
        "show_search": False,
        "navigation": "wirepress.web.admin.menu.build_navigation",
    },
}
