"""What the built-in theme says about colours, type and measures, as a theme.json would; and the site's own styles on top."""

from __future__ import annotations

import json
from typing import Any, Final

from wirepress.content.posts.models import Post

VERSION: Final = 3  # of the theme.json format
FLAG: Final = "isGlobalStylesUserThemeJSON"
PARTS: Final = ("settings", "styles")

# Colours that stories may name by slug on any WordPress site: slug -> name, value.
PALETTE: Final[dict[str, tuple[str, str]]] = {
    "black": ("Black", "#000000"),
    "cyan-bluish-gray": ("Slate", "#abb8c3"),
    "white": ("White", "#ffffff"),
    "pale-pink": ("Pale pink", "#f78da7"),
    "vivid-red": ("Red", "#cf2e2e"),
    "luminous-vivid-orange": ("Orange", "#ff6900"),
    "luminous-vivid-amber": ("Amber", "#fcb900"),
    "light-green-cyan": ("Light green", "#7bdcb5"),
    "vivid-green-cyan": ("Green", "#00d084"),
    "pale-cyan-blue": ("Pale blue", "#8ed1fc"),
    "vivid-cyan-blue": ("Blue", "#0693e3"),
    "vivid-purple": ("Purple", "#9b51e0"),
}
OWN_PALETTE: Final[dict[str, tuple[str, str]]] = {
    "base": ("Paper", "#ffffff"),
    "contrast": ("Ink", "#14161a"),
    "accent-1": ("Link", "#0b4f8a"),
    "accent-2": ("Mark", "#b3261e"),
    "accent-3": ("Good", "#1c6b3b"),
    "accent-4": ("Quiet ink", "#5d626c"),
    "accent-5": ("Shaded paper", "#f6f4ef"),
}
SIZES: Final[dict[str, tuple[str, str]]] = {
    "small": ("Small", "0.875rem"),
    "medium": ("Medium", "1.25rem"),
    "large": ("Large", "1.75rem"),
    "x-large": ("Extra large", "2.25rem"),
    "xx-large": ("Huge", "3rem"),
}


def theme_settings() -> dict[str, Any]:
    """Return the theme's settings: presets by where they come from."""
    return {
        "appearanceTools": True,
        "useRootPaddingAwareAlignments": False,
        "color": {
            "background": True,
            "custom": True,
            "customDuotone": False,
            "customGradient": True,
            "defaultDuotone": False,
            "defaultGradients": False,
            "defaultPalette": True,
            "link": True,
            "text": True,
            "palette": {
                "default": [{"name": name, "slug": slug, "color": color} for slug, (name, color) in PALETTE.items()],
                "theme": [{"color": color, "name": name, "slug": slug} for slug, (name, color) in OWN_PALETTE.items()],
            },
        },
        "layout": {"contentSize": "42rem", "wideSize": "80rem"},
        "spacing": {"blockGap": True, "margin": True, "padding": True, "units": ["%", "px", "em", "rem", "vh", "vw"]},
        "typography": {
            "customFontSize": True,
            "dropCap": True,
            "fontStyle": True,
            "fontWeight": True,
            "lineHeight": True,
            "fluid": False,
            "fontSizes": {
                "theme": [{"name": name, "slug": slug, "size": size} for slug, (name, size) in SIZES.items()]
            },
        },
    }


def theme_styles() -> dict[str, Any]:
    """Return the theme's styles, in its presets' words."""
    return {
        "color": {"background": "var:preset|color|base", "text": "var:preset|color|contrast"},
        "elements": {"link": {"color": {"text": "var:preset|color|accent-1"}}},
        "typography": {"fontSize": "var:preset|font-size|medium", "lineHeight": "1.6"},
    }


def parse_styles(content: str) -> dict[str, Any]:
    """Settings and styles out of a stored post's text; empty where the text is none of ours."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict) or found.get(FLAG) is not True:
        return {}
    return {part: found[part] for part in PARTS if isinstance(found.get(part), dict)}


def newest_styles() -> Post | None:
    """Return the post that holds the site's own styles, or None."""
    return Post.objects.filter(type="wp_global_styles", status="publish").order_by("-id").first()
