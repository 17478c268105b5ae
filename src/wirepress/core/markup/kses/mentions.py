"""Spans in comments: only the classes by which a note mentions a colleague may be on them."""

from __future__ import annotations

import re

_SPAN = re.compile("<span(?= )([^<>]*+)>", re.IGNORECASE)
_CLASS = re.compile(r'\bclass="([^"]*)"')
_MENTION = re.compile(r"wp-note-mention|user-[0-9]+")


def _reduced(classes: re.Match[str]) -> str:
    kept = [name for name in classes[1].split() if _MENTION.fullmatch(name)]
    return f'class="{" ".join(kept)}"' if kept else ""


def reduce_classes(html: str) -> str:
    """Return the sanitiser's `html` with all classes but those of a mention taken off its spans (WordPress 7.1 behaviour)."""
    if "<span" not in html.lower():
        return html
    return _SPAN.sub(lambda span: span[0][:5] + _CLASS.sub(_reduced, span[1]) + ">", html)
