"""Addresses as rules compare them: the path and the query of a request or of what somebody typed, and the number they are found by."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

Query = tuple[tuple[str, str], ...]
SOURCE_MAX: Final = 2000  # characters
_TRACKING: Final = re.compile(r"utm_[a-z_]+|fbclid|gclid|msclkid|mc_[ce]id", re.I)
_SINGLE_MAX: Final = 8  # parameters of a request of which each may name a rule alone


def split(address: str) -> tuple[str, str]:
    """Return the path (percent signs read) and the query (as it stands) of a local address."""
    path, _, query = address.partition("#")[0].partition("?")
    return unquote(path), query


def read_query(text: str) -> Query:
    """Return the parameters of a query in their order."""
    return tuple(parse_qsl(text, keep_blank_values=True, max_num_fields=1000)) if text else ()


def local_address(address: str, home: str) -> str | None:
    """Return an address of the site from its root (`/path?query`); None when it is on another host.

    `home`: the site's own address. Scheme and a `www.` before the host do not count.
    """
    text = address.strip()
    if not re.match(r"[a-z][a-z0-9+.-]*:|//", text, re.I):
        return text if text.startswith("/") else f"/{text}"
    parts, own = urlsplit(text), urlsplit(home)
    if parts.scheme not in ("http", "https", "") or _host(parts.netloc) != _host(own.netloc):
        return None
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _host(netloc: str) -> str:
    return netloc.rpartition("@")[2].lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")


def fold(path: str, *, case: bool = True, slash: bool = True) -> str:
    """Return a path as it is compared: without regard to capitals (`case`) and to the slash at its end (`slash`)."""
    path = path.lower() if case else path
    return path.rstrip("/") if slash else path


def number_of(path: str, query: Query = ()) -> int:
    """Return the number by which a rule for this path and query is looked up (64 bits, signed). Different addresses may share
    one: who looks up compares what is found."""
    text = fold(path) + ("?" + "&".join(f"{name}={value}" for name, value in sorted(query)) if query else "")
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def numbers_of_request(path: str, query: Query) -> list[int]:
    """Return the numbers of all rules that may hold for a request: for the path alone, for the path with the whole query
    (with and without what campaigns add), and with each parameter alone."""
    found = [number_of(path)]
    if query:
        plain = tuple(one for one in query if not _TRACKING.fullmatch(one[0]))
        wanted: list[Sequence[tuple[str, str]]] = [query, plain, *((one,) for one in plain[:_SINGLE_MAX])]
        found += [number_of(path, tuple(one)) for one in wanted if one]
    return list(dict.fromkeys(found))
