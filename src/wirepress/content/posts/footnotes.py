"""Footnotes of a story: a JSON list in meta, cleaned like the story itself."""

from __future__ import annotations

from typing import Any

from wirepress.core.markup import kses
from wirepress.core.markup.fields.text_fields import sanitize_key
from wirepress.core.php import json, json_reader
from wirepress.core.rest.routes import Actor


def clean_footnotes(text: Any, actor: Actor) -> Any:
    """Return the footnotes as this writer may store them: who may write any HTML, as they are; from others each note with an id and
    a text stays, its HTML filtered, and what is no list of notes becomes nothing (WordPress 7.1 behaviour)."""
    if not isinstance(text, str) or actor.can("unfiltered_html"):
        return text
    try:
        found = json_reader.decode(text)
    except ValueError:
        return ""
    if not isinstance(found, list | dict):
        return ""
    notes = found if isinstance(found, list) else list(found.values())
    cleaned = [_note(note) for note in notes if isinstance(note, dict) and note.get("id") and note.get("content")]
    # Judged once more: a note whose id or text was nothing but refuse would be dropped by the next save.
    kept = [note for note in cleaned if note["id"] and note["content"]]
    return json.encode(kept).decode("ascii")


def _note(note: dict[str, Any]) -> dict[str, str]:
    return {"id": sanitize_key(str(note["id"])), "content": kses.post(str(note["content"]))}
