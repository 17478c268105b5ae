"""/wp/v2/plugins: the features and plugins of this installation, in the form of WordPress's. Switching works, installing does not."""

from __future__ import annotations

from types import ModuleType
from typing import Any, Final

from wirepress import __version__
from wirepress.content.options import features, site
from wirepress.core.extensions import discover
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import (
    CREATE,
    DELETE,
    EDIT,
    READ,
    Endpoint,
    Permission,
    Request,
    Response,
    Route,
    Schema,
)
from wirepress.settings.settings import get_settings
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.properties import VIEW_EDIT, context_arg, item_schema, prop

PATH: Final = "/wp/v2/plugins"
_STATUSES: Final = ["inactive", "active"]
_NAME: Final[Schema] = {"type": "string", "pattern": r"[^.\/]+(?:\/[^.\/]+)?"}


def schema() -> Schema:
    """Return the JSON schema of a plugin."""
    text = {
        "raw": {"description": "As it is stored.", "type": "string"},
        "rendered": {"description": "As HTML.", "type": "string"},
    }
    return item_schema(
        "plugin",
        {
            "plugin": {"description": "Its name.", **_NAME, "readonly": True, "context": ["view", "edit", "embed"]},
            "status": prop("string", "Whether it is on.", enum=_STATUSES),
            "name": _fixed("Its title.", everywhere=True),
            "plugin_uri": _fixed("Where it comes from.", "uri"),
            "author": _fixed("Who made it."),
            "author_uri": _fixed("Where its makers are.", "uri"),
            "description": {
                "description": "What it does.",
                "type": "object",
                "readonly": True,
                "context": VIEW_EDIT,
                "properties": text,
            },
            "version": _fixed("Its version."),
            "network_only": {
                "description": "Whether it works for networks only.",
                "type": "boolean",
                "readonly": True,
                "context": ["view", "edit", "embed"],
            },
            "requires_wp": _fixed("The release it needs.", everywhere=True),
            "requires_php": _fixed("The language it needs.", everywhere=True),
            "textdomain": _fixed("Its name for translators."),
        },
    )


def _fixed(description: str, form: str = "", *, everywhere: bool = False) -> Schema:
    shown = ["view", "edit", "embed"] if everywhere else list(VIEW_EDIT)
    more = {"format": form} if form else {}
    return {"description": description, "type": "string", **more, "readonly": True, "context": shown}


def _modules() -> dict[str, ModuleType]:
    """Plugin name as WordPress writes it (folder/file) -> its module."""
    return {f"{name}/{name}": module for name, module in discover(tuple(get_settings().plugins)).items()}


def find_plugin(request: Request) -> str:
    """Return the plugin that the path names. Raises RestError 404."""
    name = str(request["plugin"])
    if name not in _modules():
        raise RestError("rest_plugin_not_found", "There is no plugin with that name.", 404)
    return name


def _status(name: str) -> str:
    return "inactive" if name.partition("/")[0] in features.switched_off() else "active"


def may_list(request: Request) -> RestError | None:
    """Return the refusal, or None for actors with the capability `activate_plugins`."""
    if request.actor.can("activate_plugins"):
        return None
    return forbidden("rest_cannot_view_plugins", "You are not allowed to see plugins.", signed_in=request.signed_in)


def _may(code: str, capability: str = "activate_plugins") -> Permission:
    def may(request: Request) -> RestError | None:
        if not request.actor.can(capability):
            return forbidden(code, "You are not allowed to do that with plugins.", signed_in=request.signed_in)
        find_plugin(request)
        return None

    return may


def may_install(request: Request) -> RestError | None:
    """Return the refusal, or None for actors with the capability `install_plugins`."""
    if request.actor.can("install_plugins"):
        return None
    return forbidden(
        "rest_cannot_install_plugin", "You are not allowed to install plugins.", signed_in=request.signed_in
    )


