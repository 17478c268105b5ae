"""Reading the site's own styles, and the theme's."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts import types as post_types
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.themes import builtin, styles
from wirepress.core.php.json import PhpObject
from wirepress.core.php.numbers import read_digits
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.global_styles.schema import style_schema
from wirepress.web.rest.v2.posts.read import find_bare_post

KIND = post_types.known("wp_global_styles")
Links = dict[str, list[dict[str, Any]]]


def find_styles(request: Request, name: str = "id") -> Post:
    """Return the styles that the path names. Raises RestError 404."""
    text = str(request.path_params.get(name) or request.path_params.get("id") or "")
    post = find_bare_post(request, read_digits(text) or 0, KIND.name)
    if post is None:
        raise RestError("rest_global_styles_not_found", "There are no styles with that ID.", 404)
    return post


def may_get(request: Request) -> RestError | None:
    """Whoever may read them; context=edit is for those who may change them."""
    post = find_styles(request)
    if request.get("context") == "edit" and not access.may_edit(request.actor, post):
        return forbidden(
            "rest_forbidden_context", "You are not allowed to edit the styles.", signed_in=request.signed_in
        )
    if not access.may_read(request.actor, post):
        return forbidden("rest_cannot_view", "You are not allowed to see the styles.", signed_in=request.signed_in)
    return None


def get_one(request: Request) -> Response:
    """Return the site's own styles."""
    return styles_response(find_styles(request), request)


def styles_response(post: Post, request: Request) -> Response:
    """Return the document with its links."""
    wanted = wanted_fields(request)
    shown = is_field_wanted("_links", wanted) or is_field_wanted("_embedded", wanted)
    return Response(_document(post, request), links=_links(post, request) if shown else {})


def _document(post: Post, request: Request) -> dict[str, Any]:
    wanted, saved = wanted_fields(request), styles.parse_styles(post.content)
    data: dict[str, Any] = {"id": post.id}
    title = {"raw": post.title, "rendered": render.render_title(post, render.new_context(request))}
    data["title"] = {name: text for name, text in title.items() if is_field_wanted(f"title.{name}", wanted)}
    data["settings"], data["styles"] = (PhpObject(saved.get(part) or {}) for part in styles.PARTS)
    data = {name: value for name, value in data.items() if is_field_wanted(name, wanted)}
    return _filter_by_context(data, request)


def _filter_by_context(data: dict[str, Any], request: Request) -> dict[str, Any]:
    found: dict[str, Any] = filter_by_context(data, style_schema(), str(request.get("context") or "view"))
    return found


def _links(post: Post, request: Request) -> Links:
    own = site.rest_url(f"{KIND.rest_path}/{post.id}")
    count, latest = queries.revision_facts(post)
    found: Links = {
        "self": [{"href": own, "targetHints": {"allow": _allowed(post, request)}}],
        "about": [{"href": site.rest_url(f"/wp/v2/types/{KIND.name}")}],
        "version-history": [{"count": count, "href": f"{own}/revisions"}],
    }
    if latest:
        found["predecessor-version"] = [{"id": latest, "href": f"{own}/revisions/{latest}"}]
    if access.may_publish(request.actor, KIND.name):
        found["wp:action-publish"] = [{"href": own}]
    if request.actor.can("edit_css") or access.may_write_unfiltered_html(request.actor):
        found["wp:action-edit-css"] = [{"href": own}]
    return found


def _allowed(post: Post, request: Request) -> list[str]:
    return ["GET", "POST", "PUT", "PATCH"] if access.may_edit(request.actor, post) else ["GET"]


def may_get_theme(request: Request) -> RestError | None:
    """Whoever writes anything, or may change the look."""
    actor = request.actor
    editing = {kind.cap("edit_posts") for kind in post_types.rest_types()} | {"edit_posts", "edit_theme_options"}
    if any(actor.can(capability) for capability in editing):
        return None
    message = "You are not allowed to see the theme's styles."
    return forbidden("rest_cannot_read_global_styles", message, signed_in=request.signed_in)


def _check_theme(request: Request) -> str:
    name = str(request.path_params["stylesheet"])
    if name != builtin.stylesheet_name():
        raise RestError("rest_theme_not_found", "There is no theme with that name.", 404)
    return name


def get_theme(request: Request) -> Response:
    """Return what the theme says, without the site's own styles."""
    name, wanted = _check_theme(request), wanted_fields(request)
    data = {"settings": styles.theme_settings(), "styles": styles.theme_styles()}
    href = site.rest_url(f"{KIND.rest_path}/themes/{name}")
    links: Links = {"self": [{"href": href}]} if is_field_wanted("_links", wanted) else {}
    data = {part: value for part, value in data.items() if is_field_wanted(part, wanted)}
    return Response(_filter_by_context(data, request), links=links)


def get_variations(request: Request) -> Response:
    """Other looks that the theme brings: none, light and dark follow the reader."""
    _check_theme(request)
    return Response([])
