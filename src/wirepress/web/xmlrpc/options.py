"""Options that writing programs read and write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from wirepress.content.options import site, store
from wirepress.content.themes.builtin import stylesheet
from wirepress.content.users.models import User
from wirepress.web.xmlrpc.call import Call, plain, refuse

# Name -> label, value. These are not written.
_FIXED: Final[dict[str, tuple[str, Callable[[], str]]]] = {
    "software_name": ("Software", lambda: "WordPress"),  # clients look for this word
    "software_version": ("Version of WordPress whose answers are given", lambda: site.compat()),
    "blog_url": ("Address of the program", lambda: site.home()),
    "home_url": ("Address of the site", lambda: site.home()),
    "login_url": ("Where people sign in", lambda: site.home("/wp-login.php")),
    "admin_url": ("The newsroom", lambda: site.home("/wp-admin/")),
    "image_default_link_type": ("What a picture links to", lambda: ""),
    "image_default_size": ("Size of a picture", lambda: ""),
    "image_default_align": ("Place of a picture", lambda: ""),
    "template": ("Theme", stylesheet),
    "stylesheet": ("Theme's folder", stylesheet),
    "post_thumbnail": ("Pictures above items", lambda: "1"),
}
# Name -> label, option. These are.
_SIZES: Final = (("thumbnail", "Thumbnail"), ("medium", "Medium"), ("medium_large", "Medium large"), ("large", "Large"))
_SIDES: Final = (("w", "width"), ("h", "height"))
_WRITTEN: Final[dict[str, tuple[str, str]]] = {
    "time_zone": ("Time Zone", "gmt_offset"), "blog_title": ("Site Title", "blogname"), "blog_tagline": ("Tagline", "blogdescription"),
    "date_format": ("Date Format", "date_format"), "time_format": ("Time Format", "time_format"),
    "users_can_register": ("Whether people may register", "users_can_register"),
    **{f"{size}_size_{side}": (f"{label}, {word}", f"{size}_size_{side}") for size, label in _SIZES for side, word in _SIDES},
    "default_comment_status": ("Comments on new items", "default_comment_status"),
    "default_ping_status": ("Pings of new items", "default_ping_status"),
}  # fmt: skip


def get_options(call: Call) -> dict[str, Any]:
    """wp.getOptions: blog, login, password, names (all where none are given)."""
    call.need(3)
    user = call.sign_in()
    asked = call.get(3) or []
    names = [plain(name) for name in (asked if isinstance(asked, list) else [asked])]
    return _shown(names or [*_FIXED, *_WRITTEN], user)


def _shown(names: list[str], user: User) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in names:
        if name in _FIXED:
            label, value = _FIXED[name]
            found[name] = {"desc": label, "readonly": True, "value": value()}
        elif name in _WRITTEN:
            label, option = _WRITTEN[name]
            found[name] = {"desc": label, "readonly": not user.can("manage_options"), "value": _text(store.get(option))}
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value)


def set_options(call: Call) -> dict[str, Any]:
    """wp.setOptions: blog, login, password, struct -> what was asked for, as it is now."""
    call.need(4)
    user, given = call.sign_in(), call.struct(3)
    if not user.can("manage_options"):
        raise refuse("You are not allowed to change the options.")
    for name, value in given.items():
        if name in _WRITTEN:
            _put(_WRITTEN[name][1], plain(value).strip())
    return _shown(list(given), user)


def _put(option: str, value: str) -> None:
    if option.endswith(("_w", "_h")) or option == "users_can_register":
        store.put(option, int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else 0)
    elif option.startswith("default_"):
        store.put(option, "open" if value == "open" else "closed")
    elif option == "gmt_offset":
        return  # the time zone is a name here; WordPress's number would lose summer time
    else:
        store.put(option, value)