def get_list(request: Request) -> Response:
    """Return all of them, by status and words when asked for."""
    wanted, words = request["status"] or _STATUSES, str(request["search"] or "").lower()
    shown = []
    for name, module in _modules().items():
        text = f"{name} {getattr(module, 'TITLE', '')} {getattr(module, 'DESCRIPTION', '')}".lower()
        if _status(name) in wanted and words in text:
            shown.append(with_links(*plugin_document(name, request)))
    return Response(shown)


def get_one(request: Request) -> Response:
    """Answer GET of one plugin with its document."""
    data, links = plugin_document(find_plugin(request), request)
    return Response(data, links=links)


def update_plugin(request: Request) -> Response:
    """Switch one on or off."""
    name = find_plugin(request)
    if request["status"] is not None:
        features.switch(name.partition("/")[0], request["status"] == "active")
    return get_one(request)


def refuse_install(request: Request) -> Response:
    """WordPress's plugins are PHP and do not run here. Always refused."""
    raise RestError("plugins_api_failed", "WordPress plugins cannot be installed; see `wirepress feature list`.", 404)


def refuse_delete(request: Request) -> Response:
    """What comes with the installation is not deleted. Always refused."""
    code = (
        "rest_cannot_delete_active_plugin" if _status(find_plugin(request)) == "active" else "rest_cannot_delete_plugin"
    )
    raise RestError(code, "This plugin is part of the installation: switch it off instead.", 400)


def plugin_document(name: str, request: Request) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the document without links, and its links."""
    module, wanted = _modules()[name], wanted_fields(request)
    about = str(getattr(module, "DESCRIPTION", ""))
    data = {
        "plugin": name,
        "status": _status(name),
        "name": str(getattr(module, "TITLE", name)),
        "plugin_uri": "",
        "author": "Wirepress",
        "author_uri": "",
        "description": {"raw": about, "rendered": about},
        "version": str(getattr(module, "VERSION", __version__)),
        "network_only": False,
        "requires_wp": "",
        "requires_php": "",
        "textdomain": name.partition("/")[0],
    }
    data = {key: value for key, value in data.items() if is_field_wanted(key, wanted)}
    data = filter_by_context(data, schema(), str(request.get("context") or "view"))
    if not is_field_wanted("_links", wanted):
        return data, {}
    allow = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    return data, {"self": [{"href": site.rest_url(f"{PATH}/{name}"), "targetHints": {"allow": allow}}]}


def routes() -> list[Route]:
    """Return the routes of the list of plugins and of a single one."""
    status: Schema = {"type": "string", "enum": _STATUSES}
    found: dict[str, Schema] = {
        "context": context_arg(),
        "search": {"description": "Only those that have these words.", "type": "string"},
        "status": {"description": "Only those of this status.", "type": "array", "items": status},
    }
    new: dict[str, Schema] = {
        "slug": {
            "type": "string",
            "description": "Its name in the directory.",
            "pattern": r"[\w\-]+",
            "required": True,
        },
        "status": {"description": "Whether it is on.", **status, "default": "inactive"},
    }
    one = {"context": context_arg(), "plugin": dict(_NAME)}
    changed = {**one, "status": {"description": "Whether it is on.", **status}}
    return [
        Route(
            "wp/v2",
            PATH,
            (Endpoint(READ, get_list, found, may_list), Endpoint(CREATE, refuse_install, new, may_install)),
            schema,
        ),
        Route(
            "wp/v2",
            PATH + r"/(?P<plugin>[^.\/]+(?:\/[^.\/]+)?)",
            (
                Endpoint(READ, get_one, one, _may("rest_cannot_view_plugin")),
                Endpoint(EDIT, update_plugin, changed, _may("rest_cannot_manage_plugins")),
                Endpoint(DELETE, refuse_delete, one, _may("rest_cannot_manage_plugins", "delete_plugins")),
            ),
            schema,
        ),
    ]
