"""Writing posts of a type: who may, and the handlers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.revise import save_revision
from wirepress.content.posts.actions.trash import delete_post, trash_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.editing.versions import read_base
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.terms import access as term_access
from wirepress.content.terms.models import Term
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.database.rows import select_in
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.editor_panels import save_panels
from wirepress.web.rest.response.action_errors import refusals_as_rest_errors
from wirepress.web.rest.v2.posts import prepare
from wirepress.web.rest.v2.posts.action_links import taxonomies_of
from wirepress.web.rest.v2.posts.conflicts import conflicts_as_rest_errors
from wirepress.web.rest.v2.posts.document import PostDocumentWriter
from wirepress.web.rest.v2.posts.read import Maker, find_post


def _refuse(code: str, message: str, request: Request) -> RestError:
    return forbidden(code, message, signed_in=request.signed_in)


def _check_author_and_sticky(kind: PostType, request: Request) -> RestError | None:
    """Author and sticky, judged alike for new and old items."""
    actor = request.actor
    author = request.get("author")
    if author and author != actor.id and not access.may_edit_others(actor, kind.name):
        return _refuse("rest_cannot_edit_others", "You are not allowed to write as another user.", request)
    if request.get("sticky") and not (access.may_edit_others(actor, kind.name) or access.may_publish(actor, kind.name)):
        return _refuse("rest_cannot_assign_sticky", "You are not allowed to make posts sticky.", request)
    return None


def _names_nothing(value: Any) -> bool:
    """Return whether an empty value is among the terms: nobody may choose what is no term (WordPress 7.1 behaviour)."""
    if value is None:
        return False
    values = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else [value]
    return any(item in (None, "", "0", 0, False) or item == [] for item in values)


def _check_terms(kind: PostType, request: Request) -> RestError | None:
    if any(_names_nothing(request.get(taxonomy.rest_base)) for taxonomy in taxonomies_of(kind)):
        return _refuse("rest_cannot_assign_term", "You are not allowed to choose these terms.", request)
    chosen = {taxonomy.name: types.whole_numbers(request.get(taxonomy.rest_base)) for taxonomy in taxonomies_of(kind)}
    known: dict[int, Term | None] = request.attributes.setdefault("terms", {})  # asked again for the Allow header
    if missing := [
        number for numbers in chosen.values() for number in numbers if number not in known and 0 < number < 2**63
    ]:
        known.update(dict.fromkeys(missing))
        known.update({term.pk: term for term in select_in(Term, "id", missing)})
    for taxonomy, numbers in chosen.items():
        for number in numbers:
            term = known.get(number)
            if term is not None and term.taxonomy == taxonomy and not term_access.may_assign(request.actor, term):
                return _refuse("rest_cannot_assign_term", "You are not allowed to choose these terms.", request)
    return None


def may_create(kind: PostType, request: Request) -> RestError | None:
    """create_posts of the type, and what the new item asks for."""
    if request.get("id"):
        return RestError("rest_post_exists", "The item already exists.", 400)
    refusal = _check_author_and_sticky(kind, request)
    if refusal is None and not access.may_create(request.actor, kind.name):
        refusal = _refuse("rest_cannot_create", "You are not allowed to create items of this type.", request)
    return refusal or _check_terms(kind, request)


def may_update(kind: PostType, request: Request) -> RestError | None:
    """edit_post, and what the change asks for."""
    post = find_post(kind, request)
    if not access.may_edit(request.actor, post):
        return _refuse("rest_cannot_edit", "You are not allowed to edit this item.", request)
    return _check_author_and_sticky(kind, request) or _check_terms(kind, request)


def may_delete(kind: PostType, request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may delete the item (`delete_post`)."""
    if not access.may_delete(request.actor, find_post(kind, request)):
        return _refuse("rest_cannot_delete", "You are not allowed to delete this item.", request)
    return None


@contextmanager
def events_after_meta() -> Iterator[None]:
    """Features hear of a post when its meta is written too. A wrong meta value does not undo the post (WordPress 7.1 behaviour)."""
    refusal = None
    with transaction.atomic():
        try:
            yield
        except RestError as error:
            refusal = error
    if refusal is not None:
        raise refusal


def create(kind: PostType, request: Request) -> Response:
    """Make an item; 201 with its address."""
    fields = prepare.prepare_fields(kind, request, None)
    with events_after_meta(), refusals_as_rest_errors():
        post = create_post(fields, actor=request.actor, post_type=kind.name)
        prepare.write_meta(kind, post, request)
        save_panels(post, request)
    return written_response(kind, post.id, request, created=True)


def update(kind: PostType, request: Request) -> Response:
    """Change the fields of an item that the request gives."""
    post = find_post(kind, request)
    fields = prepare.prepare_fields(kind, request, post)
    with conflicts_as_rest_errors(fields, request), events_after_meta(), refusals_as_rest_errors():
        update_post(post, fields, actor=request.actor, revise=False, base=read_base(request.headers))
        prepare.write_meta(kind, post, request)
        save_panels(post, request)
        save_revision(post, request.actor)
    return written_response(kind, post.id, request)


def _reload_post(number: int) -> Post:
    """Return the post as it is after the write. Raises RestError (404) where somebody has deleted it since."""
    found = queries.load_posts([number])
    if not found:
        raise RestError("rest_post_invalid_id", "The item no longer exists.", 404)
    return found[0]


def written_response(
    kind: PostType, number: int, request: Request, *, created: bool = False, maker: Maker = PostDocumentWriter
) -> Response:
    """Return the answer after a write: the item as its editor sees it."""
    request.attributes.pop("posts", None)
    request.path_params["id"] = number
    request.set("context", "edit")
    post = _reload_post(number)
    data, links = maker(kind, request).write(post)
    response = Response(data, 201 if created else 200, links=links)
    if created:
        response.headers["Location"] = site.rest_url(f"{kind.rest_path}/{number}")
        del request.path_params["id"]
    return response


def delete(kind: PostType, request: Request, maker: Maker = PostDocumentWriter) -> Response:
    """Put an item into the trash, or delete it for good with `force`."""
    post = find_post(kind, request)
    request.set("context", "edit")
    if bool(request["force"]):
        data, _ = maker(kind, request).write(post)
        with refusals_as_rest_errors():
            delete_post(post, actor=request.actor)
        request.attributes.pop("posts", None)
        return Response({"deleted": True, "previous": data})
    if kind.name in ("attachment",):
        raise RestError("rest_trash_not_supported", "There is no trash for this type: delete it with force=true.", 501)
    with refusals_as_rest_errors():
        trash_post(post, actor=request.actor)
    request.attributes.pop("posts", None)
    data, links = maker(kind, request).write(_reload_post(post.id))
    return Response(data, links=links)
