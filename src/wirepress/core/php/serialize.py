"""PHP's serialize() format: the writer, and what WordPress asks about serialised texts (reader: unserialize.py)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, Final

from wirepress.core.php.arrays import Key, array_key
from wirepress.core.php.floats import php_float_repr
from wirepress.core.php.unserialize import DEPTH_MAX, SerializedObject, SerializeError, byte_length, loads

__all__ = [
    "SerializeError",
    "SerializedObject",
    "dumps",
    "is_serialized",
    "loads",
    "maybe_serialize",
    "maybe_unserialize",
]

_WHITE: Final = " \t\n\r\0\x0b"
_COUNTED = re.compile(r"[saOE]:[0-9]+:")
_SCALAR = re.compile(r"[bid]:[0-9.E+-]+;")


def dumps(value: Any, *, max_depth: int = DEPTH_MAX) -> str:
    """Return the serialize() text of None, bool, int, float, str, list, tuple, dict and `SerializedObject`.

    Lengths count UTF-8 bytes; a text with surrogate escapes stands for the raw bytes it was read from.
    Raises SerializeError for other types and for values nested deeper than `max_depth` levels (circular ones are).
    """
    out: list[str] = []
    open_values: list[Iterator[tuple[Any, Any]]] = []
    entries = _open(value, out)
    while True:
        if entries is not None:
            if len(open_values) >= max_depth:
                raise SerializeError(f"the value is nested deeper than {max_depth} levels")
            open_values.append(entries)
        while open_values:
            pair = next(open_values[-1], None)
            if pair is not None:
                break
            open_values.pop()
            out.append("}")
        else:
            return "".join(out)
        _open(pair[0], out)
        entries = _open(pair[1], out)


def _open(value: Any, out: list[str]) -> Iterator[tuple[Any, Any]] | None:
    """Writes a scalar, or the head of a container and returns its entries."""
    if isinstance(value, dict):
        out.append(f"a:{len(value)}:{{")
        return ((_key(key), item) for key, item in value.items())
    if isinstance(value, list | tuple):
        out.append(f"a:{len(value)}:{{")
        return iter(enumerate(value))
    if isinstance(value, SerializedObject):
        out.append(value.head())
        return iter(value.properties.items()) if value.kind == "O" else None
    out.append(_scalar(value))
    return None


def _key(key: object) -> Key:
    if isinstance(key, str):
        return array_key(key)
    if isinstance(key, int):
        return int(key)
    raise SerializeError(f"{type(key).__name__} cannot be an array key")


def _scalar(value: Any) -> str:
    if value is None:
        return "N;"
    if isinstance(value, bool):
        return f"b:{value:d};"
    if isinstance(value, str):
        return f's:{byte_length(value)}:"{value}";'
    if isinstance(value, int):
        return f"i:{value};" if -(2**63) <= value < 2**63 else _scalar(float(value))
    if isinstance(value, float):
        if math.isfinite(value):
            return f"d:{php_float_repr(value, exponent='E')};"
        return "d:NAN;" if math.isnan(value) else f"d:{'-' if value < 0 else ''}INF;"
    raise SerializeError(f"{type(value).__name__} has no serialised form")


def is_serialized(text: object, strict: bool = True) -> bool:
    """Return whether WordPress takes a value for serialised data; `strict`: the text must also end as such.

    Looks only at the ends of the text, as WordPress 7.1 does; anything but str is False.
    """
    if not isinstance(text, str):
        return False
    data = text.strip(_WHITE)
    if data == "N;":
        return True
    if len(data) < 4 or data[1] != ":":
        return False
    if not (data[-1] in ";}" if strict else _ends_somewhere(data)):
        return False
    if data[0] == "s" and not (data[-2] == '"' if strict else '"' in data):
        return False
    scalar = _SCALAR.match(data)
    if scalar:
        return not strict or scalar.end() == len(data)
    return _COUNTED.match(data) is not None


def _ends_somewhere(data: str) -> bool:
    semicolon, brace = data.find(";"), data.find("}")
    return (semicolon >= 0 or brace >= 0) and not 0 <= semicolon < 3 and not 0 <= brace < 4


def maybe_unserialize(text: Any) -> Any:
    """Return the value of a serialised text, any other value unchanged; False when it looks serialised but is broken."""
    if not is_serialized(text):
        return text
    try:
        return loads(text.strip(_WHITE), trailing=True)
    except SerializeError:
        return False


def maybe_serialize(value: Any) -> Any:
    """Return what WordPress stores: containers serialised, a text that looks so serialised again, all else unchanged."""
    if isinstance(value, dict | list | tuple | SerializedObject) or is_serialized(value, strict=False):
        return dumps(value)
    return value
