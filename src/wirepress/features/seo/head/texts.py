"""Plain texts for heads: out of HTML, out of a story, without leftovers of templates."""

from __future__ import annotations

import html
import re
from typing import Final

from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.posts.rendering.lookup import post_record
from wirepress.core.markup.blocks.find import has_blocks
from wirepress.core.markup.blocks.render import do_blocks
from wirepress.core.markup.excerpts.shorten import strip_all_tags
from wirepress.core.markup.shortcodes.run import do_shortcode, registered_names, strip_shortcodes

AUTOMATIC_WORDS: Final = 55  # of a description that AIOSEO makes of a story
_READ_FIRST: Final = 5_000  # characters of a story that are looked at for its first words
_READ_MAX: Final = 60_000  # where those hold too few
_FIGURE: Final = re.compile(r"<figure\b.*?</figure>", re.S | re.I)
_EMBED: Final = re.compile(r"<div\b[^>]*\bwp-block-embed__wrapper.*?</div>", re.S | re.I)
_COMPUTED_BLOCK: Final = re.compile(r"<!--\s+wp:[a-z][^>]*/-->")
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_BREAKING_TAG: Final = re.compile(
    r"</?(?:p|div|li|ul|ol|h[1-6]|blockquote|figcaption|figure|br|td|tr|pre|cite)\b[^>]*>", re.I
)
_BLANKS: Final = re.compile(r"[\s\u00a0]+")


def plain(markup: str) -> str:
    """Return the words of HTML: tags gone with what stands in scripts, entities as characters, blanks squeezed."""
    return _BLANKS.sub(" ", html.unescape(strip_all_tags(markup))).strip()


def decoded(text: str) -> str:
    """Return a stored name with its entities as characters."""
    return html.unescape(text)


def first_words(text: str, count: int, *, ellipsis: bool = False) -> str:
    """Return the first words of a text."""
    words = text.split()
    if len(words) <= count:
        return " ".join(words)
    shown = " ".join(words[:count])
    return shown.rstrip(" ,;:.–—-") + "…" if ellipsis else shown


def story_text(post: Post, words: int) -> str:
    """Return at least so many words of a story as they were typed, if it has them: without pictures and embeds, with shortcodes
    shown and tags gone."""
    if post.password:
        return ""
    start = _shown(post, post.content[:_READ_FIRST])
    if len(post.content) <= _READ_FIRST or len(start.split()) > words:
        return start
    return _shown(post, post.content[:_READ_MAX])


def excerpt_text(post: Post) -> str:
    """Return the excerpt that a writer gave, as text."""
    return "" if post.password else _shown(post, post.excerpt)


def _shown(post: Post, text: str) -> str:
    if "[" in text or _COMPUTED_BLOCK.search(text):
        ctx = render.new_context().for_document(post_record(post))
        text = do_blocks(text, ctx) if has_blocks(text) else text
        if "[" in text:
            text = strip_shortcodes(do_shortcode(text, ctx), registered_names(ctx))
    return plain(_apart(_without_pictures(text)))


def _without_pictures(text: str) -> str:
    """The text without pictures, their captions, and what is embedded."""
    for pattern, end in ((_FIGURE, "</figure>"), (_EMBED, "</div>")):
        last = text.lower().rfind(end)  # behind it nothing can match, and looking for it would take long
        if last >= 0:
            last += len(end)
            text = pattern.sub(" ", text[:last]) + text[last:]
    return text


def _apart(text: str) -> str:
    """What two tags keep apart stays apart without them."""
    return _BREAKING_TAG.sub(lambda tag: " " + tag[0], _COMMENT.sub(" ", text))


def tidy(text: str, separator: str) -> str:
    """Return a title or description without separators at its ends, and none twice."""
    parts = [part.strip() for part in f" {text} ".split(f" {separator} ")] if separator else [text]
    return f" {separator} ".join(part for part in parts if part).strip()


def squeeze(text: str) -> str:
    """Return a text with its blanks squeezed and its tags gone."""
    return plain(text) if "<" in text or "&" in text else _BLANKS.sub(" ", text).strip()
