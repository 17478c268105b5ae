"""A save that names its version and comes too late: 409, with the text kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from wirepress.content.posts.actions.revise import save_autosave
from wirepress.content.posts.editing.conflicts import EditConflict, describe_conflict
from wirepress.content.posts.editing.versions import TEXTS
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Request

CODE: Final = "wirepress_edit_conflict"


@contextmanager
def conflicts_as_rest_errors(fields: Mapping[str, Any], request: Request) -> Iterator[None]:
    """Inside, an EditConflict becomes a RestError (409) that says who saved, when, what differs and under which number the writer's own
    text is kept: as their autosave of the post, also where the post is their draft, which an autosave changes else."""
    try:
        yield
    except EditConflict as conflict:
        texts = {name: str(fields[name]) for name in TEXTS if name in fields}
        meta = request["meta"]
        whole = {name: texts.get(name, getattr(conflict.post, name)) for name in TEXTS}  # an autosave has all three
        kept = (
            save_autosave(conflict.post, whole, actor=request.actor, meta=meta if isinstance(meta, dict) else None)
            if texts
            else None
        )
        data = {**describe_conflict(conflict.post, texts), "kept": kept.pk if kept else 0}
        name = data["saved_by"]["name"] or "Somebody"
        words = f"{name} saved this after you began. Your text is kept as an autosave; compare the two and save again."
        told = words if kept else f"{name} saved this after you began. Nothing was changed: load what was saved first."
        raise RestError(CODE, told, 409, data) from None
