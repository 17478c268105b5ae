"""The registered meta of the share queue, on every post type, with Revive Old Posts' keys, schemas and defaults."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.hooks import MetaField
from wirepress.core.rest.routes import Actor, Schema
from wirepress.features.social.accounts import empty_messages

IMAGES: Final = "rop_custom_images_group"
MESSAGES: Final = "rop_custom_messages_group"
PUBLISH_NOW: Final = "rop_publish_now"
ACCOUNTS: Final = "rop_publish_now_accounts"
HISTORY: Final = "rop_publish_now_history"
STATUS: Final = "rop_publish_now_status"

_IMAGES_SCHEMA: Final[Schema] = {
    "properties": [],
    "additionalProperties": {"type": "object", "properties": {"rop_custom_image": {"type": "integer"}}},
}
_MESSAGES_SCHEMA: Final[Schema] = {
    "items": {
        "type": "object",
        "properties": {"rop_custom_description": {"type": "string"}},
        "additionalProperties": False,
    }
}
_HISTORY_SCHEMA: Final[Schema] = {
    "items": {
        "type": "object",
        "properties": {
            "account": {"type": "string"},
            "service": {"type": "string"},
            "timestamp": {"type": "integer"},
            "status": {"type": "string"},
        },
        "required": ["account", "service", "timestamp", "status"],
        "additionalProperties": False,
    }
}


def may_write(actor: Actor, object_id: int) -> bool:
    """Contributors and up; whether they may edit that post is judged before."""
    return actor.can("edit_posts")


def to_php_json(value: Any) -> Any:
    """Return a stored map as PHP's JSON shows it: keys 0, 1, 2 ... in order make a list, and so does no key at all."""
    if isinstance(value, list):
        return [to_php_json(item) for item in value]
    if not isinstance(value, dict):
        return value
    if all(str(key) == str(place) for place, key in enumerate(value)):
        return [to_php_json(item) for item in value.values()]
    return {key: to_php_json(item) for key, item in value.items()}


def shown_history(value: Any) -> Any:
    """Return a post's history with what the plugin's clients know; the networks' answers stay stored (wirepress/v1/social/shares has
    them)."""
    if not isinstance(value, list):
        return to_php_json(value)
    return [
        {name: one for name, one in item.items() if name != "answer"} if isinstance(item, dict) else to_php_json(item)
        for item in value
    ]


def _field(
    key: str, kind: str, default: Any, schema: Schema | None, description: str, prepare: Any = None
) -> MetaField:
    return MetaField(
        "post",
        key,
        kind,
        default=default,
        schema=schema or {},
        description=description,
        may_write=may_write,
        prepare=prepare or (to_php_json if kind in ("object", "array") else None),
    )


FIELDS: Final = (
    _field(IMAGES, "object", [], _IMAGES_SCHEMA, "Pictures for the variations of a share."),
    _field(MESSAGES, "array", [], _MESSAGES_SCHEMA, "Texts for the variations of a share."),
    _field(PUBLISH_NOW, "string", "initial", None, "Share when published: yes or no; initial: nobody has decided."),
    _field(
        ACCOUNTS,
        "object",
        empty_messages,
        {"additionalProperties": {"type": "string"}},
        "Account -> message of the share.",
    ),
    _field(HISTORY, "array", [], _HISTORY_SCHEMA, "What was shared, where and when.", shown_history),
    _field(STATUS, "string", "pending", None, "State of the share: pending, queued, done."),
)
