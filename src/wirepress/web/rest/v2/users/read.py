"""Reading users: the list, one user, the one who asks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef

from wirepress.content.options import site, store
from wirepress.content.posts import types as post_types
from wirepress.content.posts.addresses.permalinks import author_link
from wirepress.content.posts.models import Post
from wirepress.content.users import access, listing, roles
from wirepress.content.users.models import User
from wirepress.core.php.json import PhpObject
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.meta import describe, plugin_fields
from wirepress.web.rest.response.avatars import avatar_urls
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.paging import paged_response
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_named, is_field_wanted, wanted_fields
from wirepress.web.rest.v2.users.schema import user_schema

_PUBLISHED = "_wp_published"
_PRIVATE_ORDERS = ("registered_date", "email")
PATH = "/wp/v2/users"


def may_list(request: Request) -> RestError | None:
    """Readers see authors of published stories; roles, capabilities, mail order and context=edit are for list_users."""
    actor, signed_in = request.actor, request.signed_in
    if (request.get("roles") or request.get("capabilities")) and not actor.can("list_users"):
        return forbidden("rest_user_cannot_view", "You are not allowed to filter users by role.", signed_in=signed_in)
    if request.get("context") == "edit" and not actor.can("list_users"):
        return forbidden("rest_forbidden_context", "You are not allowed to edit users.", signed_in=signed_in)
    if request.get("orderby") in _PRIVATE_ORDERS and not actor.can("list_users"):
        return forbidden("rest_forbidden_orderby", "You are not allowed to order users by that.", signed_in=signed_in)
    if request.get("who") == "authors" and not actor.can("edit_posts"):
        return forbidden("rest_forbidden_who", "You are not allowed to list authors.", signed_in=signed_in)
    return None


def get_list(request: Request) -> Response:
    """Return one page of users."""
    per_page, page = int(request["per_page"] or 10), int(request["page"] or 1)
    query = listing.UserQuery(
        search=str(request["search"] or ""),
        search_columns=request["search_columns"] or (),
        include=types.unsigned(request["include"] or ()),
        exclude=types.unsigned(request["exclude"] or ()),
        slugs=request["slug"] or (),
        roles=request["roles"] or (),
        capabilities=request["capabilities"] or (),
        authors_only=request["who"] == "authors",
        may_search_private=request.actor.can("list_users"),
        orderby=str(request["orderby"] or "name"),
        order=str(request["order"] or "asc"),
        offset=abs(int(request["offset"])) if request["offset"] else (page - 1) * per_page,
        limit=per_page,
    )
    query.published_types = _published_types(request)
    users, total = listing.find_users(query)
    if request["offset"] and int(request["offset"]) < 0:
        users = []  # WordPress asks its database for a negative offset and gets nothing
    preload_published(users)
    items = [] if request.method == "HEAD" else [with_links(*user_document(user, request)) for user in users]
    return paged_response(request, items, total, PATH, offset=int(request["offset"] or query.offset))


def _published_types(request: Request) -> list[str] | None:
    wish = request["has_published_posts"]
    if wish is True or (not wish and not request.actor.can("list_users") and request["who"] != "authors"):
        return [kind.name for kind in post_types.rest_types() if kind.public]
    return list(wish) if isinstance(wish, list) and wish else None


def find_user(request: Request) -> User:
    """Return the user that the path names. Raises RestError 404."""
    number = int(request["id"] or 0)
    kept: dict[int, User | None] = request.attributes.setdefault("users", {})
    if number not in kept:
        kept[number] = (
            User.objects.prefetch_related("meta_rows").filter(pk=number).first() if 0 < number < 2**63 else None
        )
    user = kept[number]
    if user is None:
        raise RestError("rest_user_invalid_id", "There is no user with that ID.", 404)
    return user


def may_get(request: Request) -> RestError | bool | None:
    """Oneself; whoever published something; everybody for list_users."""
    user = find_user(request)
    if request.actor.id == user.id:
        return None
    if request.get("context") == "edit" and not request.actor.can("list_users"):
        code = "rest_forbidden_context" if site.compat() != "6.8" else "rest_user_cannot_view"
        return forbidden(code, "You are not allowed to edit this user.", signed_in=request.signed_in)
    if not request.actor.can("edit_users") and not request.actor.can("list_users") and not _has_published(user):
        return forbidden("rest_user_cannot_view", "You are not allowed to see this user.", signed_in=request.signed_in)
    return None


def preload_published(users: Collection[User]) -> None:
    """Find out at once who of them has published something."""
    kinds = [kind.name for kind in post_types.rest_types() if kind.public and kind.can("author")]
    ids = [user.pk for user in users]
    rows = Post.objects.filter(author_id=OuterRef("pk"), type__in=kinds, status="publish")
    found = set(User.objects.filter(Exists(rows), pk__in=ids).values_list("pk", flat=True))
    for user in users:
        user.__dict__[_PUBLISHED] = user.pk in found


def _has_published(user: User) -> bool:
    if _PUBLISHED not in user.__dict__:
        preload_published([user])
    found: bool = user.__dict__[_PUBLISHED]
    return found


def get_one(request: Request) -> Response:
    """Answer GET of one user with its document."""
    data, links = user_document(find_user(request), request)
    return Response(data, links=links)


def get_me(request: Request) -> Response:
    """Return the user who asks; strangers get 401."""
    if not request.signed_in:
        raise RestError("rest_not_logged_in", "Sign in first.", 401)
    request.path_params["id"] = request.actor.id
    data, links = user_document(find_user(request), request)
    return Response(data, links=links)


def user_document(user: User, request: Request) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """Return the user's document without links, and its links."""
    wanted = wanted_fields(request)
    schema = user_schema()
    data = {
        name: make(user)
        for name, make in FIELDS.items()
        if name in schema["properties"] and is_field_named(name, wanted)
    }
    data.update(plugin_fields.values("user", user, wanted))
    data = filter_by_context(data, schema, str(request.get("context") or "embed"))
    shown = is_field_wanted("_links", wanted) or is_field_wanted("_embedded", wanted)
    return data, _links(user, request) if shown else {}


