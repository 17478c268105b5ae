"""Text without markup, as people read it: for identity, judgement and comparison. What is shown comes from clean.py."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

from wirepress.features.wire.entry.inline_tags import remove_formatting

LENGTH_MAX: Final = 400_000  # characters of markup that are read
_CODE: Final = re.compile(
    r"<(script|style|noscript|template|textarea|svg|math|iframe|object|title)(?=[\s>/])", re.IGNORECASE
)
_COMMENT: Final = re.compile(r"<!--")
_TAG: Final = re.compile(r"</?([a-zA-Z!?][a-zA-Z0-9]*)[^<>]*>")
_BREAKS: Final = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 tr table blockquote figure figcaption section article pre hr dt dd dl header footer".split()
)
_BLANKS: Final = re.compile(r"[^\S\n ][^\S\n]*| [^\S\n]+")
_LINES: Final = re.compile(r" ?\n[\n ]*")
_ESCAPED: Final = re.compile(r"&(?:lt|#0*60|#x0*3c);\s*/?[a-zA-Z][^<>&]*(?:&(?:gt|#0*62|#x0*3e);|\s)", re.IGNORECASE)
_MARKUP: Final = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?=[\s>/])")
# Signs that steer, and half signs (surrogates), which cannot be stored.
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_WORD: Final = re.compile(r"\w+")


def remove_code(markup: str) -> str:
    """Return `markup` without comments and without elements that hold no story. Linear in its length."""
    for pattern in (_COMMENT, _CODE):
        if pattern.search(markup) is None:
            continue
        lowered = markup.lower() if pattern is _CODE else markup
        if len(lowered) != len(markup):  # a letter that grows when it is lowered
            lowered = markup
        kept: list[str] = []
        at = 0
        while opening := pattern.search(markup, at):
            kept.append(markup[at : opening.start()])
            closing = "-->" if pattern is _COMMENT else f"</{opening[1].lower()}"
            end = lowered.find(closing, opening.end())
            if end < 0:
                at = len(markup)
                break
            at = end + 3 if pattern is _COMMENT else (markup.find(">", end) + 1 or len(markup))
        kept.append(markup[at:])
        markup = " ".join(kept)
    return markup


def _blank(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    return "\n" if name in _BREAKS else " " if name in ("td", "th") else ""


def html_to_text(markup: str) -> str:
    """Return the words of HTML, a line for each paragraph."""
    if "<" in markup:
        markup = remove_code(markup[:LENGTH_MAX])
        markup = _TAG.sub(_blank, markup)
    else:
        markup = markup[:LENGTH_MAX]
    text = html.unescape(markup) if "&" in markup else markup
    if _CONTROLS.search(text):
        text = _CONTROLS.sub("", text)
    return _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()


def unescape_once(markup: str) -> str:
    """Return HTML that was escaped once too often as it was meant; other text as it is.

    Only where there is no real markup beside the escaped one: a story about HTML shows its examples in `code`.
    """
    return html.unescape(markup) if _MARKUP.search(markup) is None and _ESCAPED.search(markup) else markup


def is_markup(text: str) -> bool:
    """Return whether the text contains elements."""
    return _MARKUP.search(text) is not None


def clean_title(title: str) -> str:
    """Return a headline or a name on one line. It is text already (decoders read markup): what looks like markup in it is words."""
    return " ".join(_CONTROLS.sub("", title).split())


def clean_caption(caption: str) -> str:
    """Return a caption or a credit as plain text on one line: formatting and references (doubly escaped ones too) are read, not shown."""
    for _ in range(2):
        if "&" in caption:
            caption = html.unescape(caption)
        if "<" in caption:
            caption = remove_formatting(caption[:LENGTH_MAX])
    return clean_title(caption)


def remove_unstorable(text: str) -> str:
    """Return `text` without what no database takes: zero bytes, and halves of characters from broken JSON."""
    return _UNSTORABLE.sub("", text) if _UNSTORABLE.search(text) else text


def split_words(text: str) -> list[str]:
    """Return the words in lower case, compatibility forms made plain."""
    return _WORD.findall((text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold())


def fold_text(text: str) -> str:
    """Return `text` for comparing: its words in lower case with one space between them."""
    return " ".join(split_words(text))
