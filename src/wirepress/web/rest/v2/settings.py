"""/wp/v2/settings: the options that have a name in REST, read and written by whoever may manage the site."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction

from wirepress.content.events import emit
from wirepress.content.options import store
from wirepress.content.options.features import extensions
from wirepress.content.options.registry import CORE, cast_stored
from wirepress.content.users.roles import ROLES
from wirepress.core.hooks import SettingField
from wirepress.core.markup.fields.option_values import KeepStored, clean_option
from wirepress.core.rest import schema as schemas
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import EDIT, READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.settings.settings import get_settings
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.properties import item_schema

PATH: Final = "/wp/v2/settings"
# WordPress shows null for an option that is not there, but for these.
_DEFAULTS: Final[dict[str, Any]] = {"language": "en_US", "use_smilies": True, "posts_per_page": 10}
# Those that WordPress gives a title of their own; the words are ours.
_TITLED: Final = frozenset(
    "title description posts_per_page show_on_front page_on_front default_comment_status site_logo site_icon".split()
)
_FIXED: Final = ("siteurl",)  # the address is a setting of the installation, see docs/settings.md


def rest_settings() -> list[SettingField]:
    """Return the options that have a name in REST: those of features, then WordPress's own."""
    every = [*extensions().declared("settings"), *CORE]
    return [field for field in every if field.rest_name]


def _property(field: SettingField) -> Schema:
    own = field in CORE
    default = _DEFAULTS.get(field.rest_name) if own else field.default
    found: Schema = {
        "type": field.type,
        "title": field.label if not own or field.rest_name in _TITLED else "",
        "description": field.help or field.label,
        "default": default,
    }
    if field.choices and field.rest_name != "show_on_front":
        found["enum"] = [value for value, _ in field.choices]
    return found | field.schema


def schema() -> Schema:
    """Return the JSON schema of the site's settings."""
    return item_schema("settings", {field.rest_name: _property(field) for field in rest_settings()})


def args() -> Args:
    """Arguments of a change; every one may be null, which takes the option away."""
    found: dict[str, Schema] = {}
    for field in rest_settings():
        rule = _property(field)
        arg: Schema = {name: rule[name] for name in ("title", "description", "type", "format", "enum") if name in rule}
        found[field.rest_name] = {**arg, "sanitize": None, "validate": _validator(arg)}
    return found


def _validator(arg: Schema) -> Any:
    def check(value: Any, request: Request, name: str) -> RestError | None:
        try:
            schemas.validate(value, arg, name)
        except RestError as error:
            return error
        return None

    return check


def may_manage(request: Request) -> RestError | None:
    """Return the refusal, or None for actors with the capability `manage_options`."""
    if request.actor.can("manage_options"):
        return None
    return forbidden("rest_forbidden", "You are not allowed to do that.", signed_in=request.signed_in)


def get_settings_document(request: Request) -> Response:
    """Return the options as they are."""
    wanted = wanted_fields(request)
    shown = [field for field in rest_settings() if is_field_wanted(field.rest_name, wanted)]
    return Response({field.rest_name: None if _is_off(field, request) else _value(field) for field in shown})


def _is_off(field: SettingField, request: Request) -> bool:
    """Return whether the option is a switch that was turned off before: it is stored as an empty text, which is no boolean and shows as null
    (WordPress 7.1 behaviour)."""
    if field not in CORE or field.type != "boolean" or _requested_value(request, field.rest_name) is not None:
        return False
    return store.all_options().get(field.option) in (False, "")


def _value(field: SettingField) -> Any:
    if field.option == "siteurl":
        return get_settings().url
    stored = store.all_options().get(field.option)
    if stored is None or (field.option == "WPLANG" and stored == ""):
        return _property(field)["default"]
    return cast_stored(field, stored)


def update_settings(request: Request) -> Response:
    """Store what was given; a value that cannot be used leaves the stored one as it is (WordPress 7.1 behaviour)."""
    with transaction.atomic():
        missing = _store_all(request)
    if missing:  # what came before it is stored (WordPress 7.1 behaviour)
        raise RestError("rest_invalid_stored_value", f"{missing} is not set: it cannot be taken away.", 500)
    return get_settings_document(request)


def _store_all(request: Request) -> str:
    """Store the values in their order, up to one that is to be taken away and is not there: return its name, else nothing."""
    for field in rest_settings():
        if field.option not in _FIXED and any(field.rest_name in source for source in request.sources()):
            value = _requested_value(request, field.rest_name)
            if value is None and store.all_options().get(field.option) is None:
                return field.rest_name
            _store(field, value)
    return ""


def _requested_value(request: Request, name: str) -> Any:
    """Return the parameter, null included."""
    return next((source[name] for source in request.sources() if name in source), None)


def _store(field: SettingField, value: Any) -> None:
    if value is None:
        store.remove(field.option)
    else:
        try:
            store.put(field.option, clean_option(field.option, schemas.sanitize(value, _property(field)), ROLES))
        except KeepStored:
            return
    emit("option.changed", 0, option=field.option)


def routes() -> list[Route]:
    """Return the route of the site's settings."""
    return [
        Route(
            "wp/v2",
            PATH,
            (Endpoint(READ, get_settings_document, {}, may_manage), Endpoint(EDIT, update_settings, args, may_manage)),
            schema,
        )
    ]
