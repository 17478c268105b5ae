"""The style rules that name the fonts, and fallbacks of the same measures: a page keeps its lines when its font comes late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from wirepress.web.site.fonts.faces import FACES, SCRIPTS

FAMILY: Final = "Wirepress Serif"
ASCENT: Final = 1.036  # of Source Serif, in ems, as its hhea table says
DESCENT: Final = 0.335
_WIDTHS: Final = {400: 0.4444, 700: 0.4582}  # mean width of a letter of English prose, in ems


@dataclass(frozen=True, slots=True)
class Fallback:
    """A font that readers' machines have, with its mean widths by weight, measured as those above."""

    family: str
    files: tuple[str, ...]
    widths: dict[int, float]


FALLBACKS: Final = (
    Fallback(f"{FAMILY} G", ("Georgia", "Gelasio"), {400: 0.4458, 700: 0.504}),
    Fallback(f"{FAMILY} T", ("Times New Roman", "Liberation Serif", "Tinos"), {400: 0.4, 700: 0.427}),
    Fallback(f"{FAMILY} D", ("DejaVu Serif",), {400: 0.5102, 700: 0.5636}),
)


def font_rules(address: Callable[[str], str]) -> str:
    """Return the @font-face rules. `address` gives the path of an asset by its name."""
    rules = [
        f'@font-face{{font-family:"{FAMILY}";font-style:{"italic" if face.italic else "normal"};font-weight:{face.weight};'
        f'font-display:swap;src:url("{address(face.name(script))}") format("woff2");unicode-range:{ranges.replace(", ", ",")}}}'
        for face in FACES
        for script, ranges in SCRIPTS.items()
    ]
    return "\n".join([*rules, *(_fallback(one, weight) for one in FALLBACKS for weight in one.widths)])


def _fallback(font: Fallback, weight: int) -> str:
    scale = _WIDTHS[weight] / font.widths[weight]
    style = "" if weight == 400 else " Bold"
    files = ",".join(f'local("{name}{style}")' for name in font.files)
    return (
        f'@font-face{{font-family:"{font.family}";font-weight:{weight};src:{files};size-adjust:{scale:.1%};'
        f"ascent-override:{ASCENT / scale:.1%};descent-override:{DESCENT / scale:.1%};line-gap-override:0%}}"
    )
