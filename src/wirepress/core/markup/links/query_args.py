"""Set and take away arguments of a URL. WordPress 7.1 behaviour (add_query_arg, remove_query_arg)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wirepress.core.php.floats import php_float_repr
from wirepress.core.php.query import parse_str, urlencode_deep

_PROTOCOL = re.compile(r"https?://", re.IGNORECASE)
_EMPTY_VALUE = re.compile(r"=(?=&|\Z)")


def add_query_args(url: str, args: Mapping[Any, Any]) -> str:
    """Return `url` with `args` set, in place or at the end; ``False`` takes one away, ``None`` leaves it out.

    Values (texts, numbers, nested lists and dicts) come encoded already, as WordPress wants them. A text without ``?``
    and protocol but with ``=`` is a query itself.
    """
    url, hash_sign, fragment = url.partition("#")
    protocol = _PROTOCOL.match(url)
    start = protocol.end() if protocol else 0
    base, question_mark, query = url[start:].partition("?")
    if question_mark or protocol or "=" not in base:
        base += "?"
    else:
        base, query = "", base
    values: dict[str, Any] = urlencode_deep(parse_str(query, errors="surrogateescape"))
    values.update((str(key), value) for key, value in args.items())
    built = "&".join(_pairs((key, value) for key, value in values.items() if value is not False))
    built = _EMPTY_VALUE.sub("", built.strip("?"))
    return (url[:start] + base + built + hash_sign + fragment).rstrip("?").replace("?#", "#")


def remove_query_args(url: str, names: Iterable[str]) -> str:
    """Return `url` without the arguments `names`."""
    return add_query_args(url, dict.fromkeys(names, False))


def _pairs(items: Iterable[tuple[Any, Any]], parent: str = "") -> Iterator[str]:
    for key, value in items:
        name = f"{parent}%5B{key}%5D" if parent else str(key)
        if isinstance(value, Mapping):
            yield "&".join(_pairs(value.items(), name))
        elif isinstance(value, list | tuple):
            yield "&".join(_pairs(enumerate(value), name))
        elif value is not None:
            yield f"{name}={_shown(value)}"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return php_float_repr(value, exponent="E") if isinstance(value, float) else str(value)
