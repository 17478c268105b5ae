"""A preview of a story's body, in a frame that runs no code and cannot reach the newsroom around it."""

from __future__ import annotations

from typing import Final

from django.utils.html import escape

_STYLE: Final = (
    "html{color-scheme:light dark}body{margin:1rem 1.25rem;font:1rem/1.6 Georgia,serif;overflow-wrap:anywhere;background:Canvas;color:CanvasText}"
    "img,video,iframe{max-width:100%;height:auto}h1{font-size:1.4rem;line-height:1.25}hr{border:0;border-top:1px solid;opacity:.3}"
)


def preview_document(title: str, excerpt: str, content: str) -> str:
    """Return the whole inner document. `excerpt` and `content` were cleaned before they were stored; the frame's sandbox confines the rest."""
    lead = f"{excerpt}<hr>" if excerpt.strip() else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Preview</title><meta name="referrer" content="no-referrer">'
        f'<base target="_blank"><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>{lead}{content}</body></html>'
    )
