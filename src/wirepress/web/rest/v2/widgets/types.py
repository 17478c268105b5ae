"""/wp/v2/widget-types: the kinds of widgets that WordPress brings along."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.options import site
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.properties import context_arg, item_schema
from wirepress.web.rest.v2.widgets.sidebars import may_manage

PATH: Final = "/wp/v2/widget-types"
_SHOWN: Final = ["embed", "view", "edit"]
# name -> title, what it shows
KINDS: Final = {
    "archives": ("Archives", "Months that have stories."),
    "block": ("Block", "Any block."),
    "calendar": ("Calendar", "A month with its stories."),
    "categories": ("Sections", "The sections."),
    "custom_html": ("HTML", "HTML as it is written."),
    "media_audio": ("Sound", "A player."),
    "media_gallery": ("Gallery", "Pictures."),
    "media_image": ("Picture", "A picture."),
    "media_video": ("Film", "A player."),
    "meta": ("Sign in", "Links to sign in and to feeds."),
    "nav_menu": ("Menu", "A menu."),
    "pages": ("Pages", "The pages."),
    "recent-comments": ("Newest comments", "What readers said last."),
    "recent-posts": ("Newest stories", "What is new."),
    "rss": ("Feed", "Stories of a feed."),
    "search": ("Search", "A field to search."),
    "tag_cloud": ("Tags", "A cloud of tags."),
    "text": ("Text", "Words."),
}


def schema() -> Schema:
    """Return the JSON schema of a type of widgets."""
    text: dict[str, Any] = {"type": "string", "default": "", "context": list(_SHOWN)}
    return item_schema(
        "widget-type",
        {
            "id": {"description": "Its name.", "type": "string", "context": list(_SHOWN), "readonly": True},
            "name": {"description": "Its title.", **text, "readonly": True},
            "description": {"description": "What it shows.", **text, "context": ["view", "edit", "embed"]},
            "is_multi": {
                "description": "Whether there may be several.",
                "type": "boolean",
                "context": ["view", "edit", "embed"],
                "readonly": True,
            },
            "classname": {"description": "Its CSS class.", **text, "readonly": True},
        },
    )


def get_list(request: Request) -> Response:
    """Answer GET of the list of widget types."""
    return Response([with_links(*widget_type_document(name, request)) for name in KINDS])


def may_get(request: Request) -> RestError | None:
    """As the list; a type that is not there is nobody's."""
    refusal = may_manage(request)
    if refusal is None and request.get("id") not in KINDS:
        return RestError("rest_widget_type_invalid", "There is no widget type with that name.", 404)
    return refusal


def get_one(request: Request) -> Response:
    """Return one kind."""
    data, links = widget_type_document(str(request["id"]), request)
    return Response(data, links=links)


def classname(name: str) -> str:
    """Return the CSS class of a kind's widgets."""
    return "widget_" + {"recent-posts": "recent_entries", "recent-comments": "recent_comments"}.get(name, name)


def widget_type_document(name: str, request: Request) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the document without links, and its links."""
    title, about = KINDS[name]
    wanted = wanted_fields(request)
    data = {"id": name, "name": title, "description": about, "is_multi": True, "classname": classname(name)}
    data = {key: value for key, value in data.items() if is_field_wanted(key, wanted)}
    links = {
        "collection": [{"href": site.rest_url(PATH)}],
        "self": [{"href": site.rest_url(f"{PATH}/{name}"), "targetHints": {"allow": ["GET"]}}],
    }
    return data, links if is_field_wanted("_links", wanted) else {}


def routes() -> list[Route]:
    """Return the routes of the list of widget types and of a single one."""
    one = {"id": {"description": "The kind's name.", "type": "string"}, "context": context_arg()}
    return [
        Route("wp/v2", PATH, (Endpoint(READ, get_list, {"context": context_arg()}, may_manage),), schema),
        Route("wp/v2", PATH + r"/(?P<id>[a-zA-Z0-9_-]+)", (Endpoint(READ, get_one, one, may_get),), schema),
    ]
