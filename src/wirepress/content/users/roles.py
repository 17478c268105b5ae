"""Five roles and their capabilities, by WordPress's names, in WordPress's order; and the bridge to Django's permissions."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Final

_LEVELS: Final = tuple(f"level_{n}" for n in range(10, -1, -1))

ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "administrator": (
        *(
            "switch_themes",
            "edit_themes",
            "activate_plugins",
            "edit_plugins",
            "edit_users",
            "edit_files",
            "manage_options",
        ),
        *(
            "moderate_comments",
            "manage_categories",
            "manage_links",
            "upload_files",
            "import",
            "unfiltered_html",
            "edit_posts",
        ),
        *("edit_others_posts", "edit_published_posts", "publish_posts", "edit_pages", "read"),
        *_LEVELS,
        *(
            "edit_others_pages",
            "edit_published_pages",
            "publish_pages",
            "delete_pages",
            "delete_others_pages",
            "delete_published_pages",
        ),
        *(
            "delete_posts",
            "delete_others_posts",
            "delete_published_posts",
            "delete_private_posts",
            "edit_private_posts",
        ),
        *(
            "read_private_posts",
            "delete_private_pages",
            "edit_private_pages",
            "read_private_pages",
            "delete_users",
            "create_users",
        ),
        *(
            "unfiltered_upload",
            "edit_dashboard",
            "update_plugins",
            "delete_plugins",
            "install_plugins",
            "update_themes",
        ),
        *(
            "install_themes",
            "update_core",
            "list_users",
            "remove_users",
            "promote_users",
            "edit_theme_options",
            "delete_themes",
            "export",
        ),
    ),
    "editor": (
        *("moderate_comments", "manage_categories", "manage_links", "upload_files", "unfiltered_html", "edit_posts"),
        *("edit_others_posts", "edit_published_posts", "publish_posts", "edit_pages", "read"),
        *_LEVELS[3:],
        *(
            "edit_others_pages",
            "edit_published_pages",
            "publish_pages",
            "delete_pages",
            "delete_others_pages",
            "delete_published_pages",
        ),
        *(
            "delete_posts",
            "delete_others_posts",
            "delete_published_posts",
            "delete_private_posts",
            "edit_private_posts",
        ),
        *("read_private_posts", "delete_private_pages", "edit_private_pages", "read_private_pages"),
    ),
    "author": (
        *("upload_files", "edit_posts", "edit_published_posts", "publish_posts", "read"),
        *_LEVELS[8:],
        *("delete_posts", "delete_published_posts"),
    ),
    "contributor": ("edit_posts", "read", *_LEVELS[9:], "delete_posts"),
    "subscriber": ("read", *_LEVELS[10:]),
}

ROLE_LABELS: Final[Mapping[str, str]] = {
    "administrator": "Administrator",
    "editor": "Editor",
    "author": "Author",
    "contributor": "Contributor",
    "subscriber": "Subscriber",
}


def capability_map(role_names: Iterable[str], extra: Mapping[str, bool] | None = None) -> dict[str, bool]:
    """Return the capability -> granted, as WordPress's user document shows it: the roles' own, the single ones, then the role names."""
    result: dict[str, bool] = {}
    names = list(role_names)
    for name in names:
        result.update(dict.fromkeys(ROLES.get(name, ()), True))
    for name in names:
        result[name] = True
    result.update(extra or {})
    return result


def held_capability(capability: str) -> str:
    """Return the capability that roles hold for one that is asked: those over blocks are those over posts (WordPress 7.1 behaviour)."""
    return capability.removesuffix("_blocks") + "_posts" if capability.endswith("_blocks") else capability


def capabilities_of(role_names: Iterable[str], extra: Mapping[str, bool] | None = None) -> frozenset[str]:
    """Return the granted capabilities only."""
    try:
        return _granted(tuple(role_names), tuple((extra or {}).items()))
    except TypeError:  # an import's leftover that is no name
        return frozenset(name for name, granted in capability_map(role_names, extra).items() if granted)


@functools.lru_cache(maxsize=256)
def _granted(role_names: tuple[str, ...], extra: tuple[tuple[str, bool], ...]) -> frozenset[str]:
    return frozenset(name for name, granted in capability_map(role_names, dict(extra)).items() if granted)


# Django permission (action on a model of the back office) -> capability that allows it.
_DJANGO: Final[Mapping[str, Mapping[str, str]]] = {
    "posts.post": {"view": "edit_posts", "add": "edit_posts", "change": "edit_posts", "delete": "delete_posts"},
    "terms.term": {
        "view": "edit_posts",
        "add": "manage_categories",
        "change": "manage_categories",
        "delete": "manage_categories",
    },
    "media.mediafile": {
        "view": "upload_files",
        "add": "upload_files",
        "change": "upload_files",
        "delete": "delete_posts",
    },
    "comments.comment": {
        "view": "edit_posts",
        "add": "moderate_comments",
        "change": "moderate_comments",
        "delete": "moderate_comments",
    },
    "users.user": {"view": "list_users", "add": "create_users", "change": "edit_users", "delete": "delete_users"},
    "users.applicationpassword": {
        "view": "edit_users",
        "add": "edit_users",
        "change": "edit_users",
        "delete": "edit_users",
    },
    "options.option": dict.fromkeys(("view", "add", "change", "delete"), "manage_options"),
}


def django_permission(permission: str, capabilities: frozenset[str]) -> bool:
    """Return whether `app.action_model` is allowed; a model without a row is for those who may manage options."""
    app, _, rest = permission.partition(".")
    action, _, model = rest.partition("_")
    return _DJANGO.get(f"{app}.{model}", {}).get(action, "manage_options") in capabilities
