"""Adapters of the recorded functions, area: escaping."""

from collections.abc import Callable
from typing import Any

from wirepress.core.markup import kses
from wirepress.core.markup.fields import save_filters
from wirepress.core.markup.html import escape
from wirepress.core.markup.kses import entities, one_attribute, specialchars
from wirepress.core.markup.kses.attributes import filter_tag, read_written
from wirepress.core.markup.kses.policy import AttributeLimit, Elements, Policy
from wirepress.core.markup.kses.protocols import bad_protocol
from wirepress.core.markup.text.comment_text import comment_text

HOST = "example.org"
_QUOTES: dict[Any, Any] = {
    0: "none",
    16: "xml",
    2: "double",
    3: "both",
    "single": "single",
    "double": "double",
    "": "none",
}


def _limit(limits: Any) -> AttributeLimit:
    if not isinstance(limits, dict):
        return AttributeLimit()
    bare = {"y": True, "n": False}.get(limits.get("valueless", ""))
    return AttributeLimit(
        limits.get("values"),
        bare,
        limits.get("required") is True,
        longest=limits.get("maxlen"),
        shortest=limits.get("minlen"),
        highest=limits.get("maxval"),
        lowest=limits.get("minval"),
    )


def _elements(allowed: Any) -> str | Elements:
    if isinstance(allowed, str):
        return allowed
    return {
        element: {name: _limit(limits) for name, limits in (names if isinstance(names, dict) else {}).items()}
        for element, names in (allowed if isinstance(allowed, dict) else {}).items()
    }


def _kses(text: str, allowed: Any, protocols: Any = None) -> str:
    return kses.filter(text, _elements(allowed), protocols or kses.ALLOWED_PROTOCOLS, host=HOST)


def _kses_attr(element: str, source: str, allowed: Any, protocols: Any) -> str:
    table = _elements(allowed)
    assert not isinstance(table, str)
    return filter_tag(element, source, Policy(table, protocols))


def _hair(source: str, protocols: Any) -> dict[str, dict[str, str]]:
    return {
        attribute.name: {
            "name": attribute.name,
            "value": attribute.value or "",
            "whole": attribute.whole,
            "vless": "y" if attribute.value is None else "n",
        }
        for attribute in read_written(source, protocols)
    }


def _or_false(parts: list[str] | None) -> Any:
    return False if parts is None else parts


def _named_entity(match: Any) -> str:
    name = match[1] if isinstance(match, list) else ""
    return entities.xml_named(name)


def _specialchars(text: str, quotes: Any = 0, charset: Any = False, again: bool = False) -> str:
    return specialchars.encode(text, _QUOTES.get(quotes, "both") if quotes is not True else "both", again=again)


def _decode(text: str, quotes: Any = 0) -> str:
    return specialchars.decode(text, _QUOTES.get(quotes, "both"))


def _url(url: str, protocols: Any = None, context: str = "display") -> str:
    protocols = [protocols] if isinstance(protocols, str) else protocols
    return escape.esc_url(url, protocols) if context == "display" else escape.sanitize_url(url, protocols)


ADAPTERS: dict[str, Callable[..., Any]] = {
    "_wp_specialchars": _specialchars,
    "esc_attr": escape.esc_attr,
    "esc_html": escape.esc_html,
    "esc_js": escape.esc_js,
    "esc_textarea": escape.esc_textarea,
    "esc_url": _url,
    "esc_xml": escape.esc_xml,
    "filter_comment_text": lambda text: comment_text(text, hosts=[HOST], smilies=True, site_url=f"http://{HOST}"),
    "filter_content_save_pre": lambda text: save_filters.save_content(text, host=HOST),
    "filter_pre_comment_content": lambda text: save_filters.save_comment(text, host=HOST),
    "filter_excerpt_save_pre": lambda text: save_filters.save_content(text, host=HOST),
    "filter_pre_term_description": save_filters.save_description,
    "filter_pre_term_name": save_filters.save_name,
    "filter_pre_user_description": save_filters.save_description,
    "filter_title_save_pre": save_filters.save_title,
    "safecss_filter_attr": kses.filter_css,
    "sanitize_url": escape.sanitize_url,
    "wp_kses": _kses,
    "wp_kses_attr": _kses_attr,
    "wp_kses_attr_parse": lambda tag: _or_false(one_attribute.split_tag(tag)),
    "wp_kses_bad_protocol": bad_protocol,
    "wp_kses_data": kses.data,
    "wp_kses_decode_entities": entities.decode_numbers,
    "wp_kses_hair": _hair,
    "wp_kses_hair_parse": lambda source: _or_false(one_attribute.split_attributes(source)),
    "wp_kses_normalize_entities": lambda text, context="html": entities.normalize(text, xml=context == "xml"),
    "wp_kses_one_attr": one_attribute.filter_attribute,
    "wp_kses_post": lambda text: kses.post(text, host=HOST),
    "wp_kses_xml_named_entities": _named_entity,
    "wp_specialchars_decode": _decode,
}
