"""/wirepress/v1/seo/posts/ID, terms/ID, users/ID: what a single story, section or person says otherwise; .../preview: how it would look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from wirepress.content.posts import access
from wirepress.content.posts.models import Post
from wirepress.content.posts.types import known
from wirepress.content.terms import access as term_access
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import (
    CREATE,
    DELETE,
    EDIT,
    READ,
    Endpoint,
    Permission,
    Request,
    Response,
    Route,
    Schema,
)
from wirepress.features.seo.overrides import store
from wirepress.features.seo.overrides.values import (
    EMPTY,
    FIELDS,
    Overrides,
    schema_of_fields,
    with_changes,
)
from wirepress.features.seo.preview import meta_of_post, preview_of
from wirepress.features.seo.routes.settings import BASE, NAMESPACE

_ID: Final = r"(?P<id>[\d]+)"
_KEY: Final = "seo.item"


def routes() -> list[Route]:
    """Return the routes."""
    preview = Endpoint(CREATE, show_preview, schema_of_fields, may_edit_post, hidden=True)
    return [
        *(_route(path, permission) for path, permission in _KINDS.items()),
        Route(NAMESPACE, rf"{BASE}/posts/{_ID}/preview", (preview,)),
    ]


def _route(path: str, permission: Permission) -> Route:
    return Route(
        NAMESPACE,
        rf"{BASE}/{path}/{_ID}",
        (
            Endpoint(READ, show, {}, permission, hidden=True),
            Endpoint(EDIT, change, schema_of_fields, permission, hidden=True),
            Endpoint(DELETE, clear, {}, permission, hidden=True),
        ),
        item_schema,
    )


def may_edit_post(request: Request) -> RestError | None:
    """Refuse who may not edit the story."""
    post = Post.objects.filter(pk=_number(request)).first()
    if post is None or post.type == "revision" or not known(post.type).viewable:
        return _missing(request, "edit_posts")
    if not access.may_edit(request.actor, post):
        return forbidden("seo_cannot_edit", "You are not allowed to edit this story.", signed_in=request.signed_in)
    request.attributes[_KEY] = post
    return None


def may_edit_term(request: Request) -> RestError | None:
    """Refuse who may not edit terms of that taxonomy."""
    term = Term.objects.filter(pk=_number(request)).first()
    if term is None:
        return _missing(request, "manage_categories")
    if not term_access.may_edit(request.actor, term):
        return forbidden("seo_cannot_edit", "You are not allowed to edit this term.", signed_in=request.signed_in)
    request.attributes[_KEY] = term
    return None


def may_edit_user(request: Request) -> RestError | None:
    """Refuse who may not edit people: how a person's page is found is the newsroom's to say."""
    if not request.actor.can("edit_users"):
        return forbidden("seo_cannot_edit", "You are not allowed to edit people.", signed_in=request.signed_in)
    user = User.objects.filter(pk=_number(request)).first()
    if user is None:
        return _missing(request, "edit_users")
    request.attributes[_KEY] = user
    return None


_KINDS: Final[dict[str, Permission]] = {"posts": may_edit_post, "terms": may_edit_term, "users": may_edit_user}


def _missing(request: Request, capability: str) -> RestError:
    """Who may edit nothing of the kind is not told which numbers there are."""
    if not request.actor.can(capability):
        return forbidden("seo_cannot_edit", "You are not allowed to edit this.", signed_in=request.signed_in)
    return RestError("seo_not_found", "There is nothing with that number.", 404)


def _number(request: Request) -> int:
    digits = str(request.path_params.get("id", ""))
    return int(digits) if digits.isdigit() and len(digits) < 19 else 0


def show(request: Request) -> Response:
    """Return the overrides."""
    return Response(_document(request.attributes[_KEY]))


def change(request: Request) -> Response:
    """Change the fields that are named; the others stay."""
    item = request.attributes[_KEY]
    _put(item, with_changes(_read(item), _given(request)))
    return Response(_document(item))


def clear(request: Request) -> Response:
    """Have the item follow the site again."""
    item = request.attributes[_KEY]
    before = _document(item)
    _put(item, EMPTY)
    return Response({"deleted": True, "previous": before})


def show_preview(request: Request) -> Response:
    """Return how the story would look with these fields in the place of the stored ones. Nothing is stored."""
    post = request.attributes[_KEY]
    own = with_changes(store.of_post(post), _given(request))
    return Response(asdict(preview_of(meta_of_post(post, own))))


def _given(request: Request) -> dict[str, Any]:
    return {name: request[name] for name in FIELDS if request.has(name) and request[name] is not None}


def _read(item: Any) -> Overrides:
    readers: dict[type, Callable[[Any], Overrides]] = {Post: store.of_post, Term: store.of_term, User: store.of_user}
    return readers[type(item)](item)


def _put(item: Any, values: Overrides) -> None:
    if isinstance(item, Post):
        store.put_of_post(item, values)
    elif isinstance(item, Term):
        store.put_of_term(item.pk, values)
    else:
        store.put_of_user(item.pk, values)
        item.__dict__.pop("_wp_meta", None)


def _document(item: Any) -> dict[str, Any]:
    values = _read(item)
    return {"id": item.pk, **{name: getattr(values, name) for name in FIELDS}}


def item_schema() -> Schema:
    """Return the schema of overrides."""
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "seo-overrides",
        "type": "object",
        "properties": {"id": {"type": "integer", "readonly": True, "description": "Its number."}, **schema_of_fields()},
    }
