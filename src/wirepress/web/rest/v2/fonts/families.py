"""/wp/v2/font-families: the fonts that were installed for the site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts import types as post_types
from wirepress.content.posts.listing import queries
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.posts.models import Post
from wirepress.content.themes import fonts
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.response.action_errors import refusals_as_rest_errors
from wirepress.web.rest.response.paging import paged_response
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.fonts.schema import VERSION
from wirepress.web.rest.v2.posts.read import check_order, find_bare_post, find_page

KIND = post_types.known(fonts.FAMILY)
Links = dict[str, list[dict[str, Any]]]
Shown = tuple[dict[str, Any], Links]


def theme_refusal(request: Request, code: str = "rest_cannot_read") -> RestError:
    """Return the refusal of whoever may not change the look."""
    return forbidden(code, "You are not allowed to manage the site's fonts.", signed_in=request.signed_in)


def may_list(request: Request) -> RestError | None:
    """Return the refusal, or None for actors with the capability `edit_theme_options`."""
    return None if request.actor.can(KIND.cap("read")) else theme_refusal(request)


def may_create(request: Request) -> RestError | None:
    """Return the refusal, or None for actors with the capability `edit_theme_options`."""
    return None if access.may_create(request.actor, KIND.name) else theme_refusal(request, "rest_cannot_create")


def find_family(request: Request, name: str = "id") -> Post:
    """Return the family that the path names. Raises RestError 404."""
    number = int(request.path_params.get(name) or 0)
    post = find_bare_post(request, number, KIND.name)
    if post is None:
        code = "rest_post_invalid_id" if name == "id" else "rest_post_invalid_parent"
        raise RestError(code, "There is no font family with that ID.", 404)
    return post


def may_get(request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may read the family (`read_post`)."""
    return None if access.may_read(request.actor, find_family(request)) else theme_refusal(request)


def may_update(request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may edit the family (`edit_post`)."""
    return None if access.may_edit(request.actor, find_family(request)) else theme_refusal(request, "rest_cannot_edit")


def may_delete(request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may delete the family (`delete_post`)."""
    return (
        None if access.may_delete(request.actor, find_family(request)) else theme_refusal(request, "rest_cannot_delete")
    )


def list_response(
    request: Request, kind: str, path: str, make: Callable[[list[Post]], list[Shown]], **more: Any
) -> Response:
    """Return one page of families or faces."""
    check_order(request)
    query = PostQuery(
        types=(kind,),
        include=request["include"] or None,
        exclude=request["exclude"] or (),
        order=str(request["order"] or "desc"),
        orderby=str(request["orderby"] or "id"),
        page=int(request["page"] or 1),
        per_page=int(request["per_page"] or 10),
        offset=request["offset"],
        actor=request.actor,
        **more,
    )
    ids, total = find_page(query)
    posts = Post.objects.in_bulk(ids)
    return paged_response(
        request, [with_links(*shown) for shown in make([posts[number] for number in ids])], total, path
    )


def get_list(request: Request) -> Response:
    """Return one page of the families."""
    return list_response(
        request, KIND.name, KIND.rest_path, lambda posts: _documents(posts, request), slug=request["slug"] or ()
    )


def get_one(request: Request) -> Response:
    """Answer GET of one font family with its document."""
    return _answer(find_family(request), request)


def _answer(post: Post, request: Request, status: int = 200) -> Response:
    data, links = _documents([post], request)[0]
    return Response(data, status, links=links)


def _documents(posts: list[Post], request: Request) -> list[Shown]:
    faces, wanted = fonts.face_ids([post.pk for post in posts]), wanted_fields(request)
    return [_document(post, faces[post.pk], wanted) for post in posts]


def _document(post: Post, faces: list[int], wanted: list[str] | None) -> Shown:
    href = site.rest_url(f"{KIND.rest_path}/{post.pk}")
    data: dict[str, Any] = {
        "id": post.pk,
        "theme_json_version": VERSION,
        "font_faces": faces,
        "font_family_settings": fonts.family_settings(post),
    }
    links: Links = {"self": [{"href": href}], "collection": [{"href": site.rest_url(KIND.rest_path)}]}
    if faces:
        links["font_faces"] = [{"embeddable": True, "href": f"{href}/font-faces/{number}"} for number in faces]
    shown = is_field_wanted("_links", wanted) or is_field_wanted("_embedded", wanted)
    return {name: value for name, value in data.items() if is_field_wanted(name, wanted)}, links if shown else {}


def create(request: Request) -> Response:
    """Install a family; 201 with its address."""
    with refusals_as_rest_errors():
        post = fonts.make_family(request["font_family_settings"], actor=request.actor)
    response = _answer(post, request, 201)
    response.headers["Location"] = site.rest_url(f"{KIND.rest_path}/{post.pk}")
    return response


def update(request: Request) -> Response:
    """Change a family; its slug stays."""
    post, settings = find_family(request), dict(request["font_family_settings"])
    if settings.get("slug", post.slug) != post.slug:
        raise RestError("rest_invalid_param", "The slug of a font family cannot be changed.", 400)
    with refusals_as_rest_errors():
        fonts.change_family(post, settings, actor=request.actor)
    return _answer(queries.load_posts([post.pk])[0], request)


def delete(request: Request) -> Response:
    """Delete a family with its faces and files; without `force` 501."""
    post = find_family(request)
    if not request["force"]:
        raise RestError("rest_trash_not_supported", "Fonts have no trash: delete with force=true.", 501)
    previous, _ = _documents([post], request)[0]
    with refusals_as_rest_errors():
        fonts.delete_family(post, actor=request.actor)
    return Response({"deleted": True, "previous": previous})
