"""/wp/v2/themes: the one theme that this installation has, under the name by which an imported site knows it."""

from __future__ import annotations

from typing import Any, Final

from wirepress import __version__
from wirepress.content.options import site
from wirepress.content.posts import types as post_types
from wirepress.content.themes.builtin import NAME, stylesheet_name
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.themes.schema import FORMATS, HTML5, schema, supports

PATH: Final = "/wp/v2/themes"
_ON: Final = frozenset(
    ("automatic-feed-links", "block-templates", "editor-styles", "post-thumbnails", "responsive-embeds")
)
_ABOUT: Final = "The look of the site that comes with Wirepress."
# slug, title, what it shows
_TYPES: Final = (
    ("index", "Index", "Any list that has no template of its own."),
    ("home", "Front", "The newest stories."),
    ("single", "Story", "One story."),
    ("page", "Page", "One page."),
    ("archive", "Archive", "A list of stories."),
    ("search", "Search", "What a search found."),
    ("404", "Missing", "An address that leads nowhere."),
)
_AREAS: Final = (
    ("uncategorized", "General", "Any place.", "layout", "div"),
    ("header", "Header", "Above the page.", "header", "header"),
    ("footer", "Footer", "Below the page.", "footer", "footer"),
)


def may_list(request: Request) -> RestError | None:
    """switch_themes or manage options; those who edit may ask for the active one."""
    actor = request.actor
    if actor.can("switch_themes") or actor.can("manage_network_themes"):
        return None
    if request["status"] == ["active"] and _edits_posts(request):
        return None
    return forbidden("rest_cannot_view_themes", "You are not allowed to see themes.", signed_in=request.signed_in)


def _edits_posts(request: Request) -> bool:
    return any(request.actor.can(kind.cap("edit_posts")) for kind in post_types.rest_types())


def may_get(request: Request) -> RestError | None:
    """Like the list; the active one for those who edit."""
    if request.actor.can("switch_themes"):
        return None
    if request["stylesheet"] == stylesheet_name():
        if _edits_posts(request):
            return None
        return forbidden(
            "rest_cannot_view_active_theme", "You are not allowed to see the theme.", signed_in=request.signed_in
        )
    return forbidden("rest_cannot_view_themes", "You are not allowed to see themes.", signed_in=request.signed_in)


def get_list(request: Request) -> Response:
    """Return the theme, unless only inactive ones are asked for."""
    wanted = request["status"]
    shown = [with_links(*theme_document(request))] if not wanted or "active" in wanted else []
    return Response(shown, headers={"X-WP-Total": str(len(shown)), "X-WP-TotalPages": "1"})


def get_one(request: Request) -> Response:
    """Return the theme. Raises RestError 404 for any other."""
    if request["stylesheet"] != stylesheet_name():
        raise RestError("rest_theme_not_found", "There is no theme with that name.", 404)
    data, links = theme_document(request)
    return Response(data, links=links)


def theme_document(request: Request) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the document without links, and its links."""
    name, wanted = stylesheet_name(), wanted_fields(request)
    folder = site.home(f"/wp-content/themes/{name}")
    data: dict[str, Any] = {
        "stylesheet": name,
        "template": name,
        "requires_php": "",
        "requires_wp": "",
        "textdomain": name,
        "version": __version__,
        "screenshot": "",
        "author": _raw_and_rendered("Wirepress"),
        "author_uri": _raw_and_rendered(""),
        "description": _raw_and_rendered(_ABOUT),
        "name": _raw_and_rendered(NAME),
        "tags": {"raw": ["news", "blog"], "rendered": "news, blog"},
        "theme_uri": _raw_and_rendered(""),
        "status": "active",
        "theme_supports": _supports(),
        "is_block_theme": True,
        "stylesheet_uri": folder,
        "template_uri": folder,
        "default_template_types": [
            {"title": title, "description": about, "slug": slug} for slug, title, about in _TYPES
        ],
        "default_template_part_areas": [
            {"area": area, "label": label, "description": about, "icon": icon, "area_tag": tag}
            for area, label, about, icon, tag in _AREAS
        ],
    }
    data = {key: value for key, value in data.items() if is_field_wanted(key, wanted)}
    return data, _links(name) if is_field_wanted("_links", wanted) else {}


def _raw_and_rendered(text: str) -> dict[str, str]:
    return {"raw": text, "rendered": text}


def _supports() -> dict[str, Any]:
    found: dict[str, Any] = {name: name in _ON for name in supports()}
    # In the order in which WordPress's own theme registers them.
    found["html5"] = ["comment-form", "comment-list", "search-form", "gallery", "caption", "style", "script"]
    found["formats"] = ["standard", *sorted(name for name in FORMATS if name != "standard")]
    assert set(found["html5"]) == set(HTML5)
    return found


def _links(name: str) -> dict[str, list[dict[str, Any]]]:
    return {
        "self": [{"href": site.rest_url(f"{PATH}/{name}"), "targetHints": {"allow": ["GET"]}}],
        "collection": [{"href": site.rest_url(PATH)}],
        "wp:user-global-styles": [{"href": site.rest_url(f"/wp/v2/global-styles/themes/{name}")}],
        "wp:export-theme": [{"targetHints": {"allow": ["GET"]}, "href": site.rest_url("/wp-block-editor/v1/export")}],
    }


def routes() -> list[Route]:
    """Return the routes of the list of themes and of a single one."""
    status = {
        "description": "Only those of this status.",
        "type": "array",
        "items": {"enum": ["active", "inactive"], "type": "string"},
    }
    one = {"stylesheet": {"description": "The theme's folder.", "type": "string"}}
    return [
        Route("wp/v2", PATH, (Endpoint(READ, get_list, {"status": status}, may_list),), schema),
        Route(
            "wp/v2",
            PATH + r'/(?P<stylesheet>[^\/:<>\*\?"\|]+(?:\/[^\/:<>\*\?"\|]+)?)',
            (Endpoint(READ, get_one, one, may_get),),
            schema,
        ),
    ]
