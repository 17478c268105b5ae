"""Panels of the features in the block editor: which there are, what is in them, and what is done with their forms when a story is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, QueryDict

from wirepress.content.errors import ActionRefused
from wirepress.content.options.features import extensions
from wirepress.content.posts import access, types
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.core.contract.editor_panels import EditorPanel
from wirepress.core.contract.newsroom import StoryPanel
from wirepress.core.php.numbers import read_digits
from wirepress.core.rest import types as types_of_rest
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Actor, Endpoint, Request, Response, Route, Schema

PATH: Final = "/wirepress/v1/posts/(?P<id>[\\d]+)/panels/(?P<name>[a-z0-9_]+)"
FORMS: Final = "wirepress_panels"  # in a story that is saved: panel -> field -> value or values
Panel = EditorPanel | StoryPanel


def panels_for(actor: Actor, post_type: str) -> list[Panel]:
    """Return the panels that the actor sees beside an item of the type."""
    declared: list[Panel] = [*extensions().declared("editor_panels"), *extensions().declared("story_panels")]
    found: dict[str, Panel] = {}
    for panel in declared:
        if post_type in panel.types and actor.can(panel.capability):
            found.setdefault(panel.name, panel)
    return list(found.values())


def describe_panels(actor: Actor, post_type: str) -> list[dict[str, Any]]:
    """Return what the editor is told of each: enough to draw it closed."""
    return [_describe(panel) for panel in panels_for(actor, post_type)]


def _describe(panel: Panel) -> dict[str, Any]:
    if isinstance(panel, StoryPanel):
        return {"name": panel.name, "title": panel.title, "form": True}
    fields = [
        {
            "meta": field.meta,
            "label": field.label,
            "kind": field.kind,
            "help": field.help,
            "choices": [{"value": value, "label": words} for value, words in (field.choices or {}).items()],
        }
        for field in panel.fields
    ]
    return {
        "name": panel.name,
        "title": panel.title,
        "form": False,
        "fields": fields,
        "facts": panel.facts is not None,
        "script": panel.script,
        "beforePublish": panel.before_publish,
    }


def save_panels(post: Post, request: Request) -> None:
    """Hand the forms that came with a story to their features. Raises ActionRefused: nothing of the story is stored then."""
    forms = request.get(FORMS)
    if not isinstance(forms, Mapping):
        return
    for panel in panels_for(request.actor, post.type):
        form = forms.get(panel.name)
        if isinstance(panel, StoryPanel) and panel.save is not None and isinstance(form, Mapping):
            try:
                panel.save(_as_form(request, form), post)
            except ActionRefused:
                transaction.set_rollback(True)  # unlike a wrong meta value
                raise


def _as_form(request: Request, form: Mapping[str, Any]) -> HttpRequest:
    """Return the form as if the newsroom's own page had sent it."""
    sent = _newsroom_request(request)
    sent.method = "POST"
    values = QueryDict(mutable=True)
    for name, value in form.items():
        values.setlist(str(name), [str(one) for one in (value if isinstance(value, list) else [value])])
    sent.POST = values  # type: ignore[assignment]
    return sent


def _newsroom_request(request: Request) -> HttpRequest:
    came = request.attributes.get("http_request")
    asked = HttpRequest()
    asked.method = "GET"
    asked.user = request.actor  # type: ignore[assignment]
    if isinstance(came, HttpRequest):
        asked.META, asked.COOKIES = came.META, came.COOKIES
        asked.path, asked.path_info = came.path, came.path_info
        if hasattr(came, "session"):
            asked.session = came.session
    return asked


def _find_post(request: Request) -> Post:
    """Return the item of the path, read once. Raises RestError 404."""
    number = read_digits(types_of_rest.to_text(request["id"])) or 0
    kept: dict[int, Post | None] = request.attributes.setdefault("posts", {})
    if number not in kept:
        kept[number] = queries.load_post(number) if 0 < number < 2**63 else None
    post = kept[number]
    if post is None or not types.known(post.type).show_in_rest:
        raise RestError("rest_post_invalid_id", "There is no item with that ID.", 404)
    return post


def may_read(request: Request) -> RestError | None:
    """Whoever may edit the item."""
    post = _find_post(request)
    if not access.may_edit(request.actor, post):
        return forbidden("rest_cannot_edit", "You are not allowed to edit this item.", signed_in=request.signed_in)
    return None


def show(request: Request) -> Response:
    """Return a panel's content: its facts, or its form as HTML. Raises RestError 404."""
    post = _find_post(request)
    panel = next((one for one in panels_for(request.actor, post.type) if one.name == request["name"]), None)
    if panel is None:
        raise RestError("rest_panel_invalid", "There is no such panel.", 404)
    if isinstance(panel, StoryPanel):
        return Response({"html": panel.render(_newsroom_request(request), post)})
    facts = panel.facts(post, request.actor) if panel.facts is not None else ()
    return Response({"facts": [{"label": fact.label, "text": fact.text, "link": fact.link} for fact in facts]})


def schema() -> Schema:
    """Return the schema of a panel's content."""
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "editor-panel",
        "type": "object",
        "properties": {
            "html": {"description": "A form.", "type": "string"},
            "facts": {"description": "What it tells.", "type": "array", "items": {"type": "object"}},
        },
    }


def routes(release: str) -> list[Route]:
    """Return the one route; WordPress's index does not show it."""
    args = {
        "id": {"description": "Number of the item.", "type": "integer"},
        "name": {"description": "Name of the panel.", "type": "string"},
    }
    return [Route("wirepress/v1", PATH, (Endpoint(READ, show, args, may_read, hidden=True),), schema)]
