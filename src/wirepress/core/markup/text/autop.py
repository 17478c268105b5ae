"""Paragraphs from blank lines, breaks from line ends. WordPress 7.1 behaviour (wpautop, shortcode_unautop).

The stages run in a fixed order, because each one sees what the ones before it made. Every pattern uses up what it looked
at (possessive, or a tail that is tried once per tag), so that the time stays linear.
"""

import re
from collections.abc import Iterable

from wirepress.core.markup.html.split import replace_in_html_tags
from wirepress.core.markup.text.linear_search import Finder
from wirepress.core.markup.text.shortcode_paragraphs import unwrap_shortcodes

_BLOCK = (
    "(?:table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|"
    "address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|"
    "details|menu|summary)"
)
_TAG_NEWLINE = " <!-- wpnl --> "
_KEPT_NEWLINE = "<WPPreserveNewline />"
_BEFORE = r"(?:(?<!\s)\s++|)"  # the blanks before a tag, from their first one


def _rule(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | flags)


_BREAKS = _rule(r"<br\s*+/?>\s*+<br\s*+/?>")
_BLOCK_OPENS = _rule(rf"<{_BLOCK}[\s/>]")
_BLOCK_CLOSES = _rule(rf"</{_BLOCK}>")
_RULE_TAG = _rule(r"<hr\s*+/?>")
_COLLAPSE = {
    "<option": (_rule(rf"{_BEFORE}(<option)"), _rule(r"(</option>)\s++")),
    "</object>": (
        _rule(r"(<object[^>]*+>)\s*+"),
        _rule(rf"{_BEFORE}(</object>)"),
        _rule(rf"{_BEFORE}(</?(?:param|embed)[^>]*+>)\s*+"),
    ),
    "<source": (
        _rule(r"([<\[](?:audio|video)[^>\]]*+[>\]])\s*+"),
        _rule(rf"{_BEFORE}([<\[]/(?:audio|video)[>\]])"),
        _rule(rf"{_BEFORE}(<(?:source|track)[^>]*+>)\s*+"),
    ),
    "<figcaption": (_rule(rf"{_BEFORE}(<figcaption[^>]*+>)"), _rule(r"(</figcaption>)\s++")),
}
_COLLAPSE_ALSO_FOR = {"<source": ("<track",)}
_MANY_NEWLINES = _rule(r"\n\n+")
_BLANK_LINES = _rule(r"\n\s*\n")
_EMPTY_PARAGRAPH = _rule(r"<p>\s*+</p>")
_UNCLOSED_IN_BLOCK = _rule(r"<p>([^<]++)</(div|address|form)>")
_WRAPPED_BLOCK_TAG = _rule(rf"<p>\s*+(</?{_BLOCK}[^>]*+>)\s*+</p>")
_WRAPPED_ITEM = _rule(r"<p>(?=<li)")
_WRAPPED_QUOTE = _rule(r"<p><blockquote([^>]*+)>", re.IGNORECASE)
_OPENED_BEFORE_BLOCK_TAG = _rule(rf"<p>\s*+(</?{_BLOCK}[^>]*+>)")
_CLOSED_AFTER_BLOCK_TAG = _rule(rf"(</?{_BLOCK}[^>]*+>)(?:\s*+</p>)?")
_BREAK_AFTER_BLOCK_TAG = _rule(rf"(</?{_BLOCK}[^>]*+>)(?:\s*+<br />)?")
_BREAK_BEFORE_BLOCK_TAG = _rule(r"<br />(\s*+</?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol)[^>]*+>)")
_CODE_OPENS = _rule(r"<(script|style|svg|math)")
_BLANKS = _rule(r"\s+")


def autop(text: str, br: bool = True) -> str:
    """Return `text` with ``<p>`` around what blank lines separate and, with `br`, ``<br />`` at the other line ends."""
    if not text.strip(" \n\r\t\v\0"):
        return ""
    text, kept = _put_pre_aside(text + "\n")
    text = _isolate_blocks(text)
    text = _collapse_inside(text)
    text = _wrap(text)
    text = _mend(text)
    if br:
        text = _break_lines(text)
    text = _keep_first_group(_BREAK_AFTER_BLOCK_TAG, text)
    text = _BREAK_BEFORE_BLOCK_TAG.sub(r"\1", text)
    text = re.sub(r"\n</p>$", "</p>", text)
    if kept:
        text = re.sub(r"<pre wp-pre-tag-(\d+)></pre>", lambda match: kept.get(match[0], match[0]), text)
    return text.replace(_TAG_NEWLINE, "\n").replace(_TAG_NEWLINE.strip(), "\n")


def shortcode_unautop(text: str, shortcode_names: Iterable[str]) -> str:
    """Take away the ``<p>`` around a registered shortcode that stands alone in it. WordPress 7.1 behaviour."""
    return unwrap_shortcodes(text, tuple(shortcode_names))


