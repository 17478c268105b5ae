"""/wp/v2/font-families/ID/font-faces: the faces of one family, with their files."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts import types as post_types
from wirepress.content.posts.models import Post
from wirepress.content.themes import fonts
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.response.action_errors import refusals_as_rest_errors
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.fonts import families
from wirepress.web.rest.v2.fonts.families import Links, Shown, list_response, theme_refusal
from wirepress.web.rest.v2.fonts.schema import FACE_SETTINGS, VERSION
from wirepress.web.rest.v2.posts.read import find_bare_post

KIND = post_types.known(fonts.FACE)


def _family(request: Request) -> Post:
    return families.find_family(request, "font_family_id")


def path_of(family: int) -> str:
    """Return the path of a family's faces below /wp-json."""
    return f"{families.KIND.rest_path}/{family}/font-faces"


def may_list(request: Request) -> RestError | None:
    """Return the refusal, or None for actors with the capability `edit_theme_options`."""
    return None if request.actor.can(KIND.cap("read")) else theme_refusal(request)


def may_create(request: Request) -> RestError | None:
    """Return the refusal, or None for actors with the capability `edit_theme_options`."""
    return None if access.may_create(request.actor, KIND.name) else theme_refusal(request, "rest_cannot_create")


def _find_face(request: Request) -> Post:
    post = find_bare_post(request, int(request.path_params["id"]), KIND.name)
    if post is None:
        raise RestError("rest_post_invalid_id", "There is no font face with that ID.", 404)
    return post


def _find(request: Request) -> Post:
    post, family = _find_face(request), _family(request)
    if post.parent_id != family.pk:
        raise RestError("rest_font_face_parent_id_mismatch", "The font face does not belong to this family.", 404)
    return post


def may_get(request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may read the face (`read_post`)."""
    face = _find_face(request)  # whoever asks hears first that there is none (WordPress 7.1 behaviour)
    if request.actor.can(KIND.cap("read")) and access.may_read(request.actor, face):
        return None
    return theme_refusal(request)


def may_delete(request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may delete the face (`delete_post`)."""
    if request.actor.can(KIND.cap("read")) and access.may_delete(request.actor, _find(request)):
        return None
    return theme_refusal(request, "rest_cannot_delete")


def get_list(request: Request) -> Response:
    """Return one page of the family's faces."""
    family = _family(request)
    return list_response(
        request,
        KIND.name,
        path_of(family.pk),
        lambda posts: [_document(post, request) for post in posts],
        parent=(family.pk,),
    )


def get_one(request: Request) -> Response:
    """Answer GET of one font face with its document."""
    data, links = _document(_find(request), request)
    return Response(data, links=links)


def _document(post: Post, request: Request) -> Shown:
    wanted, own = wanted_fields(request), fonts.read_settings(post)
    settings: dict[str, Any] = {}
    for name, rule in FACE_SETTINGS["properties"].items():
        value = own.get(name, rule.get("default"))
        if value is not None:
            settings[name] = value
    data: dict[str, Any] = {
        "id": post.pk,
        "theme_json_version": VERSION,
        "parent": post.parent_id,
        "font_face_settings": settings,
    }
    collection = site.rest_url(path_of(post.parent_id))
    links: Links = {
        "self": [{"href": f"{collection}/{post.pk}"}],
        "collection": [{"href": collection}],
        "parent": [{"href": site.rest_url(f"{families.KIND.rest_path}/{post.parent_id}")}],
    }
    shown = is_field_wanted("_links", wanted) or is_field_wanted("_embedded", wanted)
    return {name: value for name, value in data.items() if is_field_wanted(name, wanted)}, links if shown else {}


def create(request: Request) -> Response:
    """Install a face, its files in the same request; 201 with its address."""
    family, settings = _family(request), dict(request["font_face_settings"])
    sources = settings["src"] if isinstance(settings["src"], list) else [settings["src"]]
    files = {key: (upload.filename, upload.data) for key, upload in request.files.items()}
    unknown = [source for source in sources if source not in files and "://" not in source]
    if unknown or any(not source for source in sources):
        raise RestError("rest_invalid_param", "Each src is an address, or the name of a file in this request.", 400)
    unused = [key for key in files if key not in sources]
    if unused:
        raise RestError("rest_invalid_param", f"The file {unused[0]} is not named in any src.", 400)
    with refusals_as_rest_errors():
        post = fonts.make_face(family, settings, files, actor=request.actor)
    data, links = _document(post, request)
    response = Response(data, 201, links=links)
    response.headers["Location"] = site.rest_url(f"{path_of(family.pk)}/{post.pk}")
    return response


def delete(request: Request) -> Response:
    """Delete a face and its files; without `force` 501."""
    post = _find(request)
    if not request["force"]:
        raise RestError("rest_trash_not_supported", "Fonts have no trash: delete with force=true.", 501)
    previous, _ = _document(post, request)
    with refusals_as_rest_errors():
        fonts.delete_face(post, actor=request.actor)
    return Response({"deleted": True, "previous": previous})
