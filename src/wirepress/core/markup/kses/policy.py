"""What may stay: elements, their attributes, and limits on the attributes' values."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from wirepress.core.markup.kses.ascii import lower
from wirepress.core.markup.kses.elements import COMMENT_ELEMENTS, GLOBAL_ATTRIBUTES, POST_ELEMENTS
from wirepress.core.markup.kses.protocols import ALLOWED_PROTOCOLS


@dataclass(frozen=True, slots=True)
class AttributeLimit:
    """Conditions on one attribute; the default is none.

    `values` are compared in lower case. `bare` demands (or forbids) an attribute without value. `required`: the
    element is nothing without it. `accepts` gets the value and the site's host. Lengths are in bytes of UTF-8.
    """

    values: Collection[str] | None = None
    bare: bool | None = None
    required: bool = False
    longest: int | None = None
    shortest: int | None = None
    highest: int | None = None
    lowest: int | None = None
    accepts: Callable[[str, str], bool] | None = None


ANY: Final = AttributeLimit()
Elements = Mapping[str, Mapping[str, AttributeLimit]]


@dataclass(frozen=True, slots=True)
class Policy:
    """Elements with their attributes, the URL schemes that may stand in them, and the host that files may come from."""

    elements: Elements
    protocols: Collection[str] = field(default=ALLOWED_PROTOCOLS)
    host: str = ""


def is_own_pdf(url: str, host: str) -> bool:
    """Return whether `url` is a PDF file of the site itself, asked for without query or fragment (WordPress 7.1 behaviour)."""
    if "?" in url or "#" in url or not url.endswith(".pdf") or not host:
        return False
    return url.startswith((f"http://{host}/", f"https://{host}/"))


_SPECIAL: Final = {
    ("a", "download"): AttributeLimit(bare=True),
    ("object", "data"): AttributeLimit(required=True, accepts=is_own_pdf),
    ("object", "type"): AttributeLimit(required=True, values=("application/pdf",)),
}


def _elements(table: Mapping[str, str], everywhere: str) -> Elements:
    return {
        element: {name: _SPECIAL.get((element, name), ANY) for name in f"{names} {everywhere}".split()}
        for element, names in table.items()
    }


POST: Final = _elements(POST_ELEMENTS, GLOBAL_ATTRIBUTES)
COMMENT: Final = _elements(COMMENT_ELEMENTS, "")
# A note names a colleague in a span; `notes` leaves no other class on it.
COMMENT_SAVED: Final = {**COMMENT, "span": {"class": ANY}}
USER: Final = {**COMMENT, "a": {**COMMENT["a"], "rel": ANY}}

_CONTEXTS: Final[Mapping[str, Elements]] = {
    "post": POST,
    "data": COMMENT,
    "strip": {},
    "entities": {},
    "pre_comment_content": COMMENT_SAVED,
    "user_description": USER,
    "pre_user_description": USER,
    "pre_term_description": USER,
}


def elements_of(allowed: str | Elements) -> Elements:
    """Return the table that `allowed` means: a context's name (``post``, ``data``, ``strip`` ...), or a table itself.

    A name that is none of WordPress's contexts gets the comment table, the narrowest that lets markup through.
    """
    return _CONTEXTS.get(allowed, COMMENT) if isinstance(allowed, str) else allowed


_NUMBER: Final = re.compile(r"\s{0,6}[0-9]{1,6}\s{0,6}", re.ASCII)  # a longer one is none: WordPress 7.1 behaviour


def _is_number(value: str) -> bool:
    return _NUMBER.fullmatch(value) is not None


def _fits(limit: AttributeLimit, value: str, bare: bool) -> bool:
    if limit.bare is not None and limit.bare is not bare:
        return False
    if limit.values is not None and lower(value) not in limit.values:
        return False
    if limit.longest is not None or limit.shortest is not None:
        size = len(value.encode("utf-8", "surrogatepass"))
        if size > (size if limit.longest is None else limit.longest) or size < (limit.shortest or 0):
            return False
    if limit.highest is not None and not (_is_number(value) and int(value) <= limit.highest):
        return False
    return limit.lowest is None or (_is_number(value) and int(value) >= limit.lowest)


def permits_value(limit: AttributeLimit, value: str, *, bare: bool, host: str) -> bool:
    """Return whether an attribute's written `value` keeps within `limit`."""
    return _fits(limit, value, bare) and (limit.accepts is None or limit.accepts(value, host))
