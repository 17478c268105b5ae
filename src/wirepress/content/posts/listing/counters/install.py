"""Puts the triggers into the database after its tables were brought up to date; what was missing meanwhile is counted anew."""

from __future__ import annotations

from typing import Any

from django.db import connections

from wirepress.content.posts.listing.counters import rebuild, triggers
from wirepress.content.posts.listing.search_index import index
from wirepress.core.database.triggers import Trigger, replace_triggers
from wirepress.core.database.triggers import remove_triggers as drop


def before_migrate(using: str = "default", plan: Any = None, **_: Any) -> None:
    """Told by Django before tables change: a trigger would hold the column fast that is to go."""
    if any(migration.app_label in ("posts", "terms") for migration, _ in plan or ()):
        remove_triggers(using)


def after_migrate(using: str = "default", **_: Any) -> None:
    """Told by Django when all tables are there."""
    if "posts_searchstale" not in connections[using].introspection.table_names():
        return
    made = install_triggers(using)
    if made:
        rebuild.rebuild_counters(using)
    if any(triggers.marks_search_stale(trigger) for trigger in made):
        index.reset_index()


def install_triggers(using: str = "default") -> list[Trigger]:
    """Makes what is missing and drops what is no longer wanted. Answers the triggers that were missing."""
    wish = list(triggers.wanted_triggers(connections[using].vendor))
    made, _ = replace_triggers(using, triggers.PREFIX, wish)
    return [trigger for trigger in wish if trigger.name in made]


def remove_triggers(using: str = "default") -> None:
    """Takes all of them away: nothing is kept until they are back."""
    drop(using, triggers.PREFIX)
