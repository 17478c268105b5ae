"""The icons that come with Wirepress: outlines in a field of 24 by 24, drawn for it."""

from __future__ import annotations

from typing import Final

COLLECTIONS: Final = {"core": ("Icons", "What the icon block offers.")}
# name -> label, outline
_OUTLINES: Final = {
    "arrow-down": ("Arrow down", "M11 4h2v12l4-4 1.4 1.4L12 20l-6.4-6.6L7 12l4 4z"),
    "arrow-left": ("Arrow left", "M20 11v2H8l4 4-1.4 1.4L4 12l6.6-6.4L12 7l-4 4z"),
    "arrow-right": ("Arrow right", "M4 11v2h12l-4 4 1.4 1.4L20 12l-6.6-6.4L12 7l4 4z"),
    "arrow-up": ("Arrow up", "M11 20h2V8l4 4 1.4-1.4L12 4l-6.4 6.6L7 12l4-4z"),
    "calendar": ("Calendar", "M5 5h2V3h2v2h6V3h2v2h2v15H5zm2 5v8h10v-8z"),
    "check": ("Check", "M9.5 17.5 4 12l1.5-1.5 4 4 9-9L20 7z"),
    "clock": (
        "Clock",
        "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm0 2a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm-1 2h2v5l3 3-1.4 1.4L11 13z",
    ),
    "close": ("Close", "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z"),
    "comment": ("Comment", "M4 4h16v12h-8l-5 4v-4H4zm2 2v8h12V6z"),
    "envelope": ("Envelope", "M3 5h18v14H3zm2 3v9h14V8l-7 5zm1-1 6 4 6-4z"),
    "flag": ("Flag", "M5 3h2v1h12l-3 5 3 5H7v7H5z"),
    "home": ("House", "M12 3l9 8h-3v9h-5v-6h-2v6H6v-9H3z"),
    "link": ("Link", "M4 9h6v2H6v4h4v2H4zm10 0h6v8h-6v-2h4v-4h-4zm-6 3h8v2H8z"),
    "map-pin": ("Pin", "M12 2a7 7 0 0 1 7 7c0 5-7 13-7 13S5 14 5 9a7 7 0 0 1 7-7zm0 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6z"),
    "menu": ("Menu", "M4 6h16v2H4zm0 5h16v2H4zm0 5h16v2H4z"),
    "minus": ("Minus", "M5 11h14v2H5z"),
    "people": (
        "People",
        "M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zm8 0a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM2 19v-2l3-4h6l1 1.500L13 13h6l3 4v2z",
    ),
    "play": ("Play", "M7 4l13 8-13 8z"),
    "plus": ("Plus", "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z"),
    "quote": ("Quote", "M4 6h7v6c0 4-3 6-6 6v-2c2 0 3-2 3-4H4zm9 0h7v6c0 4-3 6-6 6v-2c2 0 3-2 3-4h-4z"),
    "search": (
        "Search",
        "M10 3a7 7 0 0 1 5.600 11.200L21 19.600 19.600 21l-5.400-5.400A7 7 0 1 1 10 3zm0 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10z",
    ),
    "star": (
        "Star",
        "M12 3l2.700 5.800 6.300.8-4.700 4.300 1.300 6.300L12 17l-5.600 3.200 1.300-6.300L3 9.600l6.300-.8z",
    ),
    "warning": ("Warning", "M12 3l10 18H2zm-1 7v5h2v-5zm0 6v2h2v-2z"),
}


def icons() -> dict[str, dict[str, str]]:
    """Name with its collection -> the icon's document."""
    return {
        f"core/{name}": {
            "name": f"core/{name}",
            "label": label,
            "content": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill-rule="evenodd" d="{outline}" /></svg>',
            "collection": "core",
        }
        for name, (label, outline) in _OUTLINES.items()
    }
