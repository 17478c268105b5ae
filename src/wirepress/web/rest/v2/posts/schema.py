"""The item schema of a post type, by what the type supports (WordPress 7.1; the order counts)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from wirepress.content.options import site, store
from wirepress.content.options.features import extensions
from wirepress.content.posts.statuses import imported_statuses as further_statuses
from wirepress.content.terms.taxonomies import POST_FORMATS
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Args, Request, Schema
from wirepress.web.rest.meta.describe import meta_property, time_dependent_defaults
from wirepress.web.rest.meta.plugin_fields import schemas as further_properties
from wirepress.web.rest.request.args import args_from_schema
from wirepress.web.rest.v2.menu_items.schema import entry_schema
from wirepress.web.rest.v2.posts.action_links import STATUSES, action_links, taxonomies_of
from wirepress.web.rest.v2.posts.pattern_and_menu import vary_schema
from wirepress.web.rest.v2.properties import EDIT_ONLY, VIEW_EDIT, item_schema, prop, rendered

_ORDER: Final = (
    "title",
    "editor",
    "author",
    "excerpt",
    "thumbnail",
    "comments",
    "page-attributes",
    "post-formats",
    "custom-fields",
)
_FIXED: Final = {
    "post": ("title", "editor", "author", "excerpt", "thumbnail", "comments", "post-formats", "custom-fields"),
    "page": ("title", "editor", "author", "excerpt", "thumbnail", "comments", "page-attributes", "custom-fields"),
    "attachment": ("title", "author", "thumbnail", "comments", "custom-fields"),
}


def post_schema(kind: PostType) -> Schema:
    """Return the schema of the type's documents, functions (arg_options) included."""
    if kind.name == "nav_menu_item":
        return entry_schema()
    properties = {**_dates_and_address(kind), **_supported(kind)}
    if kind.name == "post":
        properties["sticky"] = prop("boolean", "Whether the post stays on top.", VIEW_EDIT)
    properties["template"] = prop(
        "string",
        "File name of the theme's template for the item.",
        VIEW_EDIT,
        arg_options={"validate": _check_template},
    )
    for taxonomy in taxonomies_of(kind):
        base = taxonomy.rest_base
        properties[base] = {
            "description": f"Numbers of the item's terms in {taxonomy.name}.",
            "type": "array",
            "items": {"type": "integer"},
            "context": list(VIEW_EDIT),
        }
    vary_schema(kind.name, properties)
    properties.update(further_properties(kind.name, public=kind.public))
    return item_schema(kind.name, properties, links=action_links(kind))


def cached_schema(kind: PostType) -> Schema:
    """Return the same, made once while nothing that it says has changed. Nobody may change it."""
    found: Schema = _cached("schema", kind, lambda: post_schema(kind))
    return found


def cached_args(kind: PostType, method: str) -> Args:
    """Return the arguments of writing by that method (see from_schema), likewise."""
    found: Args = _cached(f"arguments of {method}", kind, lambda: args_from_schema(cached_schema(kind), method))
    return found


def _cached(what: str, kind: PostType, make: Callable[[], Any]) -> Any:
    kept = store.derived_values()
    key = (what, kind.name, site.home(), site.compat(), extensions(), time_dependent_defaults("post", kind.name))
    if key not in kept:
        kept[key] = make()
    return kept[key]


