"""WordPress's wp/v2 routes: every family, in WordPress's order. The index shows this order."""

from __future__ import annotations

from wirepress.content.posts import types as post_types
from wirepress.content.terms import taxonomies as term_taxonomies
from wirepress.core.rest.routes import Route
from wirepress.web.rest.index import namespace_route
from wirepress.web.rest.v2 import plugins, settings
from wirepress.web.rest.v2.block_types import directories
from wirepress.web.rest.v2.block_types import read as block_types
from wirepress.web.rest.v2.blocks import patterns as block_patterns
from wirepress.web.rest.v2.blocks import renderer as block_renderer
from wirepress.web.rest.v2.comments.routes import comment_routes
from wirepress.web.rest.v2.fonts.routes import face_routes, family_routes
from wirepress.web.rest.v2.global_styles.routes import style_routes
from wirepress.web.rest.v2.media.routes import media_routes
from wirepress.web.rest.v2.menu_items.routes import menu_item_routes
from wirepress.web.rest.v2.menus.routes import menu_routes
from wirepress.web.rest.v2.objects import statuses, taxonomies, types
from wirepress.web.rest.v2.posts.routes import post_routes
from wirepress.web.rest.v2.revisions.routes import autosave_routes, revision_routes
from wirepress.web.rest.v2.search import read as search
from wirepress.web.rest.v2.templates.routes import template_routes
from wirepress.web.rest.v2.terms.routes import term_routes
from wirepress.web.rest.v2.themes import read as themes
from wirepress.web.rest.v2.users import application_passwords
from wirepress.web.rest.v2.users.routes import user_routes
from wirepress.web.rest.v2.widgets import instances as widget_instances
from wirepress.web.rest.v2.widgets import read as widgets
from wirepress.web.rest.v2.widgets import sidebars
from wirepress.web.rest.v2.widgets import types as widget_types

_POST_TYPES = ("post", "page")
_TAXONOMIES = ("category", "post_tag")


def routes(release: str) -> list[Route]:
    """Return all routes of the namespace."""
    found = [namespace_route("wp/v2")]
    for name in _POST_TYPES:
        found += _of_type(name)
    found += media_routes()
    found += [*menu_item_routes(), *autosave_routes(post_types.known("nav_menu_item"))]
    found += _of_type("wp_block")
    found += [*template_routes("wp_template"), *template_routes("wp_template_part"), *style_routes()]
    found += [*_of_type("wp_navigation"), *family_routes(), *face_routes()]
    found += [*types.routes(), *statuses.routes(), *taxonomies.routes()]
    for name in _TAXONOMIES:
        taxonomy = term_taxonomies.get(name)
        if taxonomy is not None:
            found += term_routes(taxonomy)
    found += [*menu_routes(), *term_routes(term_taxonomies.known("wp_pattern_category"))]
    found += [*user_routes(), *application_passwords.routes(), *comment_routes(release), *search.routes()]
    found += [
        *block_renderer.routes(),
        *block_types.routes(),
        *settings.routes(),
        *themes.routes(),
        *plugins.routes(),
        *sidebars.routes(),
        *widget_types.routes(),
        *widget_instances.routes(),
        *widgets.routes(),
        *directories.block_routes(),
        *directories.pattern_routes(),
        *block_patterns.routes(),
    ]
    return found


def _of_type(name: str) -> list[Route]:
    kind = post_types.known(name)
    return [*post_routes(kind), *revision_routes(kind), *autosave_routes(kind)]
