"""Custom fields as writing programs see them: every value is a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wirepress.content.posts import access, rows
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms import access as term_access
from wirepress.content.terms.models import Term, TermMeta
from wirepress.content.users.models import User
from wirepress.core.php.serialize import dumps
from wirepress.web.xmlrpc.call import to_int, to_text


def stored_text(value: Any) -> str:
    """Return a value as WordPress's database has it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    return dumps(value) if isinstance(value, dict | list) else str(value)


def post_meta_structs(post: Post, actor: User) -> list[dict[str, str]]:
    """Return the fields that the actor may write, by key and then by number."""
    found = sorted(rows.meta_rows(post), key=lambda row: (row.key, row.pk))
    return [_shown(row) for row in found if access.may_write_meta(actor, post, row.key)]


def term_meta_structs(term: Term, actor: User) -> list[dict[str, str]]:
    """Return the fields of a term that the actor may write."""
    found = term.meta_rows.order_by("id")
    return [_shown(row) for row in found if term_access.may_write_meta(actor, term, row.key)]


def _shown(row: Any) -> dict[str, str]:
    return {"id": str(row.pk), "key": row.key, "value": stored_text(row.value)}


def write_post_meta(post: Post, fields: Any, actor: User) -> None:
    """Add, change (by id) and delete (an id and no key) fields, as far as the actor may."""
    for field in fields if isinstance(fields, list) else []:
        if not isinstance(field, dict):
            continue
        number, key = to_int(field.get("id")), to_text(field.get("key"))
        if number:
            own = PostMeta.objects.filter(pk=number, post_id=post.pk)
            _change([row for row in own if access.may_write_meta(actor, post, row.key)], key, field)
        elif key and access.may_write_meta(actor, post, key):
            PostMeta.objects.create(post_id=post.pk, key=key[:255], value=to_text(field.get("value")))
    rows.forget_related(post)


def write_term_meta(term: Term, fields: Any, actor: User) -> None:
    """The same for a term."""
    for field in fields if isinstance(fields, list) else []:
        if not isinstance(field, dict):
            continue
        number, key = to_int(field.get("id")), to_text(field.get("key"))
        if number:
            own = TermMeta.objects.filter(pk=number, term=term)
            _change([row for row in own if term_access.may_write_meta(actor, term, row.key)], key, field)
        elif key and term_access.may_write_meta(actor, term, key):
            TermMeta.objects.create(term=term, key=key[:255], value=to_text(field.get("value")))


def _change(found: Iterable[PostMeta | TermMeta], key: str, field: dict[str, Any]) -> None:
    for row in found:
        if "key" not in field:
            row.delete()
        elif key == row.key:
            row.value = to_text(field.get("value"))
            row.save(update_fields=["value"])
