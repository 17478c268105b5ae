"""Who may look at menus. WordPress 7.1 behaviour: everybody who edits anything; only edit_theme_options changes them."""

from __future__ import annotations

from wirepress.content.posts import access, types
from wirepress.core.rest.routes import Actor


def may_manage(actor: Actor) -> bool:
    """Change menus and see which place shows which."""
    return actor.can("edit_theme_options")


def may_view(actor: Actor) -> bool:
    """Read menus and their entries: whoever edits items of a type that REST has."""
    return may_manage(actor) or any(access.may_edit_type(actor, kind.name) for kind in types.rest_types())
