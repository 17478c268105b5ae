"""Small steps that every format needs: text without markup, absolute addresses, bounds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from wirepress.features.wire.entry.inline_tags import remove_formatting
from wirepress.settings.limits import WIRE_TEXT_MAX

TITLE_MAX: Final = 2000  # characters
SHORT_MAX: Final = 500  # characters of a name, a category, a credit
URL_MAX: Final = 2000
LIST_MAX: Final = 100  # categories, authors, pictures of an entry
_SPACE: Final = re.compile(r"\s+")
_BAD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_USUAL: Final = re.compile(
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:/[!#-;=?-Z_a-z~]*)?"
)  # no more need be asked of such an address
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def remove_controls(text: str) -> str:
    """Return the text without control characters and halves of characters, which neither XML nor PostgreSQL take."""
    return text if text.isprintable() else _BAD.sub("", text)


def limit_length(text: Any, problems: list[str], what: str, most: int = WIRE_TEXT_MAX) -> str:
    """Return a text of at most so many characters; a longer one is cut and named."""
    value = remove_controls(text) if isinstance(text, str) else ""
    if len(value) > most:
        problems.append(f"The {what} was longer than {most} characters and was cut.")
        return value[:most]
    return value.strip()


def markup_to_line(text: str, most: int = TITLE_MAX) -> str:
    """Return markup as text on one line: formatting and what readers never see are removed, references become characters.

    Angle brackets that are no formatting are words: a headline may be about <head>.
    """
    value = text[: most * 8]
    if "<" in value:
        value = remove_formatting(value)
    if "&" in value:
        value = html.unescape(value)
        if "<" in value:  # markup that was escaped once more
            value = remove_formatting(value)
        if "&" in value:
            value = html.unescape(value)
    return _SPACE.sub(" ", remove_controls(value)).strip()[:most].rstrip()


def html_to_line(text: str, most: int = TITLE_MAX) -> str:
    """Return HTML, of a format that says that it is HTML, as text on one line: it is read once, as a browser would."""
    value = text[: most * 8]
    if "<" in value:
        value = remove_formatting(value)
    return text_to_line(html.unescape(value), most)


def sloppy_text_to_line(text: str, most: int = TITLE_MAX) -> str:
    """Return text that is no markup by its format, but in which many programs leave references, on one line."""
    return text_to_line(html.unescape(text[: most * 8]) if "&" in text else text, most)


def text_to_line(text: str, most: int = TITLE_MAX) -> str:
    """Return text that is no markup on one line."""
    return _SPACE.sub(" ", remove_controls(text[: most * 8])).strip()[:most].rstrip()


def absolute_url(url: Any, base: str) -> str:
    """Return an http or https address, made absolute against `base`; "" for anything else."""
    if not isinstance(url, str):
        return ""
    if _USUAL.fullmatch(url) and len(url) <= URL_MAX:
        return url
    value = remove_controls(url.strip()).replace("\n", "").replace("\r", "").replace("\t", "")
    if not value or len(value) > URL_MAX:
        return ""
    try:
        if not value.startswith(("http://", "https://")):
            if _SCHEME.match(value) and not value[:6].lower().startswith(("http:", "https:")):
                return ""
            value = urljoin(base, value)
        value = value.replace(" ", "%20")
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return ""
    return value if parts.scheme in ("http", "https") and parts.hostname and len(value) <= URL_MAX else ""


def unique_texts(values: Iterable[str], most: int = LIST_MAX) -> Sequence[str]:
    """Return the texts without empty and repeated ones (ignoring case), at most `most`, each of limited length."""
    found: dict[str, str] = {}
    for value in values:
        short = value[:SHORT_MAX].strip()
        if short and short.lower() not in found:
            found[short.lower()] = short
            if len(found) >= most:
                break
    return tuple(found.values())


def parse_number(value: Any) -> int:
    """Return a whole number from 0 to 100000, 0 for anything else."""
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    digits = text.removesuffix("px").partition(".")[0]
    return min(int(digits), 100_000) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


def text_to_html(text: str) -> str:
    """Return plain text as HTML: a paragraph for each block of lines."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "\n".join(
        f"<p>{html.escape(block.strip(), quote=False).replace(chr(10), '<br>')}</p>"
        for block in blocks
        if block.strip()
    )