def _meta_text(user: User, key: str) -> str:
    return next((str(row.value or "") for row in user.meta_rows.all() if row.key == key), "")


def _granted(user: User) -> dict[str, bool]:
    return PhpObject({**dict.fromkeys(user.roles or [], True), **(user.extra_capabilities or {})})


FIELDS: dict[str, Any] = {
    "id": lambda user: user.id,
    "username": lambda user: user.login,
    "name": lambda user: user.display_name,
    "first_name": lambda user: _meta_text(user, "first_name"),
    "last_name": lambda user: _meta_text(user, "last_name"),
    "email": lambda user: user.email,
    "url": lambda user: user.url,
    "description": lambda user: _meta_text(user, "description"),
    "link": author_link,
    "locale": lambda user: _meta_text(user, "locale") or str(store.get("WPLANG") or "en_US"),
    "nickname": lambda user: _meta_text(user, "nickname"),
    "slug": lambda user: user.nicename,
    "roles": lambda user: list(user.roles or []),
    "registered_date": lambda user: user.registered.strftime("%Y-%m-%dT%H:%M:%S+00:00") if user.registered else None,
    "capabilities": lambda user: PhpObject(roles.capability_map(user.roles or [], user.extra_capabilities or {})),
    "extra_capabilities": _granted,
    "avatar_urls": lambda user: avatar_urls(user.email),
    "meta": lambda user: describe.read_meta("user", "", user.meta_rows.all()),
}


def _links(user: User, request: Request) -> dict[str, list[dict[str, Any]]]:
    own = site.rest_url(f"{PATH}/{user.id}")
    allow = _allowed(user, request)
    return {
        "self": [{"href": own, **({"targetHints": {"allow": allow}} if allow else {})}],
        "collection": [{"href": site.rest_url(PATH)}],
    }


def _allowed(user: User, request: Request) -> list[str]:
    allow = []
    if (
        request.actor.id == user.id
        or request.actor.can("list_users")
        or request.actor.can("edit_users")
        or _has_published(user)
    ):
        allow.append("GET")
    if access.may_edit(request.actor, user.id):
        allow += ["POST", "PUT", "PATCH"]
    if access.may_delete(request.actor, user.id):
        allow.append("DELETE")
    return allow
