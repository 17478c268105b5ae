"""Reading templates and parts: the list, one, and the one that stands in for what is to be made."""

from __future__ import annotations

from functools import cache

from wirepress.content.posts import revisions
from wirepress.content.posts import types as post_types
from wirepress.content.themes import templates
from wirepress.content.themes.templates import Template
from wirepress.core.php.json import PhpObject
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.v2.templates.document import MANAGE, template_document, template_links

_REFUSED = "rest_cannot_manage_templates"


@cache
def _edit_capabilities() -> frozenset[str]:
    return frozenset(kind.cap("edit_posts") for kind in post_types.table().values() if kind.show_in_rest)


def may_read(request: Request) -> RestError | None:
    """Whoever writes anything at all."""
    if any(request.actor.can(capability) for capability in ("edit_posts", *_edit_capabilities())):
        return None
    return forbidden(_REFUSED, "You are not allowed to see the site's templates.", signed_in=request.signed_in)


def may_manage(request: Request) -> RestError | None:
    """Return the refusal, or None for actors with the capability `edit_theme_options`."""
    if request.actor.can(MANAGE):
        return None
    return forbidden(_REFUSED, "You are not allowed to change the site's templates.", signed_in=request.signed_in)


def find_template(post_type: str, request: Request, name: str = "id") -> Template:
    """Return the template that the path names. Raises RestError 404."""
    given = templates.clean_id(str(request.path_params.get(name) or request.path_params.get("id") or ""))
    template = templates.find_template(post_type, given, file_only=request.get("source") in ("theme", "plugin"))
    if template is None:
        raise RestError("rest_template_not_found", "There is no template with that ID.", 404)
    return template


def template_response(template: Template, request: Request, status: int = 200, post_type: str = "") -> Response:
    """Return the answer that shows one template."""
    return Response(template_document(template, request, post_type), status, links=template_links(template, request))


def get_list(post_type: str, request: Request) -> Response:
    """Return all templates of the active theme."""
    number = int(request["wp_id"]) if request["wp_id"] is not None else 0
    found = templates.list_templates(
        post_type, post_id=number, area=None if request["area"] is None else str(request["area"])
    )
    if request["post_type"]:
        found = [template for template in found if template.custom and template.post_id]
    revisions.preload_revision_facts([template.post for template in found if template.post is not None])
    return Response(
        [with_links(template_document(template, request), template_links(template, request)) for template in found]
    )


def get_one(post_type: str, request: Request) -> Response:
    """Answer GET of one template with its document."""
    return template_response(find_template(post_type, request), request)


def get_fallback_template(post_type: str, request: Request) -> Response:
    """Return what stands in for a template that is to be made; an empty object where nothing does."""
    prefix = str(request["template_prefix"] or "")
    template = templates.find_fallback(str(request["slug"]), custom=bool(request["is_custom"]), prefix=prefix)
    return template_response(template, request, post_type=post_type) if template else Response(PhpObject())
