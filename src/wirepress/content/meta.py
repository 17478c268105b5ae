"""Registered meta: which keys exist for an object, their order, and how a stored value becomes a shown one."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site, store
from wirepress.content.options.features import extensions
from wirepress.content.posts import footnotes
from wirepress.core.hooks import MetaField

SITE_META_OPTION = "wirepress_registered_meta"  # what the site itself registered: `wirepress meta register FILE`

_EARLY = (  # registered by WordPress before anything of the site's own
    MetaField(
        "user",
        "persisted_preferences",
        type="object",
        stored_key="wp_persisted_preferences",
        default=[],
        schema={
            "context": ["edit"],
            "properties": {
                "_modified": {
                    "description": "When they were saved last.",
                    "type": "string",
                    "format": "date-time",
                    "readonly": False,
                },
            },
            "additionalProperties": True,
        },
        description="What the user prefers in the editor.",
        may_write=lambda actor, user_id: actor.id == user_id or actor.can("edit_users"),
    ),
    MetaField("post", "wp_pattern_sync_status", subtype="wp_block", schema={"enum": ["partial", "unsynced"]}),
)
_EARLY_71 = (
    MetaField(
        "comment",
        "_wp_note_status",
        description="Whether the note is settled.",
        schema={"enum": ["resolved", "reopen"]},
        may_write=lambda actor, comment_id: actor.can("edit_posts"),
    ),
)
_LATE = tuple(
    MetaField(
        "post",
        "footnotes",
        subtype=kind,
        revisions=True,
        description="Footnotes of the item, as JSON.",
        clean=footnotes.clean_footnotes,
    )
    for kind in ("post", "page", "wp_block")
)


def registered(object_type: str, subtype: str = "") -> list[MetaField]:
    """Fields of an object type in the order of registration: those of every subtype first, then the subtype's own."""
    kept, key = store.derived_values(), ("meta", object_type, subtype, site.compat(), extensions())
    found: list[MetaField] | None = kept.get(key)
    if found is None:
        found = kept[key] = _registered(object_type, subtype)
    return list(found)


def _registered(object_type: str, subtype: str) -> list[MetaField]:
    early = _EARLY if site.compat() == "6.8" else (*_EARLY, *_EARLY_71)
    fields = [*early, *extensions().declared("meta_fields"), *_site_fields(), *_LATE]
    mine = [field for field in fields if field.object_type == object_type]
    return [f for f in mine if not f.subtype] + [f for f in mine if f.subtype and f.subtype == subtype]


def find(object_type: str, subtype: str, key: str) -> MetaField | None:
    """Return the registered field of that key, or None."""
    return next((field for field in registered(object_type, subtype) if field.key == key), None)


def _site_fields() -> list[MetaField]:
    return [_site_field(**row) for row in store.get(SITE_META_OPTION, []) or []]


def _site_field(*, capability: str = "", **row: Any) -> MetaField:
    """Return one stored row; `capability`, when given, is what writing the field asks for."""
    return MetaField(**row, may_write=(lambda actor, _: actor.can(capability)) if capability else None)


def rows_by_key(rows: Any) -> dict[str, list[Any]]:
    """Meta rows (objects with key and value) as key -> values in their order."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row.value)
    return found
