"""/wp/v2/block-patterns: arrangements of blocks to start from. Ours are few; a newsroom adds its own as synced patterns."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.posts import types as post_types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.properties import item_schema

_SHOWN: Final = ["view", "edit", "embed"]
_SOURCES: Final = [
    "core",
    "plugin",
    "theme",
    "pattern-directory/core",
    "pattern-directory/theme",
    "pattern-directory/featured",
]
_PARAGRAPH: Final = "<!-- wp:paragraph -->\n<p>{}</p>\n<!-- /wp:paragraph -->"
CATEGORIES: Final = {
    "banner": ("Openings", "What a page may begin with."),
    "text": ("Text", "Mostly words."),
    "posts": ("Stories", "Lists of stories."),
}
_POINTS: Final = """<!-- wp:heading {"level":3} -->
<h3 class="wp-block-heading">In short</h3>
<!-- /wp:heading -->

<!-- wp:list -->
<ul class="wp-block-list"><!-- wp:list-item -->
<li>What happened.</li>
<!-- /wp:list-item --></ul>
<!-- /wp:list -->"""
# name -> title, category, content
PATTERNS: Final = {
    "wirepress/key-points": ("Key points", "text", _POINTS),
    "wirepress/correction": (
        "Correction",
        "text",
        _PARAGRAPH.format("<em>Correction: an earlier version said ...</em>"),
    ),
    "wirepress/newest": ("Newest stories", "posts", '<!-- wp:latest-posts {"displayPostDate":true} /-->'),
}


def _text(description: str, **more: Any) -> Schema:
    return {"description": description, "type": "string", "readonly": True, "context": list(_SHOWN), **more}


def _list(description: str) -> Schema:
    return {"description": description, "type": "array", "readonly": True, "context": list(_SHOWN)}


def schema() -> Schema:
    """Return the JSON schema of a registered pattern."""
    return item_schema(
        "block-pattern",
        {
            "name": _text("Its name."),
            "title": _text("Its title."),
            "content": _text("Its blocks."),
            "description": _text("What it is for."),
            "viewport_width": {
                "description": "How wide it is previewed.",
                "type": "number",
                "readonly": True,
                "context": list(_SHOWN),
            },
            "inserter": {
                "description": "Whether it is offered.",
                "type": "boolean",
                "readonly": True,
                "context": list(_SHOWN),
            },
            "categories": _list("Its categories."),
            "keywords": _list("Words it is found by."),
            "block_types": _list("Blocks it stands for."),
            "post_types": _list("Types it is for."),
            "template_types": _list("Templates it is for."),
            "source": _text("Where it comes from.", enum=_SOURCES),
        },
    )


def category_schema() -> Schema:
    """Return the JSON schema of a category of patterns."""
    return item_schema(
        "block-pattern-category",
        {
            "name": _text("Its name."),
            "label": _text("Its title."),
            "description": _text("What it holds."),
        },
    )


def may_view(request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may edit posts of some type."""
    if any(request.actor.can(kind.cap("edit_posts")) for kind in post_types.rest_types()):
        return None
    return forbidden("rest_cannot_view", "You are not allowed to see the patterns.", signed_in=request.signed_in)


def _respond(request: Request, documents: list[dict[str, Any]]) -> Response:
    wanted = wanted_fields(request)
    return Response(
        [{name: value for name, value in row.items() if is_field_wanted(name, wanted)} for row in documents]
    )


def get_patterns(request: Request) -> Response:
    """Answer GET of the list of registered patterns."""
    return _respond(
        request,
        [
            {
                "name": name,
                "title": title,
                "content": content,
                "inserter": True,
                "categories": [category],
                "keywords": [],
                "source": "core",
            }
            for name, (title, category, content) in PATTERNS.items()
        ],
    )


def get_categories(request: Request) -> Response:
    """Answer GET of the list of pattern categories."""
    rows = [{"name": name, "label": label, "description": about} for name, (label, about) in CATEGORIES.items()]
    return _respond(request, rows)


def routes() -> list[Route]:
    """Return the routes of patterns and of their categories."""
    return [
        Route("wp/v2", "/wp/v2/block-patterns/patterns", (Endpoint(READ, get_patterns, {}, may_view),), schema),
        Route(
            "wp/v2",
            "/wp/v2/block-patterns/categories",
            (Endpoint(READ, get_categories, {}, may_view),),
            category_schema,
        ),
    ]
