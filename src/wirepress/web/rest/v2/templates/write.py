"""Making, changing and deleting templates and parts."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site
from wirepress.content.posts.actions.trash import delete_post, trash_post
from wirepress.content.posts.listing import queries
from wirepress.content.themes import templates
from wirepress.content.themes.actions.templates import change_template, make_template
from wirepress.content.themes.builtin import stylesheet_name
from wirepress.content.themes.templates import Template
from wirepress.content.users.models import User
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.response.action_errors import refusals_as_rest_errors
from wirepress.web.rest.v2.templates.document import path_of, template_document
from wirepress.web.rest.v2.templates.read import find_template, template_response


def _text(value: Any) -> str:
    return str(value.get("raw") or "") if isinstance(value, dict) else str(value)


def _fields(request: Request) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, column in (("content", "content"), ("title", "title"), ("description", "excerpt")):
        value = request.get(name)
        if value is not None:
            fields[column] = _text(value)
    author = int(request["author"] or 0)
    if author:
        if author != request.actor.id and not User.objects.filter(pk=author).exists():
            raise RestError("rest_invalid_author", "There is no such author.", 400)
        fields["author"] = author
    return fields


def create(post_type: str, request: Request) -> Response:
    """Make a template; 201 with its address."""
    fields = {"title": "", **_fields(request), "slug": str(request["slug"])}
    if str(request["theme"] or stylesheet_name()) != stylesheet_name():
        raise RestError("rest_template_insert_error", "Templates can only be created for the active theme.", 400)
    with refusals_as_rest_errors():
        post = make_template(post_type, fields, actor=request.actor, area=str(request["area"] or ""))
    made = templates.list_templates(post_type, post_id=post.pk)[0]
    request.set("context", "edit")
    response = template_response(made, request, 201)
    response.headers["Location"] = site.rest_url(path_of(made))
    return response


def update(post_type: str, request: Request) -> Response:
    """Change a template. A file of the theme becomes a post; `source: theme` throws that post away again."""
    template = find_any_source(post_type, request)
    with refusals_as_rest_errors():
        if request.get("source") == "theme":
            if template.post_id:
                delete_post(queries.load_posts([template.post_id])[0], actor=request.actor)
        else:
            area = request.get("area")
            change_template(template, _fields(request), actor=request.actor, area=None if area is None else str(area))
    request.set("context", "edit")
    return template_response(_reload_template(template), request)


def find_any_source(post_type: str, request: Request) -> Template:
    """Return the template of the path, whichever source the body names. Raises RestError 404."""
    found = templates.find_template(post_type, templates.clean_id(str(request.path_params.get("id") or "")))
    if found is None:
        raise RestError("rest_template_not_found", "There is no template with that ID.", 404)
    return found


def _reload_template(template: Template) -> Template:
    fresh = templates.find_template(template.type, template.id)
    if fresh is None:  # a template without a file was thrown away
        raise RestError("rest_template_not_found", "The template no longer exists.", 404)
    return fresh


def delete(post_type: str, request: Request) -> Response:
    """Put a template's post into the trash, or delete it for good with `force`. Files of the theme stay."""
    template = find_template(post_type, request)
    if template.source != "custom":
        raise RestError("rest_invalid_template", "Templates that are files of the theme cannot be deleted.", 400)
    request.set("context", "edit")
    post = queries.load_posts([template.post_id])[0]
    if request["force"]:
        previous = template_document(template, request)
        with refusals_as_rest_errors():
            delete_post(post, actor=request.actor)
        return Response({"deleted": True, "previous": previous})
    with refusals_as_rest_errors():
        trash_post(post, actor=request.actor)
    template.status = "trash"
    return template_response(template, request)
