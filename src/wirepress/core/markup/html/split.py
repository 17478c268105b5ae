"""Split markup into tags and text without parsing it, as WordPress 7.1 does before it touches text."""

import re
from collections.abc import Mapping

_DELIMITER = re.compile(r"(<(?:!(?=--).*?(?:-->|\Z)|!\[CDATA\[.*?(?:\]\]>|\Z)|[^>]*+>?))", re.DOTALL)
_SIMPLE_TAG = re.compile(r"(<[^>]*+>)")
_TEXTURIZE_DELIMITER = re.compile(r"<(?:!(?=--).*?(?:-->|\Z)|[^>]*+>?)", re.DOTALL)


def html_split(text: str) -> list[str]:
    """Text and delimiters in turn: even places hold text (perhaps empty), odd places a tag, comment or CDATA section.

    An unclosed delimiter runs to the end of the text. WordPress 7.1 behaviour (wp_html_split).
    """
    return _DELIMITER.split(text)


def simple_split(text: str) -> list[str]:
    """Like `html_split`, for callers that know no comments: a tag is what stands between ``<`` and the next ``>``."""
    end = text.rfind(">") + 1  # behind it nothing can be a tag
    parts = _SIMPLE_TAG.split(text[:end])
    parts[-1] += text[end:]
    return parts


def tag_end(text: str, start: int) -> int:
    """Return where the tag or comment that opens with ``<`` at `start` ends (CDATA is an ordinary tag here)."""
    match = _TEXTURIZE_DELIMITER.match(text, start)
    return match.end() if match else start + 1


def replace_in_html_tags(text: str, pairs: Mapping[str, str]) -> str:
    """Replace needles inside delimiters only; the longest needle wins. WordPress 7.1 behaviour."""
    if not pairs or not any(needle in text for needle in pairs):
        return text
    needles = re.compile("|".join(map(re.escape, sorted(pairs, key=len, reverse=True))))
    parts = html_split(text)
    parts[1::2] = [needles.sub(lambda match: pairs[match[0]], part) for part in parts[1::2]]
    return "".join(parts)
