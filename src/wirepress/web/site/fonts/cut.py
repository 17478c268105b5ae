"""A font made small: only the letters of one script, without hints, as WOFF2 (15 KB instead of 210)."""

from __future__ import annotations

import functools
import io
import threading
from importlib import import_module
from typing import Any, Final

from wirepress.web.site.fonts.faces import SCRIPTS, Face, source

_LOCK: Final = threading.Lock()  # two readers who come at once wait for one cut
_FEATURES: Final = ["kern", "liga", "ccmp", "locl", "mark", "mkmk"]


def cut_font(face: Face, script: str) -> bytes:
    """Return the WOFF2 file of a face with the letters of a script; made once in the life of a process, in a quarter of a second."""
    with _LOCK:
        return _cut(face, script)


@functools.cache
def _cut(face: Face, script: str) -> bytes:
    subset: Any = import_module("fontTools.subset")  # loaded when the first font is cut; it carries no types
    read_font: Any = import_module("fontTools.ttLib").TTFont
    options = subset.Options(hinting=False, flavor="woff2", layout_features=_FEATURES, name_IDs=[1, 2, 13, 14])
    # No time of making in the file: every process gives the same bytes under the same address.
    with source(face).open("rb") as file, read_font(file, lazy=False, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=code_points(SCRIPTS[script]))
        cutter.subset(font)
        made = io.BytesIO()
        subset.save_font(font, made, options)
    return made.getvalue()


def code_points(ranges: str) -> list[int]:
    """Return the numbers that "U+20-7E, U+A0" names."""
    found: list[int] = []
    for part in ranges.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        found.extend(range(int(first, 16), int(last or first, 16) + 1))
    return found
