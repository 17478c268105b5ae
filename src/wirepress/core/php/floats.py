"""How PHP writes floating point numbers."""

from __future__ import annotations

import math
from typing import Final

_SHORTEST: Final = 17  # PHP lays shortest digits out as if 17 had been asked for


def php_float_repr(x: float, *, exponent: str = "e", precision: int = -1) -> str:
    """Return a finite float as PHP 8.2 prints it: 1.0 -> ``1``, 1e25 -> ``1.0e+25``, 0.00001 -> ``1.0e-5``.

    `precision` -1 gives the shortest digits that read back (serialize_precision -1: JSON, serialize, var_export);
    14 is the cast to string. `exponent` is the letter: ``e`` in JSON, ``E`` elsewhere.
    Raises ValueError for NaN and infinities, which JSON cannot hold.
    """
    if not math.isfinite(x):
        raise ValueError("Inf and NaN cannot be written as a number")
    sign = "-" if math.copysign(1.0, x) < 0 else ""
    text = repr(abs(x)) if precision < 0 else f"{abs(x):.{precision - 1}e}"
    mantissa, _, power = text.partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(power or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    if not digits:
        return f"{sign}0"
    if point > (_SHORTEST if precision < 0 else precision) or point < -3:
        return f"{sign}{digits[0]}.{digits[1:] or '0'}{exponent}{point - 1:+d}"
    if point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    if point >= len(digits):
        return sign + digits.ljust(point, "0")
    return f"{sign}{digits[:point]}.{digits[point:]}"
