"""A template's document and links, in WordPress's order."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site, store
from wirepress.content.posts import access, rows
from wirepress.content.posts import types as post_types
from wirepress.content.posts.listing import queries
from wirepress.content.posts.rendering import render
from wirepress.content.themes import builtin
from wirepress.content.themes.templates import Template
from wirepress.core.rest.routes import Request
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.posts.document import rfc3339
from wirepress.web.rest.v2.templates.schema import template_schema

Links = dict[str, list[dict[str, Any]]]
MANAGE = "edit_theme_options"


def path_of(template: Template) -> str:
    """Return the path of the template below /wp-json."""
    return f"{post_types.known(template.type).rest_path}/{template.id}"


def template_document(template: Template, request: Request, post_type: str = "") -> dict[str, Any]:
    """Return the document without links. `post_type`: whose routes show it (a lookup of parts may find a template)."""
    wanted = wanted_fields(request)
    context = str(request.get("context") or "view")
    makers: dict[str, Any] = {
        "id": lambda: template.id,
        "theme": lambda: template.theme,
        "content": lambda: {"raw": template.content, "block_version": 1 if "<!-- wp:" in template.content else 0},
        "slug": lambda: template.slug,
        "source": lambda: template.source,
        "origin": lambda: template.origin,
        "type": lambda: template.type,
        "description": lambda: template.description,
        "title": lambda: {"raw": template.title, "rendered": _title(template, request)},
        "status": lambda: template.status,
        "wp_id": lambda: template.post_id,
        "has_theme_file": lambda: template.has_file,
        "is_custom": lambda: template.custom,
        "author": lambda: template.author,
        "area": lambda: template.area,
        "modified": lambda: rfc3339(template.modified) if template.modified else None,
        "date": lambda: rfc3339(template.date) if template.date else None,
        "author_text": lambda: _author_text(template),
        "original_source": lambda: template.made_by,
    }
    schema = template_schema(post_type or template.type)
    data = {
        name: make() for name, make in makers.items() if name in schema["properties"] and is_field_wanted(name, wanted)
    }
    if template.type != "wp_template_part":
        data.pop("area", None)
    data = filter_by_context(data, schema, context)
    for name in ("content", "title"):
        if isinstance(data.get(name), dict):
            data[name] = {
                key: value for key, value in data[name].items() if is_field_wanted(f"{name}.{key}", wanted)
            } or []
    return dict(data)


def template_links(template: Template, request: Request) -> Links:
    """Return the links; what the actor may do shows in every context (WordPress 7.1 behaviour)."""
    wanted = wanted_fields(request)
    if not (is_field_wanted("_links", wanted) or is_field_wanted("_embedded", wanted)):
        return {}
    own = site.rest_url(path_of(template))
    found: Links = {
        "self": [{"href": own, "targetHints": {"allow": allowed_methods(request)}}],
        "collection": [{"href": site.rest_url(post_types.known(template.type).rest_path)}],
        "about": [{"href": site.rest_url(f"/wp/v2/types/{template.type}")}],
    }
    if template.post is not None:
        found.update(_history(template))
    if access.may_publish(request.actor, template.type):
        found["wp:action-publish"] = [{"href": own}]
    if access.may_write_unfiltered_html(request.actor):
        found["wp:action-unfiltered-html"] = [{"href": own}]
    return found


def allowed_methods(request: Request) -> list[str]:
    """Methods that the actor may use on a template."""
    return ["GET", "POST", "PUT", "PATCH", "DELETE"] if request.actor.can(MANAGE) else ["GET"]


def _history(template: Template) -> Links:
    count, latest = queries.revision_facts(template.post) if template.post else (0, 0)
    base = site.rest_url(f"{path_of(template)}/revisions")
    found: Links = {"version-history": [{"count": count, "href": base}]}
    if latest:
        found["predecessor-version"] = [{"id": latest, "href": f"{base}/{latest}"}]
    return found


def _title(template: Template, request: Request) -> str:
    if template.post is None:
        return template.title
    return render.render_title(template.post, render.new_context(request))


def _author_text(template: Template) -> str:
    if template.made_by == "theme":
        return builtin.NAME if template.theme == builtin.stylesheet_name() else template.theme
    if template.made_by == "site":
        return str(store.get("blogname"))
    author = rows.author_of(template.post) if template.post else None
    return author.display_name if author else "Somebody who is no longer here"
