"""Adapters of the recorded functions, area: plain text, titles and fields, excerpts, links, small helpers."""

from collections.abc import Callable
from typing import Any

from wirepress.core.markup.excerpts import shorten
from wirepress.core.markup.fields import emails, filenames, text_fields
from wirepress.core.markup.html import balance, entities, split
from wirepress.core.markup.kses.specialchars import is_utf8
from wirepress.core.markup.links import clickable
from wirepress.core.markup.links import parse_url as parseurl
from wirepress.core.markup.text import accents, ampersands, autop, capital_p, slugs, smilies, texturize
from wirepress.core.php.floats import php_float_repr
from wirepress.core.php.numbers import intval

HOME = "http://example.org"


def parse_url(url: Any, component: int = -1) -> Any:
    """PHP_URL_* number -1: all parts, else the one part or null."""
    parts = parseurl.parse_url(str(url))
    if parts is None or component == -1:
        return False if parts is None else parts
    return parts.get(("scheme", "host", "port", "user", "pass", "path", "query", "fragment")[component])


def cast(value: Any) -> str:
    """A scalar as PHP makes a text of it; lists become nothing."""
    if value is None or value is False or isinstance(value, list | dict):
        return ""
    if value is True:
        return "1"
    return php_float_repr(value) if isinstance(value, float) else str(value)


def strip_all_tags(text: Any, remove_breaks: bool = False) -> str:
    """Anything but text and numbers gives the empty text."""
    return shorten.strip_all_tags(cast(text), remove_breaks)


def trim_words(text: str, num: Any = 55, more: str | None = None) -> str:
    return shorten.trim_words(text, intval(num), more)


ADAPTERS: dict[str, Callable[..., Any]] = {
    "wptexturize": lambda text, reset=False: texturize.texturize(text),
    "wpautop": autop.autop,
    "shortcode_unautop": lambda text: autop.shortcode_unautop(text, texturize.CORE_SHORTCODES),
    "convert_smilies": lambda text: smilies.convert_smilies(text, base_url=HOME),
    "convert_chars": ampersands.convert_chars,
    "convert_invalid_entities": entities.convert_invalid_entities,
    "ent2ncr": entities.ent2ncr,
    "capital_P_dangit": capital_p.capital_p_dangit,
    "force_balance_tags": balance.balance_tags,
    "balanceTags": lambda text, force=False: balance.balance_tags(text, force),
    "make_clickable": lambda text: clickable.make_clickable(text, internal_hosts=["example.org"]),
    "wp_parse_url": parse_url,
    "wp_trim_words": trim_words,
    "wp_html_excerpt": shorten.html_excerpt,
    "wp_strip_all_tags": strip_all_tags,
    "get_extended": shorten.get_extended,
    "excerpt_remove_footnotes": shorten.remove_footnotes,
    "sanitize_title": slugs.sanitize_title,
    "sanitize_title_with_dashes": lambda title, raw="", context="display": slugs.sanitize_title_with_dashes(
        title, context
    ),
    "_truncate_post_slug": slugs.truncate_slug,
    "utf8_uri_encode": slugs.utf8_uri_encode,
    "remove_accents": lambda text, locale="": accents.remove_accents(text, locale),
    "sanitize_user": text_fields.sanitize_user,
    "sanitize_email": emails.sanitize_email,
    "is_email": lambda text: text if emails.is_email(text) else False,
    "sanitize_file_name": filenames.sanitize_file_name,
    "sanitize_html_class": text_fields.sanitize_html_class,
    "sanitize_key": lambda key: text_fields.sanitize_key(cast(key)),
    "sanitize_text_field": lambda text: text_fields.sanitize_text_field(cast(text)),
    "sanitize_textarea_field": lambda text: text_fields.sanitize_textarea_field(cast(text)),
    "seems_utf8": is_utf8,
    "wp_html_split": split.html_split,
    "wp_replace_in_html_tags": split.replace_in_html_tags,
}