def _dates_and_address(kind: PostType) -> dict[str, Schema]:
    guid = {
        "raw": prop("string", "The global name as it is stored.", EDIT_ONLY, readonly=True),
        "rendered": prop("string", "The global name for the page.", VIEW_EDIT, readonly=True),
    }
    found: dict[str, Schema] = {
        "date": prop(["string", "null"], "When the item was published, in the site's time zone.", format="date-time"),
        "date_gmt": prop(["string", "null"], "When the item was published, GMT.", VIEW_EDIT, format="date-time"),
        "guid": prop("object", "The item's globally unique name.", VIEW_EDIT, readonly=True, properties=guid),
        "id": prop("integer", "The item's number.", readonly=True),
        "link": prop("string", "The item's address.", format="uri", readonly=True),
        "modified": prop(
            "string",
            "When the item was changed last, in the site's time zone.",
            VIEW_EDIT,
            format="date-time",
            readonly=True,
        ),
        "modified_gmt": prop(
            "string", "When the item was changed last, GMT.", VIEW_EDIT, format="date-time", readonly=True
        ),
        "slug": prop(
            "string", "The item's name in its address; unique in its type.", arg_options={"sanitize": clean_slug}
        ),
        "status": prop(
            "string",
            "The item's named state.",
            VIEW_EDIT,
            enum=[*STATUSES, *further_statuses()],
            arg_options={"validate": _check_status},
        ),
        "type": prop("string", "The item's post type.", readonly=True),
        "password": prop("string", "A password that readers need for content and excerpt.", EDIT_ONLY),
    }
    if kind.viewable and kind.public:
        found["permalink_template"] = prop("string", "How the item's address is made.", EDIT_ONLY, readonly=True)
        found["generated_slug"] = prop("string", "The slug that the title would get.", EDIT_ONLY, readonly=True)
        found["class_list"] = prop(
            "array",
            "CSS classes of the item's element on the page.",
            VIEW_EDIT,
            readonly=True,
            items={"type": "string"},
        )
    if kind.hierarchical:
        found["parent"] = prop("integer", "Number of the item above.", VIEW_EDIT)
    return found


def _supported(kind: PostType) -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    for feature in _ORDER:
        fixed = _FIXED.get(kind.name)
        if feature in fixed if fixed else kind.can(feature):
            found.update(_feature(feature, kind))
    return found


def _feature(feature: str, kind: PostType) -> dict[str, Schema]:
    match feature:
        case "title":
            return {"title": rendered("title")}
        case "editor":
            return {
                "content": rendered(
                    "content",
                    shown=VIEW_EDIT,
                    block_version=prop(
                        "integer", "Version of the block format that the content has.", EDIT_ONLY, readonly=True
                    ),
                    protected=_protected("content"),
                )
            }
        case "author":
            return {"author": prop("integer", "Number of the author.")}
        case "excerpt":
            return {"excerpt": rendered("excerpt", protected=_protected("excerpt"))}
        case "thumbnail":
            return {"featured_media": prop("integer", "Number of the item's picture.")}
        case "comments":
            return {
                name: prop("string", text, VIEW_EDIT, enum=["open", "closed"])
                for name, text in (
                    ("comment_status", "Whether readers may comment."),
                    ("ping_status", "Whether other sites may ping."),
                )
            }
        case "page-attributes":
            return {"menu_order": prop("integer", "Place among its siblings.", VIEW_EDIT)}
        case "post-formats":
            return {"format": prop("string", "The post's format.", VIEW_EDIT, enum=["standard", *POST_FORMATS])}
        case _:
            return {"meta": meta_property("post", kind.name)}


def _protected(name: str) -> Schema:
    return prop("boolean", f"Whether a password is needed for the {name}.", readonly=True)


def clean_slug(value: Any, request: Request, name: str) -> Any:
    """sanitize_title as an argument's sanitiser."""
    from wirepress.core.markup.text.slugs import sanitize_title

    return sanitize_title(value if isinstance(value, str) else "")


def _check_status(value: Any, request: Request, name: str) -> RestError | bool | None:
    """A status that the type may have; an item may keep the one that it has."""
    from wirepress.content.posts.models import Post
    from wirepress.core.rest.schema import validate

    if request.path_params.get("id"):
        current = Post.objects.filter(pk=int(request.path_params["id"])).values_list("status", flat=True).first()
        if current == value:
            return True
    validate(value, {"type": "string", "enum": [*STATUSES, *further_statuses()]}, name)
    return True


def _check_template(value: Any, request: Request, name: str) -> RestError | bool | None:
    """Return a template of the theme, none, or the one that the item has."""
    from wirepress.content.posts.models import Post

    if not value:
        return True
    number = request.path_params.get("id")
    if number and Post.objects.filter(pk=int(number), template=value).exists():
        return True
    offered = TEMPLATES.get(request.route.removeprefix("/wp/v2/").partition("/")[0], ())
    if value in offered:
        return True
    names = ", ".join(offered) or "none"
    return RestError("rest_invalid_param", f"{name} is not a template of the theme ({names}).", None)


# Templates to choose from, by the type's name in addresses. Those of the theme that imported sites of 7.1 have.
TEMPLATES: Final[dict[str, tuple[str, ...]]] = {"pages": ("page-no-title",)}
