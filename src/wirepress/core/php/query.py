"""PHP's URL encoding and its query strings: ``a[0]=1&a[k][]=2`` to nested values and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, TypeAlias
from urllib.parse import quote, quote_plus, unquote_plus

from wirepress.core.php.floats import php_float_repr
from wirepress.settings.limits import QUERY_VARS_MAX

QueryValue: TypeAlias = "str | list[QueryValue] | dict[str, QueryValue]"

NESTING_MAX: Final = 64  # PHP's max_input_nesting_level

_BAD_IN_NAME = str.maketrans(" .", "__")
_BAD_IN_REST = str.maketrans(" .[", "___")
_PART = re.compile(r"[^&]+")
_INDEX = re.compile(r"\[([^\]]*)\]")
_APPENDING: Final = frozenset(("", " ", "\t", "\n", "\r", "\v", "\f"))
_APPENDS: Final = "\0"  # no key contains NUL: names end at the first one


def urlencode(text: str) -> str:
    """PHP's urlencode: all but letters, digits and ``-_.`` encoded, blanks as ``+``."""
    return quote_plus(text, safe="", errors="surrogateescape").replace("~", "%7E")


def rawurlencode(text: str) -> str:
    """PHP's rawurlencode (RFC 3986): all but letters, digits and ``-_.~`` encoded."""
    return quote(text, safe="", errors="surrogateescape")


def urldecode(text: str, *, errors: str = "replace") -> str:
    """PHP's urldecode; bytes that are not UTF-8 by `errors` (``surrogateescape`` keeps them)."""
    return unquote_plus(text, errors=errors)


def urlencode_deep(value: Any) -> Any:
    """Return every text (and number) inside a value, encoded."""
    if isinstance(value, Mapping):
        return {key: urlencode_deep(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [urlencode_deep(item) for item in value]
    return urlencode(_scalar(value))


def http_build_query(data: Mapping[Any, Any] | list[Any], *, separator: str = "&", rfc3986: bool = False) -> str:
    """PHP's http_build_query: nested values as ``a%5Bk%5D=v``, None left out, booleans as 1 and 0.

    Raises ValueError for values nested deeper than 64 levels.
    """
    encode = rawurlencode if rfc3986 else urlencode
    return separator.join(f"{name}={encode(text)}" for name, text in _flattened(data, "", encode, 0))


def _flattened(data: Any, prefix: str, encode: Callable[[str], str], level: int) -> Iterator[tuple[str, str]]:
    if level > NESTING_MAX:
        raise ValueError(f"the value is nested deeper than {NESTING_MAX} levels")
    for key, value in data.items() if isinstance(data, Mapping) else enumerate(data):
        name = f"{prefix}%5B{encode(str(key))}%5D" if prefix else encode(str(key))
        if isinstance(value, Mapping | list | tuple):
            yield from _flattened(value, name, encode, level + 1)
        elif value is not None:
            yield name, _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return php_float_repr(value, exponent="E")
    return "" if value is None else str(value)


def parse_str(
    query: str, *, max_vars: int = QUERY_VARS_MAX, max_depth: int = NESTING_MAX, errors: str = "replace"
) -> dict[str, QueryValue]:
    """PHP's reading of a query string or form body.

    Blanks and dots in names become underscores, ``a[]`` appends, ``a[k]`` nests, the last of equal names wins. Keys are
    str; an array whose keys are 0..n-1 in order is a list. Variables after the first `max_vars`, and those nested
    deeper than `max_depth`, are left out, as PHP does. Never raises.
    """
    root = _Array()
    for part in islice(_PART.finditer(query), max_vars):
        name, _, value = part[0].partition("=")
        path = _path(urldecode(name, errors=errors), max_depth)
        if path:
            root.put(path, urldecode(value, errors=errors))
    return {key: _finished(value) for key, value in root.items()}


def _path(name: str, max_depth: int) -> list[str]:
    """Return the keys a variable's name leads through; empty when PHP would ignore it."""
    name = name.lstrip(" ").partition("\0")[0]
    start = name.find("[")
    if start < 0:
        return [name.translate(_BAD_IN_NAME)] if name else []
    if start == 0:
        return []
    base = name[:start].translate(_BAD_IN_NAME)
    keys: list[str] = []
    while len(keys) <= max_depth and name.startswith("[", start):
        found = _INDEX.match(name, start)
        if found is None:
            break
        keys.append(_APPENDS if found[1] in _APPENDING else found[1])
        start = found.end()
    if len(keys) > max_depth:
        return []
    return [base, *keys] if keys else [f"{base}_{name[start + 1 :].translate(_BAD_IN_REST)}"]


class _Array(dict[str, Any]):
    """A PHP array being filled; `next` is the key that ``[]`` takes."""

    next = 0

    def put(self, path: list[str], value: str) -> None:
        here = self
        for key in path[:-1]:
            name = here.named(key)
            inner = here.get(name)
            if not isinstance(inner, _Array):
                inner = here[name] = _Array()
            here = inner
        here[here.named(path[-1])] = value

    def named(self, key: str) -> str:
        name = str(self.next) if key == _APPENDS else key
        if name.isascii() and name.isdigit() and len(name) < 19 and (name == "0" or name[0] != "0"):
            self.next = max(self.next, int(name) + 1)
        return name


def _finished(value: Any) -> QueryValue:
    if not isinstance(value, _Array):
        return str(value)
    entries = {key: _finished(item) for key, item in value.items()}
    if all(key == str(place) for place, key in enumerate(entries)):
        return list(entries.values())
    return entries
