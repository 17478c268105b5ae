"""Adapters of the recorded functions, area: plain text, titles and fields, excerpts, links, small helpers."""

from collections.abc import Callable
from typing import Any

from wirepress.core.markup import (
    accents,
    autop,
    balance,
    capital,
    chars,
    clickable,
    emails,
    entities,
    excerpts,
    fields,
    filenames,
    links,
    parseurl,
    slugs,
    smilies,
    split,
    texturize,
)

HOME = "http://example.org"


def parse_url(url: Any, component: int = -1) -> Any:
    """PHP_URL_* number -1: all parts, else the one part or null."""
    parts = parseurl.parse_url(str(url))
    if parts is None or component == -1:
        return False if parts is None else parts
    return parts.get(("scheme", "host", "port", "user", "pass", "path", "query", "fragment")[component])


def strip_all_tags(text: Any, remove_breaks: bool = False) -> str:
    """Anything but text and numbers gives the empty text."""
    return "" if text is None or isinstance(text, list | dict) else excerpts.strip_all_tags(str(text), remove_breaks)


ADAPTERS: dict[str, Callable[..., Any]] = {
    "wptexturize": lambda text, reset=False: texturize.texturize(text),
    "wpautop": autop.autop,
    "shortcode_unautop": lambda text: autop.shortcode_unautop(text, texturize.CORE_SHORTCODES),
    "convert_smilies": lambda text: smilies.convert_smilies(text, base_url=HOME),
    "convert_chars": chars.convert_chars,
    "convert_invalid_entities": entities.convert_invalid_entities,
    "ent2ncr": entities.ent2ncr,
    "capital_P_dangit": capital.capital_p_dangit,
    "balanceTags": lambda text, force=False: balance.balance_tags(text, force),
    "make_clickable": lambda text: clickable.make_clickable(text, internal_hosts=["example.org"]),
    "wp_parse_url": parse_url,
    "wp_trim_words": excerpts.trim_words,
    "wp_html_excerpt": excerpts.html_excerpt,
    "wp_strip_all_tags": strip_all_tags,
    "get_extended": excerpts.get_extended,
    "excerpt_remove_footnotes": excerpts.remove_footnotes,
    "sanitize_title": slugs.sanitize_title,
    "sanitize_title_with_dashes": lambda title, raw="", context="display": slugs.sanitize_title_with_dashes(
        title, context
    ),
    "_truncate_post_slug": slugs.truncate_slug,
    "utf8_uri_encode": slugs.utf8_uri_encode,
    "remove_accents": lambda text, locale="": accents.remove_accents(text),
    "sanitize_user": fields.sanitize_user,
    "sanitize_email": emails.sanitize_email,
    "is_email": lambda text: text if emails.is_email(text) else False,
    "sanitize_file_name": filenames.sanitize_file_name,
    "sanitize_html_class": fields.sanitize_html_class,
    "sanitize_key": lambda key: fields.sanitize_key(key) if isinstance(key, str) else "",
    "sanitize_text_field": lambda text: (
        fields.sanitize_text_field(str(text)) if not isinstance(text, list | dict) else ""
    ),
    "sanitize_textarea_field": fields.sanitize_textarea_field,
    "wp_rel_nofollow": links.rel_nofollow,
    "wp_rel_ugc": links.rel_ugc,
    "links_add_target": lambda text, target="_blank", tags=("a",): links.links_add_target(text, target, tags),
    "links_add_base_url": lambda text, base, names=("src", "href"): links.links_add_base_url(text, base, names),
    "wp_extract_urls": links.extract_urls,
    "wp_html_split": split.html_split,
    "wp_replace_in_html_tags": split.replace_in_html_tags,
}