def _put_pre_aside(text: str) -> tuple[str, dict[str, str]]:
    """Replace each ``<pre`` … ``</pre>`` with an empty, numbered one."""
    kept: dict[str, str] = {}
    if "<pre" not in text:
        return text, kept
    *parts, last = text.split("</pre>")
    result: list[str] = []
    for part in parts:
        before, opening, inner = part.partition("<pre")
        result.append(before)
        if opening:
            name = f"<pre wp-pre-tag-{len(kept)}></pre>"
            kept[name] = f"{opening}{inner}</pre>"
            result.append(name)
    return "".join(result) + last, kept


def _isolate_blocks(text: str) -> str:
    """Blank lines around block-level tags; then only real text keeps its newlines."""
    text = _BREAKS.sub("\n\n", text)
    text = _BLOCK_OPENS.sub(r"\n\n\g<0>", text)
    text = _BLOCK_CLOSES.sub(r"\g<0>\n\n", text)
    text = _RULE_TAG.sub(r"\g<0>\n\n", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return replace_in_html_tags(text, {"\n": _TAG_NEWLINE})


def _collapse_inside(text: str) -> str:
    """No blanks around the children of options, objects, media and captions: they are no paragraphs."""
    for needle, rules in _COLLAPSE.items():
        if needle in text or any(other in text for other in _COLLAPSE_ALSO_FOR.get(needle, ())):
            for pattern in rules:
                text = _keep_first_group(pattern, text)
    return text


def _keep_first_group(pattern: re.Pattern[str], text: str) -> str:
    """Replace each match by its first group. Where no ``>`` (or ``]``) follows no tag ends: do not look for one there."""
    if "[^>" not in pattern.pattern:
        return pattern.sub(r"\1", text)
    last = max(text.rfind(">"), text.rfind("]") if r"[>\]]" in pattern.pattern else -1) + 1
    blanks = _BLANKS.match(text, last)
    last = blanks.end() if blanks else last
    return pattern.sub(r"\1", text[:last]) + text[last:]


def _wrap(text: str) -> str:
    """Each piece between blank lines becomes a paragraph."""
    text = _MANY_NEWLINES.sub("\n\n", text)
    pieces = filter(None, _BLANK_LINES.split(text))
    return "".join(f"<p>{piece.strip(chr(10))}</p>\n" for piece in pieces)


def _mend(text: str) -> str:
    """Undo paragraphs that would cut through block-level elements."""
    text = _EMPTY_PARAGRAPH.sub("", text)
    text = _UNCLOSED_IN_BLOCK.sub(r"<p>\1</p></\2>", text)
    text = _WRAPPED_BLOCK_TAG.sub(r"\1", text)
    text = _unwrap_items(text)
    text = _WRAPPED_QUOTE.sub(r"<blockquote\1><p>", text)
    text = text.replace("</blockquote></p>", "</p></blockquote>")
    text = _OPENED_BEFORE_BLOCK_TAG.sub(r"\1", text)
    return _keep_first_group(_CLOSED_AFTER_BLOCK_TAG, text)


def _unwrap_items(text: str) -> str:
    """Take the paragraph off ``<p><li…</p>`` on one line."""
    result: list[str] = []
    copied = 0
    while opening := _WRAPPED_ITEM.search(text, copied):
        line_end = text.find("\n", opening.end())
        line_end = len(text) if line_end < 0 else line_end
        closing = text.find("</p>", opening.end() + 4, line_end)
        if closing < 0:  # nor does any later one on this line close
            result.append(text[copied:line_end])
            copied = line_end
            continue
        result += text[copied : opening.start()], text[opening.end() : closing]
        copied = closing + 4
    result.append(text[copied:])
    return "".join(result)


def _break_lines(text: str) -> str:
    """Return a break at each line end that has none, except inside script, style, svg and math."""
    text = _keep_code_newlines(text).replace("<br>", "<br />").replace("<br/>", "<br />")
    return _BLANKS.sub(_break, text).replace(_KEPT_NEWLINE, "\n")


def _break(blanks: re.Match[str]) -> str:
    """Return the blanks up to the last newline become one break; directly after a break the first blank stays."""
    run = blanks[0]
    start = 1 if blanks.string.endswith("<br />", 0, blanks.start()) else 0
    newline = run.rfind("\n", start)
    if newline < 0:
        return run
    return f"{run[:start]}<br />\n{run[newline + 1 :]}"


def _keep_code_newlines(text: str) -> str:
    finder = Finder(text)
    result: list[str] = []
    copied = place = 0
    while opening := _CODE_OPENS.search(text, place):
        closing_tag = f"</{opening[1]}>"
        place = opening.end()
        close = finder.find(closing_tag, place)
        if close >= 0:
            place = close + len(closing_tag)
            result += text[copied : opening.start()], text[opening.start() : place].replace("\n", _KEPT_NEWLINE)
            copied = place
    result.append(text[copied:])
    return "".join(result)
