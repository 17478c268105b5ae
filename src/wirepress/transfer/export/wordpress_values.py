"""Our values -> what WordPress stores: the way back of transfer/wordpress_db/decode_php.py."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from wirepress.core.php.floats import php_float_repr
from wirepress.core.php.serialize import SerializedObject, dumps, is_serialized
from wirepress.transfer.wordpress_db.decode_php import CLASS_KEY, UndecodableValue, decode_value


def stored_text(value: Any) -> str | None:
    """Return the text of a meta or option value: containers serialised, numbers and switches as PHP makes text of them."""
    if isinstance(value, str):
        return _once_more(value) if value[1:2] in (":", ";") and is_serialized(value, strict=False) else value
    if value is None:
        return None
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return php_float_repr(value)
    return dumps(_with_objects(value))


def stored_json_text(text: str | None) -> str | None:
    """Return the same of a column that holds JSON, read below the models."""
    return None if text is None else stored_text(json.loads(text))


def _once_more(text: str) -> str:
    """A text that looks serialised is serialised again, as WordPress does, unless it is one that an import found broken."""
    try:
        decode_value(text)
    except UndecodableValue:
        return text
    return dumps(text)


def _with_objects(value: Any) -> Any:
    """Maps that an import made of PHP's objects become objects again."""
    if isinstance(value, list):
        return [_with_objects(item) for item in value]
    if not isinstance(value, dict):
        return value
    inner = {key: _with_objects(item) for key, item in value.items()}
    name = inner.pop(CLASS_KEY, None)
    return SerializedObject(name, inner) if isinstance(name, str) else inner


def capabilities(roles: Iterable[str], extra: Mapping[str, bool]) -> str:
    """Return the value of `…capabilities`: roles and single capabilities in one map."""
    return dumps({**dict.fromkeys(map(str, roles), True), **{str(name): bool(on) for name, on in extra.items()}})


def application_passwords(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the value of `_application_passwords`."""
    return dumps([dict(row) for row in rows])
