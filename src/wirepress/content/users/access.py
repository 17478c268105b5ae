"""Who may do what with users. WordPress 7.1 behaviour on a single site."""

from __future__ import annotations

from collections.abc import Iterable

from wirepress.content.users import roles
from wirepress.core.rest.routes import Actor


def may_edit(actor: Actor, user_id: int) -> bool:
    """edit_user: oneself, or with edit_users."""
    return actor.id > 0 and (actor.id == user_id or actor.can("edit_users"))


def may_delete(actor: Actor, user_id: int) -> bool:
    """Return whether the actor may delete the user (`delete_user`)."""
    return actor.can("delete_users")


def may_promote(actor: Actor, user_id: int) -> bool:
    """Return whether the actor may change the user's roles (`promote_user`)."""
    return actor.can("promote_users")


def may_list(actor: Actor) -> bool:
    """See every user with context=edit."""
    return actor.can("list_users")


def may_create(actor: Actor) -> bool:
    """Return whether the actor may create users (`create_users`)."""
    return actor.can("create_users")


def may_manage_application_passwords(actor: Actor, user_id: int) -> bool:
    """Read, make, change and delete a user's application passwords."""
    return may_edit(actor, user_id)


def assignable_roles(actor: Actor) -> list[str]:
    """Roles that the actor may give."""
    return list(roles.ROLES) if actor.can("promote_users") else []


def keeps_own_power(actor: Actor, user_id: int, new_roles: Iterable[str]) -> bool:
    """False when somebody who may promote users would take that from themselves."""
    if actor.id != user_id or not actor.can("promote_users"):
        return True
    return "promote_users" in roles.capabilities_of(new_roles)


def may_write_meta(actor: Actor, user_id: int, key: str) -> bool:
    """Return whether the actor may set or remove a meta key of the user."""
    from wirepress.content.meta import find

    field = find("user", "", key)
    if field is not None and field.may_write is not None:
        return field.may_write(actor, user_id) and may_edit(actor, user_id)
    return not key.startswith("_") and may_edit(actor, user_id)
