"""Single fields of forms: text without markup, keys, logins, classes. WordPress 7.1 behaviour."""

from __future__ import annotations

import re

from wirepress.core.markup.excerpts.shorten import strip_all_tags
from wirepress.core.markup.html.entities import drop_entities
from wirepress.core.markup.html.escape import esc_html, sanitize_url
from wirepress.core.markup.kses.ascii import lower, trim
from wirepress.core.markup.text.accents import remove_accents

_OCTET = re.compile(r"%[a-f0-9]{2}", re.IGNORECASE)
_BLANKS = re.compile(r"[\r\n\t ]+")
_INLINE_BLANKS = re.compile(r"[ \t]+")
_WEB = re.compile(r"https?://.", re.IGNORECASE)
_SPACES = re.compile(r" +")
_ANY_BLANKS = re.compile(r"\s+", re.ASCII)


def lone_less_thans(text: str) -> str:
    """``<`` that begins no tag becomes ``&lt;`` with what follows it, up to the next ``<`` (wp_pre_kses_less_than)."""
    parts = text.split("<")
    shown = [parts[0]]
    for part in parts[1:]:
        head, mark, tail = part.partition(">")
        shown.append(f"<{head}>{tail}" if mark else esc_html("<" + part))
    return "".join(shown)


def sanitize_text_field(text: str) -> str:
    """Return one line of plain text."""
    return _field(text, keep_lines=False)


def sanitize_textarea_field(text: str) -> str:
    """Plain text that keeps its lines."""
    return _field(text, keep_lines=True)


def _field(text: str, *, keep_lines: bool) -> str:
    if any("\ud800" <= char <= "\udfff" for char in text) if not text.isascii() else False:
        return ""  # not UTF-8: WordPress keeps nothing of it
    if "<" in text:
        text = strip_all_tags(lone_less_thans(text)).replace("<\n", "&lt;\n")
    if not keep_lines:
        text = _BLANKS.sub(" ", text)
    text = trim(text)
    cleaned = _without_octets(text)
    return trim(_SPACES.sub(" ", cleaned)) if cleaned != text else text


def _without_octets(text: str) -> str:
    """Text without percent-encoded bytes, also those that the removal of others brings together."""
    if "%" not in text:
        return text
    kept: list[str] = []
    for char in text:
        kept.append(char)
        if len(kept) >= 3 and kept[-3] == "%" and _OCTET.fullmatch("".join(kept[-3:])):
            del kept[-3:]
    return "".join(kept)


def normalize_whitespace(text: str) -> str:
    """Trimmed text, runs of line ends as one line feed, of blanks as one blank."""
    return _INLINE_BLANKS.sub(" ", re.sub(r"\n+", "\n", trim(text).replace("\r", "\n")))


def sanitize_trackback_urls(text: str) -> str:
    """Web addresses between blanks, one a line."""
    urls = (sanitize_url(piece) for piece in _ANY_BLANKS.split(text) if _WEB.match(piece))
    return "\n".join(url for url in urls if url)


def sanitize_key(text: str) -> str:
    """Lower case letters, digits, ``_`` and ``-``."""
    return re.sub(r"[^a-z0-9_\-]", "", lower(text))


def sanitize_user(name: str, strict: bool = False) -> str:
    """Return a login: no tags, accents, entities; `strict` leaves letters, digits and ``_.-@`` and blanks only."""
    name = remove_accents(strip_all_tags(name))
    name = drop_entities(_OCTET.sub("", name))
    if strict:
        name = re.sub(r"[^a-z0-9 _.\-@]", "", name, flags=re.IGNORECASE | re.ASCII)
    return _ANY_BLANKS.sub(" ", trim(name))


def sanitize_html_class(name: str, fallback: str = "") -> str:
    """Return a CSS class: letters, digits, ``_`` and ``-``; `fallback` when nothing is left."""
    clean = re.sub(r"[^A-Za-z0-9_-]", "", _OCTET.sub("", name))
    return sanitize_html_class(fallback) if not clean and fallback else clean
