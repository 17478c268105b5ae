"""A stored WordPress value -> JSON values: PHP's serialised data is decoded, never executed."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.php.serialize import SerializedObject, SerializeError, is_serialized, loads
from wirepress.transfer.clean_values import clean_text

CLASS_KEY: Final = "__php_class"  # where a decoded PHP object keeps the name of its class


class UndecodableValue(ValueError):
    """Looks like PHP's serialised data and is broken, or beyond the reader's bounds."""


def decode_value(value: Any) -> Any:
    """Return a meta or option value: PHP's serialised data as JSON values, anything else as text. None stays None.

    Raises Undecodable.
    """
    if value is None:
        return None
    raw = value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value
    if not isinstance(raw, str):
        return clean_text(raw)
    if not is_serialized(raw):
        return clean_text(raw)
    try:
        return to_json_value(loads(raw.strip(), trailing=True))
    except (SerializeError, RecursionError) as error:
        raise UndecodableValue(str(error)) from None


def to_json_value(value: Any) -> Any:
    """Only what JSON holds: texts cleaned, keys as text, objects as maps that name their class."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [to_json_value(item) for item in value]
    if isinstance(value, SerializedObject):
        properties = {key.rpartition("\0")[2]: item for key, item in value.properties.items()}
        named = {} if value.class_name == "stdClass" else {CLASS_KEY: value.class_name}
        payload = {"payload": value.payload} if value.payload else {}
        return to_json_value({**named, **payload, **properties})
    if isinstance(value, dict):
        return {clean_text(key): to_json_value(item) for key, item in value.items()}
    return value
