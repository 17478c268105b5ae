"""Fluid font sizes: a fixed size becomes one that grows with the screen. WordPress 7.1 behaviour."""

from __future__ import annotations

import math
import re
from typing import Any

from wirepress.core.markup.context import FluidType

_SIZE = re.compile(r"^(\d*\.?\d+)(px|rem|em)$")
_ROOT = 16.0


def fluid_size(size: Any, fluid: FluidType) -> str:
    """Return the size as CSS: `clamp(...)` for one that can grow, else as given. Plain numbers are pixels."""
    if isinstance(size, int | float) and not isinstance(size, bool):
        size = f"{_number(size)}px"
    if not isinstance(size, str):
        return ""
    found = _SIZE.match(size)
    if not found:
        return size
    largest = float(found[1])
    unit = found[2]
    pixels = largest * (_ROOT if unit != "px" else 1.0)
    if pixels <= fluid.min_size:
        return size
    factor = min(max(1 - 0.075 * math.log2(pixels), 0.25), 0.75)
    smallest = round(largest * factor, 3)
    floor = fluid.min_size / (_ROOT if unit != "px" else 1.0)
    smallest = max(smallest, floor)
    low, high = (smallest * _ROOT, largest * _ROOT) if unit != "px" else (smallest, largest)
    slope = round(100 * (high - low) / (fluid.max_screen - fluid.min_screen), 3) or 1
    offset = f"{_number(round(fluid.min_screen / 100, 3))}px"
    start = f"{_number(round(low / _ROOT, 3))}rem"
    return (
        f"clamp({_number(smallest)}{unit}, {start} + ((1vw - {offset}) * {_number(slope)}), {_number(largest)}{unit})"
    )


def make_fluid(content: str, size: Any, fluid: FluidType) -> str:
    """Replace the first declaration of the fixed size in a block's saved markup."""
    fixed = f"{_number(size)}" if isinstance(size, int | float) and not isinstance(size, bool) else size
    if not isinstance(fixed, str) or not fixed:
        return content
    grown = fluid_size(size, fluid)
    if not grown or grown == fixed:
        return content
    pattern = re.compile(rf"font-size\s*:\s*{re.escape(fixed)}\s*;?")
    return pattern.sub(lambda _: f"font-size:{grown};", content, count=1)


def _number(value: float) -> str:
    return f"{value:g}" if abs(value) >= 1e6 else repr(float(value)).removesuffix(".0")
