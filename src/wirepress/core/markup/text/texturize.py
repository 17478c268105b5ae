"""Typographic quotes, dashes and signs in the text between tags. WordPress 7.1 behaviour (wptexturize, en_US)."""

import re
from collections.abc import Iterable

from wirepress.core.markup.html.split import tag_end
from wirepress.core.markup.text.typography import escape_ampersands, improve_punctuation

CORE_SHORTCODES = ("wp_caption", "caption", "gallery", "playlist", "audio", "video", "embed")

_UNTOUCHED_TAGS = frozenset({"pre", "code", "kbd", "style", "script", "tt"})
_UNTOUCHED_SHORTCODES = frozenset({"code"})
_NAME = re.compile(r"\[/?([^<>&/\[\]\x00-\x20=]++)")
_NEVER = re.compile(r"(?!)")


def texturize(text: str, shortcode_names: Iterable[str] = CORE_SHORTCODES) -> str:
    """Return `text` with straight punctuation turned into numeric entities.

    Tags, comments, registered shortcodes and what stands inside pre, code, kbd, style, script and tt stay as they are
    (a bare ``&`` in a tag is escaped).
    """
    if text in ("", "0"):
        return text
    known = set(_NAME.findall(text)).intersection(shortcode_names)
    shortcode = _shortcode_pattern(known)
    open_tags: list[str] = []
    open_shortcodes: list[str] = []
    result = []
    for kind, token in _tokens(text, shortcode):
        if kind == "tag":
            if not token.startswith("<!--"):
                token = escape_ampersands(token)
                _track(token, open_tags, _UNTOUCHED_TAGS)
        elif kind == "shortcode":
            if not token.startswith("[[") and not token.endswith("]]"):
                _track(token, open_shortcodes, _UNTOUCHED_SHORTCODES)
        elif not open_tags and not open_shortcodes and token.strip(" \n\r\t\v\0"):
            token = improve_punctuation(token)
        result.append(token)
    return "".join(result)


def _shortcode_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return the opening or closing tag of one of `names`; an HTML tag may stand in it, another shortcode may not."""
    alternatives = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    if not alternatives:
        return _NEVER
    return re.compile(rf"\[[/\[]?(?:{alternatives})(?=[\s\]/])(?:[^\[\]<>]++|<[^\[\]>]*+>)*+\]\]?", re.ASCII)


def _tokens(text: str, shortcode: re.Pattern[str]) -> Iterable[tuple[str, str]]:
    """Cut `text` into ("tag" | "shortcode" | "text", token); tokens are never empty."""
    opener = re.compile(r"[<\[]" if shortcode is not _NEVER else "<")
    start = place = 0
    while found := opener.search(text, place):
        at = found.start()
        if text[at] == "<":
            kind, end = "tag", tag_end(text, at)
        elif match := shortcode.match(text, at):
            kind, end = "shortcode", match.end()
        else:
            place = at + 1
            continue
        if start < at:
            yield "text", text[start:at]
        yield kind, text[at:end]
        start = place = end
    if start < len(text):
        yield "text", text[start:]


def _track(token: str, stack: list[str], untouched: frozenset[str]) -> None:
    """Keep the stack of open elements whose content is left alone. Names are case-sensitive and end at a blank."""
    closing = token[1:2] in ("/", "")
    if closing and not stack:
        return
    blank = token.find(" ")
    name = token[2 if closing else 1 : blank if blank >= 0 else -1]
    if name not in untouched:
        return
    if not closing:
        stack.append(name)
    elif stack[-1] == name:
        stack.pop()
