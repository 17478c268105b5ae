"""Text out of HTML, short and plain."""

from __future__ import annotations

import html
import re
from datetime import datetime
from typing import Final

from wirepress.content.options import site, store
from wirepress.content.posts.models import Post
from wirepress.core.markup.text.texturize import texturize
from wirepress.core.php.dates.format import php_date
from wirepress.web.site.texts.dates import local_date
from wirepress.web.site.texts.translate import translate, translate_count

TEASER_WORDS: Final = 44
READ_MAX: Final = 12_000  # characters of a story looked at for its first words
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_SILENT: Final = re.compile(r"<(script|style|figure|figcaption|table|form|noscript)\b.*?(?:</\1\s*>|\Z)", re.S | re.I)
_TAG: Final = re.compile(r"<[^<>]*>")
_SHORTCODE: Final = re.compile(r"\[/?[a-zA-Z_][^\[\]<>]*\]")


def plain(markup: str) -> str:
    """The words of HTML: tags gone, entities as characters, blanks squeezed."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())


def teaser(post: Post, words: int = TEASER_WORDS) -> str:
    """The first words of a story: its excerpt where it has one, else its text; nothing of a protected one."""
    if post.password:
        return ""
    if post.excerpt.strip():
        text = plain(_COMMENT.sub("", post.excerpt[:READ_MAX]))
        if text:
            return shorten(_typographic(text), words * 2)
    text = _COMMENT.sub(" ", post.content[:READ_MAX])
    text = _SHORTCODE.sub(" ", _TAG.sub(" ", _SILENT.sub(" ", text)).partition("<")[0])
    return shorten(_typographic(" ".join(html.unescape(text).split())), words)


def shorten(text: str, words: int) -> str:
    """At most so many words, with an ellipsis where something was left out."""
    parts = text.split()
    return text if len(parts) <= words else " ".join(parts[:words]).rstrip(" ,;:.–—-") + "…"


def _typographic(text: str) -> str:
    return html.unescape(texturize(html.escape(text, quote=False)))


def iso(moment: datetime | None) -> str:
    """A GMT moment for <time datetime>."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}+00:00" if moment else ""


def day_text(local: datetime | None) -> str:
    """A local date in the site's date format."""
    return local_date(str(store.get("date_format")) or "F j, Y", local) if local else ""


def time_text(local: datetime | None) -> str:
    """A local time in the site's time format."""
    return php_date(str(store.get("time_format")) or "g:i a", local) if local else ""


def when(local: datetime | None) -> str:
    """How a list says when: minutes and hours for what is fresh, then the date."""
    if local is None:
        return ""
    seconds = (site.to_local(site.now_gmt()) - local).total_seconds()
    if 0 <= seconds < 60:
        return translate("just now")
    if 0 <= seconds < 3600:
        return translate_count("%(count)s minute ago", "%(count)s minutes ago", int(seconds // 60))
    if 0 <= seconds < 24 * 3600:
        return translate_count("%(count)s hour ago", "%(count)s hours ago", int(seconds // 3600))
    return day_text(local)


def language() -> str:
    """The site's language as HTML and feeds name it: en-US."""
    return str(store.get("WPLANG") or "en_US").replace("_", "-")


def reads_rightwards() -> bool:
    """Whether the site's language is written from left to right."""
    return language().split("-")[0] not in ("ar", "ary", "azb", "ckb", "fa", "haz", "he", "ps", "sd", "ug", "ur")
