"""Schemas of abilities, their categories and what running one gives."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.rest.routes import Schema
from wirepress.web.rest.v2.properties import item_schema

_SHOWN: Final = ["view", "edit", "embed"]
_WHOLE: Final = ["view", "edit"]
ANYTHING: Final = ["integer", "number", "boolean", "string", "array", "object", "null"]


def _fixed(kind: Any, description: str, context: list[str], **more: Any) -> Schema:
    return {"description": description, "type": kind, **more, "context": list(context), "readonly": True}


def marks_schema() -> Schema:
    """Return what an ability does to the site."""
    flag = {"type": ["boolean", "null"]}
    named = {
        "readonly": {"description": "It changes nothing.", **flag},
        "destructive": {"description": "It may destroy something.", **flag},
        "idempotent": {"description": "Doing it twice is doing it once.", **flag},
    }
    return {
        "description": "What it does to the site.",
        "type": "object",
        "properties": named,
        "additionalProperties": True,
    }


def ability_schema() -> Schema:
    """Return the JSON schema of an ability."""
    meta = {
        "annotations": marks_schema(),
        "public": {"description": "Whether programs outside may use it.", "type": "boolean"},
    }
    return item_schema(
        "ability",
        {
            "name": _fixed("string", "Its name.", _SHOWN),
            "label": _fixed("string", "Its title.", _SHOWN),
            "description": _fixed("string", "What it does.", _WHOLE),
            "category": _fixed("string", "Its category.", _SHOWN),
            "input_schema": _fixed("object", "What it takes.", _WHOLE),
            "output_schema": _fixed("object", "What it gives.", _WHOLE),
            "meta": _fixed("object", "More about it.", _WHOLE, properties=meta),
        },
    )


def category_schema() -> Schema:
    """Return the JSON schema of a category of abilities."""
    return item_schema(
        "ability-category",
        {
            "slug": _fixed("string", "Its name.", _SHOWN),
            "label": _fixed("string", "Its title.", _SHOWN),
            "description": _fixed("string", "What it holds.", _WHOLE),
            "meta": _fixed("object", "More about it.", _WHOLE),
        },
    )


def run_schema() -> Schema:
    """Return what running an ability gives."""
    return item_schema("ability-execution", {"result": _fixed(list(ANYTHING), "What it gave.", _WHOLE)})
