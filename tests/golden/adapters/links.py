"""Adapters of the recorded functions, area: links, addresses, colours, MIME types, settings."""

import http
from collections.abc import Callable
from typing import Any

from wirepress.core.http.target import is_fetchable
from wirepress.core.markup.fields import colors, mime_types, option_values, text_fields
from wirepress.core.markup.html import embedded_media
from wirepress.core.markup.links import link_attributes, query_args
from wirepress.core.markup.text import emoji
from wirepress.core.php.strings import addslashes, stripslashes

HOME = "http://example.org"
ROLES = ("administrator", "editor", "author", "contributor", "subscriber")
STORED = {
    "admin_email": "admin@example.org",
    "siteurl": HOME,
    "home": HOME,
    "timezone_string": "",
    "permalink_structure": "",
}


def add_query_arg(given: Any, *args: Any) -> str:
    """Called as (array, url) or (name, value, url); the address of the request, "/", is used where none is given."""
    many = isinstance(given, dict | list)
    pairs = (dict(enumerate(given)) if isinstance(given, list) else given) if many else {given: args[0]}
    rest = args if many else args[1:]
    return query_args.add_query_args(rest[0] if rest and rest[0] is not False else "/", pairs)


def remove_query_arg(names: Any, url: Any = False) -> str:
    return query_args.remove_query_args(
        "/" if url is False else url, [names] if isinstance(names, str) else list(names)
    )


def check_filetype(name: str, allowed: Any = None) -> dict[str, Any]:
    found = mime_types.file_type(name, allowed) if allowed else mime_types.file_type(name)
    return {"ext": found[0] if found else False, "type": found[1] if found else False}


def status_phrase(code: Any) -> str:
    try:
        return http.HTTPStatus(int(code)).phrase
    except ValueError:
        return ""


def media(text: str, names: Any = None) -> list[str]:
    return embedded_media.embedded_media(text, [names] if isinstance(names, str) else names or embedded_media.MEDIA)


def slashed(change: Callable[..., str]) -> Callable[[str], str]:
    """These functions take and give slashed text."""
    return lambda text: addslashes(change(stripslashes(text), ["example.org"]))


ADAPTERS: dict[str, Callable[..., Any]] = {
    "add_query_arg": add_query_arg,
    "remove_query_arg": remove_query_arg,
    "wp_rel_nofollow": slashed(link_attributes.rel_nofollow),
    "wp_rel_ugc": slashed(link_attributes.rel_ugc),
    "links_add_target": lambda text, target="_blank", tags=("a",): link_attributes.links_add_target(text, target, tags),
    "links_add_base_url": lambda text, base, names=("src", "href"): link_attributes.links_add_base_url(
        text, base, names
    ),
    "wp_extract_urls": link_attributes.extract_urls,
    "get_url_in_content": lambda text: link_attributes.first_link(text) or False,
    "wp_make_link_relative": link_attributes.make_relative,
    "url_shorten": link_attributes.shorten_url,
    "untrailingslashit": lambda text: text.rstrip("/\\"),
    "sanitize_trackback_urls": text_fields.sanitize_trackback_urls,
    "normalize_whitespace": text_fields.normalize_whitespace,
    "sanitize_hex_color": colors.sanitize_hex_color,
    "sanitize_hex_color_no_hash": colors.sanitize_hex_color_no_hash,
    "sanitize_mime_type": mime_types.sanitize_mime_type,
    "wp_check_filetype": check_filetype,
    "wp_get_default_extension_for_mime_type": lambda mime: mime_types.default_extension(mime) or False,
    "get_media_embedded_in_content": media,
    "get_status_header_desc": status_phrase,
    "wp_encode_emoji": emoji.encode_emoji,
    "wp_staticize_emoji": emoji.staticize_emoji,
    "wp_http_validate_url": lambda url: is_fetchable(url, HOME, lambda host: ()) and url,
    "sanitize_option": lambda name, value: option_values.sanitize_option(name, value, STORED.__getitem__, ROLES),
}
