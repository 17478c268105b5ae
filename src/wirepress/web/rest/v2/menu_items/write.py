"""Writing entries of menus."""

from __future__ import annotations

from collections.abc import Mapping

from wirepress.content.menus.actions.save import ItemFields, save_item
from wirepress.content.menus.items import build_entry
from wirepress.content.posts import types
from wirepress.content.posts.actions.trash import delete_post
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.response.action_errors import refusals_as_rest_errors
from wirepress.web.rest.v2.menu_items.read import menu_item_writer, menu_of
from wirepress.web.rest.v2.menu_items.schema import KIND
from wirepress.web.rest.v2.posts import prepare
from wirepress.web.rest.v2.posts.read import find_post
from wirepress.web.rest.v2.posts.write import written_response

# Parameter -> field of the entry, where they are called differently.
_NAMES = {
    "type": "kind",
    "status": "status",
    "parent": "parent",
    "attr_title": "hint",
    "classes": "classes",
    "description": "description",
    "menu_order": "position",
    "object": "object",
    "object_id": "object_id",
    "target": "target",
    "url": "url",
    "xfn": "xfn",
    "menus": "menu",
}


def create(request: Request) -> Response:
    """Make an entry; 201 with its address."""
    fields = _requested_fields(ItemFields(), request)
    with refusals_as_rest_errors():
        post = save_item(None, fields, actor=request.actor)
        prepare.write_meta(KIND, post, request)
    return written_response(KIND, post.pk, request, created=True, maker=menu_item_writer)


def update(request: Request) -> Response:
    """Change the fields of a menu item that the request gives."""
    post = find_post(KIND, request)
    fields = _requested_fields(_stored_fields(post), request)
    with refusals_as_rest_errors():
        save_item(post, fields, actor=request.actor)
        prepare.write_meta(KIND, post, request)
    return written_response(KIND, post.pk, request, maker=menu_item_writer)


def delete(request: Request) -> Response:
    """Delete an entry for good; without `force` 501, because entries have no trash."""
    post = find_post(KIND, request)
    if not request["force"]:
        raise RestError("rest_trash_not_supported", "Menu items have no trash: delete with force=true.", 501)
    request.set("context", "view")
    data, _ = menu_item_writer(KIND, request).write(post)
    with refusals_as_rest_errors():
        delete_post(post, actor=request.actor)
    request.attributes.pop("posts", None)
    return Response({"deleted": True, "previous": data})


def _stored_fields(post: Post) -> ItemFields:
    """Return the entry as it is."""
    shown = build_entry(post)
    return ItemFields(
        menu=menu_of(post),
        title=post.title,
        url=shown.url,
        kind=shown.kind or "custom",
        object=shown.object,
        object_id=shown.object_id,
        parent=shown.parent,
        position=post.menu_order,
        hint=post.excerpt,
        description=post.content.strip(),
        target=shown.target,
        classes=shown.classes,
        xfn=shown.xfn,
        status=post.status,
    )


def _requested_fields(fields: ItemFields, request: Request) -> ItemFields:
    """Return the fields with what the request gives. Raises RestError naming all that is missing or does not exist."""
    for name, own in _NAMES.items():
        if request[name] is not None:
            setattr(fields, own, request[name])
    title = request["title"]
    if isinstance(title, Mapping):
        title = title.get("raw")
    if isinstance(title, str):
        fields.title = title
    errors = _find_errors(fields)
    if errors:
        errors[0].also = errors[1:]
        raise errors[0]
    return fields


def _find_errors(fields: ItemFields) -> list[RestError]:
    """Return what is wrong; an item's or term's own type fills an `object` that was not given."""
    errors: list[RestError] = []
    if fields.kind == "taxonomy" and not fields.object:
        term = Term.objects.filter(pk=fields.object_id).first()
        if term is None:
            errors.append(RestError("rest_term_invalid_id", "There is no term with that ID.", 400))
        fields.object = term.taxonomy if term else ""
    if fields.kind == "post_type" and not fields.object:
        post = next(iter(queries.load_posts([fields.object_id])), None) if fields.object_id else None
        if post is None:
            errors.append(RestError("rest_post_invalid_id", "There is no item with that ID.", 400))
        fields.object = post.type if post else ""
    if fields.kind == "post_type_archive" and types.get(fields.object) is None:
        errors.append(RestError("rest_post_invalid_type", "There is no such type of item.", 400))
    if fields.kind == "custom":
        if not fields.title:
            errors.append(RestError("rest_title_required", "A custom link needs a title.", 400))
        if not fields.url:
            errors.append(RestError("rest_url_required", "A custom link needs an address.", 400))
    return errors
