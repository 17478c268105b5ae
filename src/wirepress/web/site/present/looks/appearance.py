"""How the site looks by its settings: accent colour, letters, width, light or dark."""

from __future__ import annotations

import re
from typing import Final

from wirepress.content.options import store

PAPER: Final = "#ffffff"
NIGHT: Final = "#111317"
_CONTRAST: Final = 4.5  # WCAG 2.2, 1.4.3
_COLOR: Final = re.compile(r"#[0-9a-f]{6}")
Rgb = tuple[float, float, float]


def attributes() -> dict[str, str]:
    """Return what the pages' root element says: names of settings that rules of the style sheet look at, and their values."""
    chosen = {
        "fonts": str(store.get("wirepress_fonts")),
        "width": str(store.get("wirepress_width")),
        "theme": str(store.get("wirepress_colours")),
        "offline": "1" if store.get("wirepress_offline") else "",
    }
    built_in = {"fonts": "serif", "width": "wide", "theme": "auto", "offline": ""}
    return {name: value for name, value in chosen.items() if value != built_in[name] and value.isalnum()}


def accent_rules() -> str:
    """Return the rules that set the accent colour, "" where none is chosen: as chosen, or darker or lighter until it can be read."""
    accent = str(store.get("wirepress_accent")).lower()
    if not _COLOR.fullmatch(accent):
        return ""
    light, dark = readable_on(accent, PAPER), readable_on(accent, NIGHT)
    on_light, on_dark = ink_on(light), ink_on(dark)
    return (
        f":root{{--mark:{light};--mark-ink:{on_light}}}"
        f'@media (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{--mark:{dark};--mark-ink:{on_dark}}}}}'
        f':root[data-theme="dark"]{{--mark:{dark};--mark-ink:{on_dark}}}'
    )


def opinion_sections() -> set[int]:
    """Return the ids of the categories whose stories are opinion."""
    return {int(part) for part in re.findall(r"[0-9]{1,15}", str(store.get("wirepress_opinion_sections")))}


def readable_on(color: str, paper: str) -> str:
    """Return the colour, mixed with black or white until text in it has a contrast of 4.5 to 1 on the paper."""
    towards = (0.0, 0.0, 0.0) if luminance(paper) > 0.5 else (1.0, 1.0, 1.0)
    rgb = _rgb(color)
    for step in range(101):
        mixed = tuple(part + (end - part) * step / 100 for part, end in zip(rgb, towards, strict=True))
        found = "#" + "".join(f"{round(part * 255):02x}" for part in mixed)
        if contrast(found, paper) >= _CONTRAST:
            return found
    return color


def ink_on(color: str) -> str:
    """Return the paper or the night, whichever can be read better on a colour."""
    return max((PAPER, NIGHT), key=lambda ink: contrast(ink, color))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    """Return the relative luminance, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(color: str) -> Rgb:
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue
