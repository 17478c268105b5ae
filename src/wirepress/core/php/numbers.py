"""PHP's casts to numbers and its number formatting."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any, Final, Literal

INT_MAX: Final = 2**63 - 1
INT_MIN: Final = -(2**63)

_WHITE: Final = r"[ \t\n\r\v\f]*+"
_NUMBER: Final = r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?"
_NUMERIC = re.compile(rf"{_WHITE}{_NUMBER}{_WHITE}\Z")
_LEADING = re.compile(rf"{_WHITE}({_NUMBER})")
_WHOLE = re.compile(r"[+-]?[0-9]+\Z")
_DIGITS_MAX: Final = 400  # more cannot matter to a double, and Python refuses very long ints


def is_numeric(value: object) -> bool:
    """PHP's is_numeric: numbers, and texts that are one number with blanks around it. Never bool."""
    if isinstance(value, str):
        return _NUMERIC.match(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def intval(value: Any) -> int:
    """To int: the number a text begins with, else 0. 64 bits, texts saturate; containers are 1 unless empty."""
    if isinstance(value, str):
        found = _LEADING.match(value)
        if found is None:
            return 0
        if _WHOLE.match(found[1]) and len(found[1]) < _DIGITS_MAX:
            return min(max(int(found[1]), INT_MIN), INT_MAX)
        number = float(found[1])
        if math.isinf(number):
            return INT_MAX if number > 0 else INT_MIN
        return min(max(int(number), INT_MIN), INT_MAX)
    if isinstance(value, int):
        return _wrapped(int(value))
    if isinstance(value, float):
        return _wrapped(int(value)) if math.isfinite(value) else 0
    return int(bool(value))


def floatval(value: Any) -> float:
    """PHP's cast to float: the number a text begins with, else 0.0."""
    if isinstance(value, str):
        found = _LEADING.match(value)
        return float(found[1]) if found else 0.0
    if isinstance(value, int | float):
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf
    return float(bool(value))


def absint(value: Any) -> int:
    """WordPress's absint: the cast to int without its sign."""
    return abs(intval(value))


def read_digits(text: str) -> int | None:
    """Return the number that a text of ASCII digits alone writes; None for any other text, and for more digits than a column of 64 bits holds.

    Every number that must be whole and nothing else (of a path, a form, a stored name) is read here: Python's own isdigit()
    takes characters that its int() refuses. What PHP would cast is read by `intval` and `absint`."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def number_format(number: float, decimals: int = 0, point: str = ".", thousands: str = ",") -> str:
    """PHP's number_format: rounded half away from zero, digits in groups of three. `decimals` below 0 counts as 0."""
    value = floatval(number)
    if not math.isfinite(value):
        return str(value)
    decimals = min(max(decimals, 0), 300)
    with localcontext() as context:
        context.prec = 1000
        exact = Decimal(value) if abs(value) >= 2**53 else Decimal(repr(value))
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):,f}".partition(".")
    sign = "-" if rounded < 0 else ""
    return sign + whole.replace(",", thousands) + (point + fraction if fraction else "")


_UNITS: Final = ("YB", "ZB", "EB", "PB", "TB", "GB", "MB", "KB")


def size_format(size: Any, decimals: int = 0) -> str | Literal[False]:
    """WordPress's size_format: bytes in the largest unit that fits (1 KB is 1024 B). False below 0 or no number."""
    amount = floatval(size) if is_numeric(size) else -1.0
    for power, unit in enumerate(_UNITS):
        scale = 1024.0 ** (len(_UNITS) - power)
        if amount >= scale:
            return f"{number_format(amount / scale, abs(decimals))} {unit}"
    return f"{number_format(amount, abs(decimals) if amount else 0)} B" if amount >= 0 else False


def zeroise(number: Any, width: int) -> str:
    """WordPress's zeroise: a number as text, zeros in front up to `width` characters."""
    return str(number).rjust(width, "0")


def _wrapped(number: int) -> int:
    return (number - INT_MIN) % 2**64 + INT_MIN
