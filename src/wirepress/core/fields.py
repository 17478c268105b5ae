"""Model fields shared by every table of content."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models

from wirepress.core.collation import lookups as lookups  # columns can be asked with __holds and __alike from now on
from wirepress.core.collation.sort_keys import collation_key

if TYPE_CHECKING:
    _Text = models.TextField[Any, Any]
    _Char = models.CharField[str, str]
else:  # the fields are generic for type checkers only
    _Text, _Char = models.TextField, models.CharField


_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":")
).encode  # json.dumps would make one for every value


class OrderedJSONField(_Text):
    """JSON kept as text: key order, which WordPress's documents show, survives (PostgreSQL's jsonb would sort the keys)."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else _encode(value)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""


class SortKeyField(_Char):
    """The place of another column's text in WordPress's order, kept by save() and bulk_create(). Hexadecimal digits, so that every
    database and locale sorts it alike. `QuerySet.update` does not know of it: whoever changes the text that way sets it too."""

    MAX_LENGTH = 320

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", self.MAX_LENGTH)
        kwargs.setdefault("default", "")
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = sort_key(str(getattr(model_instance, self.source) or ""))
        setattr(model_instance, self.attname, key)
        return key


def sort_key(text: str) -> str:
    """Return what a SortKeyField holds for a text."""
    return collation_key(text)[: SortKeyField.MAX_LENGTH]
