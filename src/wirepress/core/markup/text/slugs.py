"""Titles to slugs, slugs to a length. WordPress 7.1 behaviour."""

import re

from wirepress.core.markup.html.entities import drop_entities
from wirepress.core.markup.kses.ascii import lower
from wirepress.core.markup.kses.specialchars import is_utf8
from wirepress.core.markup.text.accents import remove_accents
from wirepress.core.php.query import rawurlencode, urldecode
from wirepress.core.php.tags import strip_tags

MAX_SLUG = 200  # bytes, percent-encoded

_OCTET = re.compile(r"%([a-fA-F0-9]{2})")
_KEPT_OCTET = re.compile(r"---([a-fA-F0-9]{2})---")
_FOREIGN = re.compile(r"[^%a-z0-9 _\-\t\n\r\v\f]|[\t\n\r\v\f]")
_BLANKS = re.compile(r"\s+", re.ASCII)
_HYPHENS = re.compile(r"-+")


def _octets(characters: str) -> str:
    """A character class cannot hold percent-encoded characters: an alternation of them."""
    return "|".join(utf8_uri_encode(character) for character in characters)


def utf8_uri_encode(text: str, length: int = 0, encode_ascii: bool = False) -> str:
    """Percent-encode what is not ASCII (lower-case hex), with `encode_ascii` the rest too, as RFC 3986 says (upper).

    `length` in bytes of the result (0: no limit); no character is cut in two.
    """
    if text.isascii() and not encode_ascii:
        return text[:length] if length else text
    result = []
    used = 0
    for char in text:
        if char.isascii():
            encoded = rawurlencode(char) if encode_ascii else char
        else:
            encoded = "".join(f"%{byte:02x}" for byte in char.encode("utf-8", "surrogateescape"))
        used += len(encoded)
        if length and used > length:
            break
        result.append(encoded)
    return "".join(result)


_TO_HYPHEN = re.compile(
    # no-break space, dashes, their entities, slash; blanks of any width
    _octets("\u00a0\u2013\u2014") + "|&(?:nbsp|#160|ndash|#8211|mdash|#8212);|/"
)
_WIDE_BLANKS = re.compile(_octets("".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f"))
_DROPPED = re.compile(
    _octets(
        "\u00ad¡¿«»‹›"
        "‘’“”‚‛„‟"
        "•©®°…™"
        "\u00b4\u02ca\u0301\u0341\u0300\u0304\u030c"  # accents on their own
        "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff\ufffc"  # nothing to see
    )
)
_TIMES = utf8_uri_encode("×")


def sanitize_title(title: str, fallback: str = "", context: str = "save") -> str:
    """Return the slug of a title, or `fallback` when nothing is left of it."""
    if context == "save":
        title = remove_accents(title)
    return sanitize_title_with_dashes(title, context=context) or fallback


def sanitize_title_with_dashes(title: str, context: str = "display") -> str:
    """Lower case, words joined by hyphens, what is not ASCII percent-encoded; ``save`` drops typographic signs, too."""
    title = _OCTET.sub(r"---\1---", strip_tags(title)).replace("%", "")
    title = _KEPT_OCTET.sub(r"%\1", title)
    if is_utf8(title):
        # letter by letter: PHP 8.2 knows no final sigma
        title = "".join(map(str.lower, title)) if not title.isascii() else title.lower()
        title = utf8_uri_encode(title, MAX_SLUG)
    title = lower(title)
    if context == "save":
        title = _DROPPED.sub("", _TO_HYPHEN.sub("-", title))
        title = _WIDE_BLANKS.sub("-", title).replace(_TIMES, "x")
    title = drop_entities(title).replace(".", "-")
    title = re.sub(r"[^%a-z0-9 _\-]", "", title)
    return _HYPHENS.sub("-", _BLANKS.sub("-", title)).strip("-")


def truncate_slug(slug: str, length: int = MAX_SLUG) -> str:
    """Cut a slug to `length` bytes, never inside an encoded character (_truncate_post_slug)."""
    if len(slug.encode("utf-8", "surrogateescape")) > length:
        decoded = urldecode(slug, errors="surrogateescape")
        if decoded == slug:
            raw = slug.encode("utf-8", "surrogateescape")[:length]
            slug = raw.decode("utf-8", "ignore")
        else:
            slug = utf8_uri_encode(decoded, length, encode_ascii=True)
    return slug.rstrip("-")
