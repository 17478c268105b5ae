"""Everything that an import can write, to be compared."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from wirepress.content.options import store

APPS = ("posts", "terms", "users", "media", "comments", "options")


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Table -> all rows in order, generated ids of our own tables left out."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            if model.__name__.startswith("Search"):
                continue  # made out of the posts, in whatever order they came; tests/content/posts/listing/test_search_index.py looks at it
            own_ids = model.__name__ in ("PostTotal", "PostBucket", "TermPost", "ApplicationPassword")
            names = [field.attname for field in model._meta.concrete_fields if not (own_ids and field.name == "id")]
            rows = [tuple(map(repr, row)) for row in model._default_manager.values_list(*names)]
            found[model.__name__] = sorted(rows)
    return found


def forget_all() -> None:
    """Empty the tables again."""
    for label in reversed(APPS):
        for model in apps.get_app_config(label).get_models():
            model._default_manager.all().delete()
    store.forget()
