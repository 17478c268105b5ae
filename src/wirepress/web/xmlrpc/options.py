"""Options that writing programs read and write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from wirepress.content.options import site, store
from wirepress.content.themes.builtin import stylesheet_name
from wirepress.content.users.models import User
from wirepress.core.php.numbers import read_digits
from wirepress.web.xmlrpc.call import Call, refusal_of_rights, to_text

# Name -> label, value. These are not written.
_FIXED: Final[dict[str, tuple[str, Callable[[], Any]]]] = {
    "software_name": ("Software Name", lambda: "WordPress"),  # clients look for this word
    "software_version": ("Software Version", lambda: site.compat()),
    "blog_url": ("WordPress Address (URL)", lambda: site.home()),
    "home_url": ("Site Address (URL)", lambda: site.home()),
    "login_url": ("Login Address (URL)", lambda: site.home("/wp-login.php")),
    "admin_url": ("The URL to the admin area", lambda: site.home("/wp-admin/")),
    "image_default_link_type": ("Image default link type", lambda: store.get("image_default_link_type", "none")),
    "image_default_size": ("Image default size", lambda: store.get("image_default_size", "")),
    "image_default_align": ("Image default align", lambda: store.get("image_default_align", "")),
    "template": ("Template", stylesheet_name),
    "stylesheet": ("Stylesheet", stylesheet_name),
    "post_thumbnail": ("Post Thumbnail", lambda: True),
}


def _size(name: str) -> dict[str, tuple[str, str]]:
    label = name.replace("_", " ").capitalize()
    return {
        f"{name}_size_{side}": (f"{label}, {word}", f"{name}_size_{side}")
        for side, word in (("w", "width"), ("h", "height"))
    }


# Name -> label, option. These are.
_WRITTEN: Final[dict[str, tuple[str, str]]] = {
    "time_zone": ("Time Zone", "gmt_offset"),
    "blog_title": ("Site Title", "blogname"),
    "blog_tagline": ("Tagline", "blogdescription"),
    "date_format": ("Date Format", "date_format"),
    "time_format": ("Time Format", "time_format"),
    "users_can_register": ("Allow new users to sign up", "users_can_register"),
    **_size("thumbnail"),
    "thumbnail_crop": ("Crop thumbnail to exact dimensions", "thumbnail_crop"),
    **_size("medium"),
    **_size("medium_large"),
    **_size("large"),
    "default_comment_status": ("Comments on new items", "default_comment_status"),
    "default_ping_status": ("Pings of new items", "default_ping_status"),
}


def get_options(call: Call) -> dict[str, Any]:
    """wp.getOptions: blog, login, password, names (all where none are given)."""
    call.require_args(3)
    user = call.sign_in()
    asked = call.get(3) or []
    names = [to_text(name) for name in (asked if isinstance(asked, list) else [asked])]
    return _shown(names or [*_FIXED, *_WRITTEN], user)


def _shown(names: list[str], user: User) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in names:
        if name in _FIXED:
            label, value = _FIXED[name]
            found[name] = {"desc": label, "readonly": True, "value": value()}
        elif name in _WRITTEN:
            label, option = _WRITTEN[name]
            found[name] = {"desc": label, "readonly": not user.can("manage_options"), "value": _value(option)}
    return found


def _value(option: str) -> Any:
    """As PHP has it: text, but a number for the hours from GMT where the time zone is a city."""
    if option == "gmt_offset" and store.get("timezone_string"):
        return round((site.to_local(now := site.now_gmt()) - now).total_seconds() / 3600, 2)
    return _text(store.get(option))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value)


def set_options(call: Call) -> dict[str, Any]:
    """wp.setOptions: blog, login, password, struct -> what was asked for, as it is now."""
    call.require_args(4)
    user, given = call.sign_in(), call.struct(3)
    if not user.can("manage_options"):
        raise refusal_of_rights("You are not allowed to change the options.", 403)
    for name, value in given.items():
        if name in _WRITTEN:
            _store_option(_WRITTEN[name][1], to_text(value).strip())
    return _shown(list(given), user)


def _store_option(option: str, value: str) -> None:
    if option in ("users_can_register", "thumbnail_crop"):
        store.put(option, value not in ("", "0", "False"))
    elif option.endswith(("_w", "_h")):
        store.put(option, (read_digits(value) or 0) if len(value) < 6 else 0)
    elif option.startswith("default_"):
        store.put(option, "open" if value == "open" else "closed")
    elif option == "gmt_offset":
        return  # the time zone is a name here; WordPress's number would lose summer time
    else:
        store.put(option, value)
