"""Writing posts of a type: who may, and the handlers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.revise import keep_revision
from wirepress.content.posts.actions.trash import delete_post, trash_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.terms import access as term_access
from wirepress.content.terms.models import Term
from wirepress.core.contract.post_types import PostType
from wirepress.core.database.rows import select_in
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.response.action_errors import answering
from wirepress.web.rest.v2.posts import prepare
from wirepress.web.rest.v2.posts.action_links import taxonomies_of
from wirepress.web.rest.v2.posts.document import Writer
from wirepress.web.rest.v2.posts.read import Maker, find


def _refuse(code: str, message: str, request: Request) -> RestError:
    return forbidden(code, message, signed_in=request.signed_in)


def _common(kind: PostType, request: Request) -> RestError | None:
    """Author and sticky, judged alike for new and old items."""
    actor = request.actor
    author = request.get("author")
    if author and author != actor.id and not access.may_edit_others(actor, kind.name):
        return _refuse("rest_cannot_edit_others", "You are not allowed to write as somebody else.", request)
    if request.get("sticky") and not (access.may_edit_others(actor, kind.name) or access.may_publish(actor, kind.name)):
        return _refuse("rest_cannot_assign_sticky", "You are not allowed to keep posts on top.", request)
    return None


def _terms(kind: PostType, request: Request) -> RestError | None:
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
        return RestError("rest_post_exists", "The item exists already.", 400)
    refusal = _common(kind, request)
    if refusal is None and not access.may_create(request.actor, kind.name):
        refusal = _refuse("rest_cannot_create", "You are not allowed to make items of this type.", request)
    return refusal or _terms(kind, request)


def may_update(kind: PostType, request: Request) -> RestError | None:
    """edit_post, and what the change asks for."""
    post = find(kind, request)
    if not access.may_edit(request.actor, post):
        return _refuse("rest_cannot_edit", "You are not allowed to edit this item.", request)
    return _common(kind, request) or _terms(kind, request)


def may_delete(kind: PostType, request: Request) -> RestError | None:
    """delete_post."""
    if not access.may_delete(request.actor, find(kind, request)):
        return _refuse("rest_cannot_delete", "You are not allowed to delete this item.", request)
    return None


@contextmanager
def together() -> Iterator[None]:
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
    fields = prepare.fields(kind, request, None)
    with together(), answering():
        post = create_post(fields, actor=request.actor, post_type=kind.name)
        prepare.write_meta(kind, post, request)
    return answered(kind, post.id, request, created=True)


def update(kind: PostType, request: Request) -> Response:
    """Change an item."""
    post = find(kind, request)
    fields = prepare.fields(kind, request, post)
    with together(), answering():
        update_post(post, fields, actor=request.actor, revise=False)
        prepare.write_meta(kind, post, request)
        keep_revision(post, request.actor)
    return answered(kind, post.id, request)


def _fresh(number: int) -> Post:
    """The post as it is after the write. Raises RestError (404) where somebody has deleted it since."""
    found = queries.load_posts([number])
    if not found:
        raise RestError("rest_post_invalid_id", "The item is gone.", 404)
    return found[0]


def answered(
    kind: PostType, number: int, request: Request, *, created: bool = False, maker: Maker = Writer
) -> Response:
    """The answer after a write: the item as its editor sees it."""
    request.attributes.pop("posts", None)
    request.path_params["id"] = number
    request.set("context", "edit")
    post = _fresh(number)
    data, links = maker(kind, request).write(post)
    response = Response(data, 201 if created else 200, links=links)
    if created:
        response.headers["Location"] = site.rest_url(f"{kind.rest_path}/{number}")
        del request.path_params["id"]
    return response


def delete(kind: PostType, request: Request, maker: Maker = Writer) -> Response:
    """Put an item into the trash, or delete it for good with `force`."""
    post = find(kind, request)
    request.set("context", "edit")
    if bool(request["force"]):
        data, _ = maker(kind, request).write(post)
        with answering():
            delete_post(post, actor=request.actor)
        request.attributes.pop("posts", None)
        return Response({"deleted": True, "previous": data})
    if kind.name in ("attachment",):
        raise RestError("rest_trash_not_supported", "There is no trash for this type: delete it with force=true.", 501)
    with answering():
        trash_post(post, actor=request.actor)
    request.attributes.pop("posts", None)
    data, links = maker(kind, request).write(_fresh(post.id))
    return Response(data, links=links)
