"""The JSON encoder of the product: byte for byte what WordPress answers (``wp_json_encode`` without flags, PHP 8.2).

No spaces, ``/`` as ``\\/``, beyond ASCII ``\\uxxxx``, 0x7f raw, 1.0 as 1, empty lists and dicts as ``[]``.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from itertools import chain, zip_longest
from json import JSONEncoder
from typing import Any, Final

from wirepress.core.php.floats import php_float_repr
from wirepress.core.php.json_reader import JsonError, decode, nesting

__all__ = ["EMPTY_OBJECT", "JsonError", "PhpObject", "Raw", "decode", "encode", "keep_kind", "php_float_repr"]

# Holds the place of a finished fragment while the C encoder runs; random, so that no text can contain it.
_PLACE: Final = f"raw:{secrets.token_hex(16)}"
_QUOTED_PLACE: Final = f'"{_PLACE}"'.encode("ascii")

_WHOLE = re.compile(r"\.0(?:[],}]|\Z)")
_EXPONENT = re.compile(r"e[+-][0-9]{2}(?<=[0-9]e...)")
_DELETE = re.compile(r"(?<!\\)((?:\\\\)*+)\\u007f")
_ESCAPE = re.compile(r"\\(?:ud[89ab]..\\ud[c-f]|(ud[89a-f])|.)")


@dataclass(frozen=True, slots=True)
class Raw:
    """Finished JSON (ASCII bytes), put into the answer as it is."""

    data: bytes


class PhpObject(dict[str, Any]):
    """A map that stays an object when it is empty: ``{}`` where a plain empty dict gives ``[]``.

    Where WordPress casts to an object (``new stdClass``) a document has this; whoever copies a map uses `same_kind`.
    """


def keep_kind(data: dict[str, Any], copied: dict[str, Any]) -> dict[str, Any]:
    """`copied`, a changed copy of `data`, as a map of the same kind: an object stays one when nothing is left in it."""
    return PhpObject(copied) if isinstance(data, PhpObject) else copied


EMPTY_OBJECT: Final = Raw(b"{}")


def encode(value: Any, *, depth: int | None = None) -> bytes:
    """JSON of None, bool, int, float, str, list, tuple, dict (str or int keys), `PhpObject` and `Raw`.

    `depth`: most levels of nesting, checked only when given (a `Raw` counts as none).
    Raises ValueError for Inf, NaN, lone surrogates, circular or too deep values; TypeError for other types.
    """
    text, fragments = _encode(value)
    if _needs_preparing(text):
        text, fragments = _encode(_prepared(value))
    if depth is not None and nesting(text.replace("[]", "")) > depth:
        raise ValueError(f"the value is nested deeper than {depth} levels")
    if "\\u007f" in text:
        text = _DELETE.sub("\\1\x7f", text)
    if "\\ud" in text:
        _refuse_lone_surrogates(text)
    data = text.replace("/", "\\/").encode("ascii")
    return _spliced(data, fragments) if fragments else data


def _encode(value: Any) -> tuple[str, list[bytes]]:
    fragments: list[bytes] = []

    def fragment(item: object) -> str:
        if type(item) is Raw:
            fragments.append(item.data)
            return _PLACE
        raise TypeError(f"{type(item).__name__} has no JSON form")

    encoder = JSONEncoder(separators=(",", ":"), check_circular=False, allow_nan=False, default=fragment)
    try:
        return encoder.encode(value), fragments
    except RecursionError:
        raise ValueError("the value is circular or nested too deeply") from None
    except ValueError as problem:
        raise ValueError("Inf and NaN cannot be JSON encoded") from problem


def _needs_preparing(text: str) -> bool:
    """Return whether the text may hold an empty dict or a float PHP writes otherwise; a false alarm costs only time."""
    return "{}" in text or (".0" in text and _WHOLE.search(text) is not None) or _EXPONENT.search(text) is not None


def _prepared(value: Any) -> Any:
    """Return a copy whose floats and empty maps come out of the C encoder as PHP writes them."""
    if isinstance(value, float):
        written = php_float_repr(value)
        return value if written == repr(value) else Raw(written.encode("ascii"))
    if isinstance(value, dict):
        if value:
            return {key: _prepared(item) for key, item in value.items()}
        return EMPTY_OBJECT if isinstance(value, PhpObject) else []
    if isinstance(value, list | tuple):
        return [_prepared(item) for item in value]
    return value


def _refuse_lone_surrogates(text: str) -> None:
    """Raises ValueError for half a surrogate pair; reads escape by escape, so an escaped backslash misleads nobody."""
    if any(found.group(1) for found in _ESCAPE.finditer(text)):
        raise ValueError("a text holds half a surrogate pair (it is not valid UTF-8)")


def _spliced(data: bytes, fragments: list[bytes]) -> bytes:
    pieces = data.split(_QUOTED_PLACE)
    if len(pieces) != len(fragments) + 1:
        raise ValueError("a text imitates the place of a finished fragment")
    return b"".join(chain.from_iterable(zip_longest(pieces, fragments, fillvalue=b"")))
